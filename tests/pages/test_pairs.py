"""A live Japanese page is to be had in the English tree, however it came into being."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import querydict_from_html

from pages.bilingual.pair_check import broken_pairs
from pages.events.models import SummitPage
from pages.information.models import InformationPage
from portal import clock
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(content):
    """The whole content."""


def page_of(language, slug):
    return Page.objects.get(locale__language_code=language, slug=slug).specific


def new(**fields):
    return InformationPage(title="新しい案内", slug="new-page", **fields)


# --- Ways of coming into being -----------------------------------------------------------


def added_in_code(client):
    page_of("ja", "council").add_child(instance=new())


def added_below_a_new_page(client):
    parent = page_of("ja", "home").add_child(instance=new())
    Page.objects.filter(translation_key=parent.translation_key).exclude(pk=parent.pk).delete()
    page = page_of("ja", "new-page").copy(to=page_of("ja", "council"))
    assert page.live


def published_later(client):
    page = page_of("ja", "home").add_child(instance=new(live=False))
    page.save_revision().publish()


def published_by_schedule(client):
    page = page_of("ja", "home").add_child(instance=new(live=False))
    page.go_live_at = clock.real_now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    past = clock.real_now() - timedelta(hours=1)
    revision = Revision.objects.get(pk=revision.pk)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("publish_scheduled")


def copied(client):
    page_of("ja", "contact").copy(update_attrs={"slug": "new-page"})


def copied_with_all_below(client):
    page_of("ja", "council").copy(recursive=True, update_attrs={"slug": "new-page"})


def moved_where_english_is_not(client):
    page = page_of("ja", "home").add_child(instance=new(live=False))
    Page.objects.filter(pk=page.pk).update(live=True)
    page_of("ja", "new-page").move(page_of("ja", "council"), pos="last-child")


def restored(client):
    page = page_of("ja", "contact")
    first = page.save_revision()
    page.title = "別の題"
    page.save_revision().publish()
    page.unpublish()
    first.publish()
    Page.objects.filter(pk=page.pk).update(slug="new-page")
    Page.objects.filter(translation_key=page.translation_key).update(slug="new-page")


def published_while_english_is_a_draft(client):
    page = page_of("ja", "home").add_child(instance=new(live=False))
    factories.translate(page, publish=False)
    page.save_revision().publish()


def english_taken_down(client):
    page = page_of("ja", "home").add_child(instance=new())
    factories.translate(page).unpublish()


def english_expired(client):
    page = page_of("ja", "home").add_child(instance=new())
    english = factories.translate(page)
    Page.objects.filter(pk=english.pk).update(expire_at=clock.real_now() - timedelta(hours=1))
    call_command("publish_scheduled")


def published_in_the_form(client):
    address = reverse(
        "wagtailadmin_pages:add", args=["pages", "informationpage", page_of("ja", "home").pk]
    )
    html = client.get(address).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict()
    data = {**form, "body-count": "0", "title": "新しい案内", "slug": "new-page"}
    assert client.post(address, {**data, "action-publish": "1"}).status_code == 302


WAYS = [
    added_in_code,
    added_below_a_new_page,
    published_later,
    published_by_schedule,
    copied,
    copied_with_all_below,
    moved_where_english_is_not,
    restored,
    published_while_english_is_a_draft,
    english_taken_down,
    english_expired,
    published_in_the_form,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_however_it_came_into_being_a_live_japanese_page_is_there_in_english(
    way, admin_client, client
):
    way(admin_client)
    japanese = Page.objects.filter(slug="new-page", locale=factories.japanese()).last()
    assert japanese.live
    english = japanese.get_translations().get()
    assert english.live
    shown = client.get(english.get_url())
    assert shown.status_code == 200
    assert ("only in Japanese" in shown.content.decode()) == english.specific.untranslated
    assert list(broken_pairs()) == []


# --- What finds those that have none -----------------------------------------------------


def check():
    out = StringIO()
    try:
        call_command("check_pairs", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_the_content_has_whole_pairs_only():
    assert check() == "Every pair is whole.\n"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_command_names_a_page_that_lost_its_partner(language):
    page = page_of(language, "contact")
    Page.objects.filter(pk=page.pk).update(live=False)
    assert "/contact/" in check()
    assert "1 pages have no whole pair." in check()


def test_the_command_names_a_page_that_stands_elsewhere():
    page, target = page_of("en", "greeting"), page_of("en", "events")
    super(Page, page).move(target, pos="last-child")
    assert "greeting/: elsewhere" in check()


def test_the_command_names_an_alias_that_has_no_english():
    page_of("ja", "contact").create_alias(parent=page_of("ja", "home"), update_slug="contact-too")
    assert "/contact-too/: live, without a page in English" in check()


def test_the_report_finds_japanese_pages_without_english(admin_client):
    Page.objects.filter(pk=page_of("en", "contact").pk).update(live=False)
    address = reverse("bilingual:report") + "?english=missing"
    shown = admin_client.get(address).content.decode()
    assert page_of("ja", "contact").title in shown
    assert page_of("ja", "bylaws").title not in shown


# --- Copies of dated items ----------------------------------------------------------------

COPIED = [
    ("summit-5", "summits"),
    ("summit-4", "summits"),
    ("summit-2020-cancelled", "summits"),
    ("assembly-2022", "assemblies"),
    ("assembly-2021", "assemblies"),
    ("special-session-2019", "assemblies"),
    ("training-1", "training"),
    ("award-5", "awards"),
    ("award-2017", "awards"),
]


# What became of an item and when, and its papers: whatever the page says that lasts.
OWN_STORY = {
    *("outcome", "outcome_announced_on", "start_date", "start_time", "end_date", "end_time"),
    *("opens_on", "closes_on", "extensions", "full_since", "recordings_from", "recordings_partial"),
    *("attendance_people", "attendance_municipalities", "attendance_heads", "attendance_voted"),
    *("cancellation_reason_ja", "cancellation_reason_en", "results_on", "ceremony_on"),
    *("ceremony_cancelled", "ceremony_event", "entries", "nominees", "winners", "finalists"),
    "nominees_on",
    *("committee", "documents", "recordings", "speakers", "sessions"),
}


def told_by(page):
    """The facts of a page that a copy must not repeat.

    It has a day of its own on which it was published: the day of the copy.
    """
    told = {}
    own = {name for name in OWN_STORY if hasattr(page, name)}
    for name in {*page.exclude_fields_in_copy, *own} - {"announced_on"}:
        value = getattr(page, name)
        told[name] = list(value.all()) if hasattr(value, "all") else value
    return {name: value for name, value in told.items() if value not in (None, [], "", False)}


def copies_of(page):
    """The copy itself, its last version, and all versions it has."""
    copy = page.copy(update_attrs={"slug": "copy-of-it", "title": "写し"})
    stored = Page.objects.get(pk=copy.pk).specific
    versions = [revision.as_object() for revision in stored.revisions.all()]
    return [stored, stored.get_latest_revision_as_object(), *versions]


@pytest.mark.parametrize(("slug", "section"), COPIED)
def test_a_copy_of_an_item_repeats_nothing_of_what_became_of_it(client, slug, section):
    page = page_of("ja", slug)
    page.save_revision()
    assert told_by(page)
    for copy in copies_of(page):
        assert told_by(copy) == {}
    for language in ("ja", "en"):
        shown = client.get(page_of(language, "copy-of-it").get_url())
        assert shown.status_code == 200
        facts = shown.content.decode().split("<main", 1)[1]
        assert "開催済" not in facts


def test_a_copied_event_was_not_held_and_its_state_follows_from_its_own_dates(client):
    page = page_of("ja", "summit-4")
    assert page.status.is_over
    copy = page.copy(update_attrs={"slug": "copy-of-it"})
    copy = SummitPage.objects.get(pk=copy.pk)
    assert not copy.status.is_over
    copy.start_date = date(2031, 6, 1)
    copy.save_revision().publish()
    assert SummitPage.objects.get(pk=copy.pk).is_coming
    assert SummitPage.objects.get(pk=copy.pk).venue == page.venue
