"""Facts live once: whatever happens to the pages, readers of both languages see one deadline.

Every scenario ends with `assert_shown`: both addresses are requested and must show the deadline,
and no row outside the Japanese tree may hold a fact.
"""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from pages.events.models import EventExtension
from portal import clock
from tests import factories
from tests.facts import assert_only_japanese_rows_hold_facts

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOMENT = datetime(2022, 9, 1, 10, tzinfo=clock.TOKYO)
SEP_14, SEP_20, SEP_28 = date(2022, 9, 14), date(2022, 9, 20), date(2022, 9, 28)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A summit and an award round, published in both languages, closing on 14 September."""
    the_day_before = time_machine.travel(MOMENT - timedelta(days=1))
    with the_day_before, factories.shared(django_db_blocker):
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        summits = factories.SummitsIndexPageFactory(parent=events)
        awards = factories.AwardsIndexPageFactory(parent=home)
        summit = factories.SummitPageFactory(
            parent=summits,
            start_date=date(2022, 12, 1),
            opens_on=date(2022, 8, 1),
            closes_on=SEP_14,
            capacity=100,
            venue=factories.VenueFactory(name_ja="見本会館", name_en="Sample Hall"),
        )
        factories.EventSpeakerFactory(page=summit)
        award = factories.AwardRoundPageFactory(
            parent=awards, closes_on=SEP_14, ceremony_on=date(2022, 12, 1)
        )
        award.criteria.create(text_ja="工夫", text_en="Ingenuity")
        pks = {}
        for name, page in {"summit": summit, "award": award}.items():
            page.save_revision().publish()
            pks[name] = (page.pk, factories.translate(page).pk)
        yield SimpleNamespace(pks=pks, home=home.pk, events=events.pk, summits=summits.pk)


@pytest.fixture(autouse=True)
def _at_the_moment(made):
    """While the deadline is still to come: a later one is an extension."""
    with time_machine.travel(MOMENT):
        yield


@pytest.fixture(params=["summit", "award"])
def kind(request):
    return request.param


@pytest.fixture
def japanese(made, kind):
    return fresh(made.pks[kind][0])


@pytest.fixture
def english(made, kind):
    return fresh(made.pks[kind][1])


@pytest.fixture
def editor(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


def fresh(page):
    return Page.objects.get(pk=getattr(page, "pk", page)).specific


def change(page, publish=True, **values):
    """An editor changes a page, from its latest draft on."""
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    revision = draft.save_revision()
    if publish:
        revision.publish()
    return revision


def parsed(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def deadline_on(html):
    """The closing date in the facts panel: the one of the markup must be the one in the text."""
    panel = html.find(class_="facts")
    closes = panel["data-closes"]
    assert panel.find("dl").find("time", datetime=closes), panel
    return date.fromisoformat(closes)


def shown(client, page):
    return deadline_on(parsed(client, fresh(page).url))


def status_of(client, page):
    return client.get(fresh(page).url or "/gone/").status_code


def assert_shown(client, deadline, japanese, english):
    assert (shown(client, japanese), shown(client, english)) == (deadline, deadline)
    assert_only_japanese_rows_hold_facts()


# --- Publishing in whatever order --------------------------------------------------------


def test_a_change_in_japanese_shows_in_english_at_once(client, japanese, english):
    assert_shown(client, SEP_14, japanese, english)
    change(japanese, closes_on=SEP_20)
    assert_shown(client, SEP_20, japanese, english)


def test_an_older_english_draft_published_later_changes_no_fact(client, japanese, english):
    draft = change(english, publish=False, title="A better title")
    change(japanese, closes_on=SEP_20)
    draft.publish()
    assert parsed(client, english.url).h1.get_text() == "A better title"
    assert_shown(client, SEP_20, japanese, english)


def test_an_english_revision_that_holds_facts_loses_them(client, japanese, english):
    """As written before facts were kept once, or imported from elsewhere."""
    draft = change(english, publish=False)
    with_facts = japanese.get_latest_revision().content
    draft.content |= {name: with_facts[name] for name in japanese.facts_fields}
    draft.save()
    change(japanese, closes_on=SEP_20)
    draft.publish()
    assert_shown(client, SEP_20, japanese, english)


def test_rolling_english_back_rolls_no_fact_back(client, japanese, english):
    first = english.get_latest_revision()
    change(english, title="A second title")
    change(japanese, closes_on=SEP_20)
    first.as_object().save_revision(previous_revision=first).publish()
    assert parsed(client, english.url).h1.get_text() != "A second title"
    assert_shown(client, SEP_20, japanese, english)


def test_rolling_japanese_back_rolls_back_what_both_show(client, japanese, english):
    first = japanese.get_latest_revision()
    change(japanese, closes_on=SEP_20)
    assert_shown(client, SEP_20, japanese, english)
    first.as_object().save_revision(previous_revision=first).publish()
    assert_shown(client, SEP_14, japanese, english)


def test_translations_imported_for_an_older_source_bring_no_older_fact(
    client, japanese, english, django_capture_on_commit_callbacks
):
    translation = Translation.objects.get(source__object_id=japanese.translation_key)
    catalog = translation.export_po()
    change(japanese, closes_on=SEP_20)
    for entry in catalog:
        entry.msgstr = f"Imported {entry.msgctxt}"
    assert not translation.import_po(catalog)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert parsed(client, english.url).h1.get_text() == "Imported title"
    assert_shown(client, SEP_20, japanese, english)


def test_translating_again_copies_no_fact(client, japanese, english):
    change(japanese, closes_on=SEP_20)
    factories.translate(fresh(japanese), said="Again")
    assert_shown(client, SEP_20, japanese, english)


def test_a_scheduled_japanese_change_shows_in_both_when_its_time_comes(client, japanese, english):
    in_a_week = clock.now() + timedelta(days=7)
    change(japanese, closes_on=SEP_28, go_live_at=in_a_week)
    assert_shown(client, SEP_14, japanese, english)
    with time_machine.travel(in_a_week + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
        assert_shown(client, SEP_28, japanese, english)


def test_an_old_english_revision_published_by_schedule_brings_no_old_fact(
    client, japanese, english
):
    in_a_week = clock.now() + timedelta(days=7)
    change(english, title="A scheduled title", go_live_at=in_a_week)
    change(japanese, closes_on=SEP_20)
    with time_machine.travel(in_a_week + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
    assert parsed(client, english.url).h1.get_text() == "A scheduled title"
    assert_shown(client, SEP_20, japanese, english)


def test_new_rows_of_facts_show_in_english_with_their_own_english_texts(client, made):
    japanese, english = (fresh(pk) for pk in made.pks["summit"])
    draft = japanese.get_latest_revision_as_object()
    draft.closes_on = SEP_20
    draft.extensions = [
        EventExtension(announced_on=MOMENT.date(), old_closes_on=SEP_14, new_closes_on=SEP_20)
    ]
    draft.save_revision().publish()
    assert "Applications extended" in parsed(client, english.url).find(class_="note").get_text()
    assert "Mayor of Sample City" in parsed(client, english.url).main.get_text()
    assert_shown(client, SEP_20, japanese, english)


# --- Moved, taken down, gone -------------------------------------------------------------


def test_moving_the_japanese_page_leaves_its_facts_with_the_english_one(
    client, made, japanese, english
):
    elsewhere = factories.CouncilPageFactory(parent=fresh(made.home))
    japanese.move(elsewhere, pos="last-child")
    assert fresh(japanese).url.startswith("/council/")
    change(fresh(japanese), closes_on=SEP_20)
    assert_shown(client, SEP_20, japanese, english)


def test_unpublishing_the_japanese_page_takes_both_down(client, japanese, english):
    japanese.unpublish()
    assert [status_of(client, japanese), status_of(client, english)] == [404, 404]
    assert not fresh(english).live


def test_of_an_english_page_comes_back_what_was_released(client, japanese, english):
    """Its latest draft may be unchecked: somebody has to publish that."""
    japanese.unpublish()
    change(fresh(english), publish=False, title="Unchecked")
    change(fresh(japanese))
    assert_shown(client, SEP_14, japanese, english)
    assert parsed(client, fresh(english).url).h1.get_text() != "Unchecked"


def test_an_expired_japanese_page_takes_both_down(client, japanese, english):
    tomorrow = clock.now() + timedelta(days=1)
    change(japanese, expire_at=tomorrow)
    assert_shown(client, SEP_14, japanese, english)
    with time_machine.travel(tomorrow + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
    assert [status_of(client, japanese), status_of(client, english)] == [404, 404]


def test_an_english_page_forced_live_without_japanese_facts_is_not_found(client, japanese, english):
    type(japanese).objects.filter(pk=japanese.pk).update(live=False)
    assert fresh(english).live
    assert status_of(client, english) == 404


def test_deleting_the_japanese_page_takes_the_english_one_down(client, japanese, english):
    addresses = [japanese.url, english.url]
    japanese.delete()
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_an_english_page_of_a_japanese_draft_is_not_found_but_can_be_previewed(client, kind, made):
    published = fresh(made.pks[kind][0])
    draft = type(published)(
        title="下書き",
        slug="only-a-draft",
        live=False,
        opens_on=date(2022, 8, 1),
        closes_on=SEP_28,
        locale=factories.japanese(),
    )
    published.get_parent().add_child(instance=draft)
    english = factories.translate(draft, publish=False)
    assert [status_of(client, draft), status_of(client, english)] == [404, 404]
    assert preview_of(english) == SEP_28
    assert_only_japanese_rows_hold_facts()


# --- Aliases and copies ------------------------------------------------------------------


@pytest.fixture
def untranslated(made, kind):
    """A page that is not yet in English, in place of the one it was copied from."""
    page = fresh(made.pks[kind][0])
    page.unpublish()
    copy = page.copy(update_attrs={"slug": f"{kind}-untranslated", "title": "未訳"})
    change(fresh(copy), opens_on=page.opens_on, closes_on=page.closes_on)
    return fresh(copy)


def test_an_alias_reads_the_facts_of_its_page(client, untranslated):
    alias = factories.alias(untranslated)
    assert_shown(client, SEP_14, untranslated, alias)
    change(untranslated, closes_on=SEP_20)
    assert_shown(client, SEP_20, untranslated, alias)


def test_an_alias_that_becomes_a_translation_reads_the_same_facts(client, untranslated):
    alias = factories.alias(untranslated)
    translation = factories.translate(untranslated)
    assert translation.pk == alias.pk
    assert_shown(client, SEP_14, untranslated, translation)
    change(fresh(untranslated), closes_on=SEP_20)
    assert_shown(client, SEP_20, untranslated, translation)


def test_an_alias_within_the_japanese_tree_reads_the_same_facts(client, made, japanese, english):
    elsewhere = factories.CouncilPageFactory(parent=fresh(made.home))
    sibling = japanese.create_alias(parent=elsewhere, update_slug="the-same-elsewhere")
    change(japanese, closes_on=SEP_20)
    assert shown(client, sibling) == SEP_20
    assert_shown(client, SEP_20, japanese, english)


def test_a_copy_of_a_japanese_page_has_facts_of_its_own(client, made):
    japanese, english = (fresh(pk) for pk in made.pks["summit"])
    copy = japanese.copy(update_attrs={"slug": "a-copy", "title": "写し"})
    change(japanese, closes_on=SEP_20)
    assert not fresh(copy).closes_on  # those of last time are not those of the next
    change(fresh(copy), closes_on=SEP_28)
    assert shown(client, copy) == SEP_28
    assert_shown(client, SEP_20, japanese, english)


def test_a_copy_of_an_english_page_alone_is_no_page_for_readers(client, japanese, english):
    copy = english.copy(update_attrs={"slug": "a-copy", "title": "A copy"})
    assert status_of(client, copy) == 404
    assert fresh(copy).facts is None
    assert_shown(client, SEP_14, japanese, english)


# --- Drafts and previews -----------------------------------------------------------------


def preview_of(page):
    draft = page.get_latest_revision_as_object()
    response = draft.make_preview_request()
    assert response.status_code == 200
    html = response.render().content if hasattr(response, "render") else response.content
    return deadline_on(BeautifulSoup(html, "html.parser"))


def test_a_japanese_draft_shows_to_nobody_but_its_editor(client, japanese, english):
    change(japanese, publish=False, closes_on=SEP_28)
    assert preview_of(fresh(japanese)) == SEP_28
    assert preview_of(fresh(english)) == SEP_14
    assert_shown(client, SEP_14, japanese, english)


def test_an_english_draft_is_previewed_with_the_facts_that_are_public(client, japanese, english):
    change(english, publish=False, title="A draft title")
    change(japanese, closes_on=SEP_20)
    assert preview_of(fresh(english)) == SEP_20
    assert_shown(client, SEP_20, japanese, english)


# --- What translators and editors are offered --------------------------------------------


def test_translators_are_offered_prose_only(japanese):
    source = TranslationSource.objects.get(object_id=japanese.translation_key)
    segments = [
        *StringSegment.objects.filter(source=source),
        *OverridableSegment.objects.filter(source=source),
    ]
    offered = {segment.context.path.split(".")[0] for segment in segments}
    assert {"title", "summary"} <= offered
    assert offered <= {"title", "short_title", "summary", "theme", "body", "seo_title"}


def edit_page(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_on(client, page):
    """The fields of a page's form as a browser would send them back, untouched."""
    response = client.get(edit_page(page))
    assert response.status_code == 200
    data = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    data["body-count"] = "0"
    return data


def fact_inputs(page, form):
    return {
        key
        for key in form
        for name in page.facts_fields
        if key == name or key.startswith(name + "-")
    }


def test_publishing_a_new_deadline_in_the_editor_shows_it_in_both_languages(
    editor, japanese, english
):
    form = form_on(editor, japanese)
    form["closes_on"] = "2022-09-20"
    response = editor.post(edit_page(japanese), form | {"action-publish": "1"})
    assert response.status_code == 302
    assert_shown(editor, SEP_20, japanese, english)


def without_translation_editor(page):
    Translation.objects.filter(source__object_id=page.translation_key).update(enabled=False)


def test_the_editor_of_an_english_page_offers_no_facts_and_publishes(editor, japanese, english):
    without_translation_editor(english)
    form = form_on(editor, english)
    assert fact_inputs(japanese, form_on(editor, japanese))
    assert not fact_inputs(english, form)
    form["title"] = "A title from the plain editor"
    response = editor.post(edit_page(english), form | {"action-publish": "1"})
    assert response.status_code == 302
    assert parsed(editor, english.url).h1.get_text() == "A title from the plain editor"
    assert_shown(editor, SEP_14, japanese, english)


def test_facts_sent_to_the_form_of_an_english_page_are_ignored(editor, japanese, english):
    without_translation_editor(english)
    form = form_on(editor, english)
    form["closes_on"] = "2022-09-28"
    editor.post(edit_page(english), form | {"action-publish": "1"})
    assert_shown(editor, SEP_14, japanese, english)


def test_versions_of_either_page_can_be_compared(editor, japanese, english):
    for page in (english, japanese):
        change(page, title="Another title")
        first, last = page.revisions.order_by("pk").first(), page.revisions.order_by("pk").last()
        address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, last.pk])
        assert editor.get(address).status_code == 200
