"""English pages come from translation and never before Japanese; names are followed by search."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html
from wagtail_localize.models import Translation

from pages.events.models import SummitPage
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A list of summits in both languages, with a published one and a draft."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        summits = factories.SummitsIndexPageFactory(parent=events)
        for page in (home, events, summits):
            page.save_revision().publish()
            factories.translate(page, said=f"English {page.slug}")
        venue = factories.VenueFactory(name_ja="旧会館", name_en="Oldhall")
        live = factories.SummitPageFactory(parent=summits, slug="summit-live", venue=venue)
        live.save_revision().publish()
        factories.translate(live)
        draft = factories.SummitPageFactory(parent=summits, slug="summit-draft", live=False)
        draft.save_revision()
        factories.translate(draft, publish=False)
        yield SimpleNamespace(summits=summits.pk, venue=venue)


@pytest.fixture
def editor(client):
    client.force_login(factories.editor_in_japanese())
    return client


def page_of(slug, language):
    return Page.objects.get(slug=slug, locale__language_code=language).specific


def told(response):
    return [str(message) for message in response.context["messages"]]


# --- English pages are born by translation ---------------------------------------------------


def test_nobody_adds_a_page_to_the_english_tree(editor, made):
    english = Page.objects.get(pk=made.summits).get_translation(factories.english())
    offered = editor.get(reverse("wagtailadmin_pages:add_subpage", args=[english.pk]))
    assert offered.status_code in (302, 403)
    address = reverse("wagtailadmin_pages:add", args=["pages", "summitpage", english.pk])
    assert editor.get(address).status_code == 302
    japanese = reverse("wagtailadmin_pages:add", args=["pages", "summitpage", made.summits])
    assert editor.get(japanese).status_code == 200


@pytest.mark.usefixtures("made")
def test_an_english_page_is_not_copied_alone(editor):
    english, count = page_of("summit-live", "en"), Page.objects.count()
    address = reverse("wagtailadmin_pages:copy", args=[english.pk])
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": english.get_parent().pk}
    for response in (editor.get(address, follow=True), editor.post(address, data, follow=True)):
        assert "日本語のページを複製" in told(response)[0]
    assert Page.objects.count() == count
    japanese = reverse("wagtailadmin_pages:copy", args=[page_of("summit-live", "ja").pk])
    assert editor.get(japanese).status_code == 200


@pytest.mark.usefixtures("made")
def test_a_japanese_page_is_not_copied_into_the_english_tree(editor):
    japanese, english = page_of("summit-live", "ja"), page_of("summit-live", "en")
    address = reverse("wagtailadmin_pages:copy", args=[japanese.pk])
    parent = english.get_parent().pk
    data = {"new_title": "写し", "new_slug": "a-copy", "new_parent_page": parent}
    assert editor.post(address, data).status_code == 200
    assert not Page.objects.filter(slug="a-copy").exists()


@pytest.mark.usefixtures("made")
def test_a_japanese_page_gets_no_alias_which_would_have_no_english(editor):
    japanese = page_of("summit-live", "ja")
    address = reverse("wagtailadmin_pages:copy", args=[japanese.pk])
    assert 'name="alias"' not in editor.get(address).content.decode()
    parent = japanese.get_parent().pk
    data = {"new_title": "写し", "new_slug": "a-copy", "new_parent_page": parent}
    refused = editor.post(address, {**data, "alias": "on"}, follow=True)
    assert "エイリアス" in told(refused)[0]
    assert not Page.objects.filter(slug="a-copy").exists()
    editor.post(address, data)
    assert Page.objects.filter(slug="a-copy", alias_of=None).exists()


@pytest.mark.usefixtures("made")
def test_a_copied_event_is_a_draft_without_days_and_its_form_is_shown_at_once(editor):
    japanese = page_of("summit-live", "ja")
    address = reverse("wagtailadmin_pages:copy", args=[japanese.pk])
    parent = japanese.get_parent().pk
    data = {"new_title": "次回", "new_slug": "the-next", "new_parent_page": parent}
    answer = editor.post(address, data)
    copy = Page.objects.get(slug="the-next", alias_of=None).specific
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert any("日程" in each for each in told(editor.get(answer["Location"])))
    assert (copy.live, copy.start_date) == (False, None)


# --- English never before Japanese -----------------------------------------------------------


@pytest.mark.usefixtures("made")
def test_the_translation_editor_does_not_publish_before_the_japanese_page(
    editor, django_capture_on_commit_callbacks
):
    address = reverse("wagtailadmin_pages:edit", args=[page_of("summit-draft", "en").pk])
    # The view publishes when its transaction ends and catches this error there.
    with pytest.raises(ValidationError) as error, django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {"action": "publish"})
    assert "日本語" in str(error.value.error_dict) or "Japanese" in str(error.value.error_dict)
    assert not page_of("summit-draft", "en").live
    page_of("summit-draft", "ja").get_latest_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {"action": "publish"})
    assert page_of("summit-draft", "en").live


@pytest.mark.usefixtures("made")
def test_the_plain_editor_says_that_japanese_comes_first(editor):
    english = page_of("summit-draft", "en")
    Translation.objects.filter(source__object_id=english.translation_key).update(enabled=False)
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    html = editor.get(address).content.decode()
    form = {**querydict_from_html(html, form_id="page-edit-form").dict(), "body-count": "0"}
    response = editor.post(address, {**form, "action-publish": "1"})
    assert "先に日本語のページを公開" in response.context["form"].errors["__all__"][0]
    assert not page_of("summit-draft", "en").live
    assert editor.post(address, form).status_code == 302


@pytest.mark.usefixtures("made")
def test_code_does_not_publish_english_before_japanese():
    with pytest.raises(ValidationError):
        page_of("summit-draft", "en").get_latest_revision().publish()
    assert not page_of("summit-draft", "en").live


@pytest.mark.usefixtures("made")
def test_a_scheduled_translation_waits_for_its_japanese_page():
    page_of("summit-draft", "ja").get_latest_revision().publish()
    tomorrow = clock.now() + timedelta(days=1)
    english = page_of("summit-draft", "en").get_latest_revision_as_object()
    english.go_live_at = tomorrow
    english.save_revision().publish()
    page_of("summit-draft", "ja").unpublish()
    with time_machine.travel(tomorrow + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert not page_of("summit-draft", "en").live
        page_of("summit-draft", "ja").get_latest_revision().publish()
        call_command("publish_scheduled")
        assert page_of("summit-draft", "en").live


# --- Records that get another name -----------------------------------------------------------


def found(words):
    return sorted(page.locale.language_code for page in SummitPage.objects.live().search(words))


def test_pages_are_found_by_the_new_name_of_their_venue_in_both_languages(made):
    assert found("Oldhall") == ["en", "ja"]
    made.venue.name_en = "Newhall"
    made.venue.save()
    assert (found("Oldhall"), found("Newhall")) == ([], ["en", "ja"])
    made.venue.name_en = "Oldhall"


def queries_of_renaming(venue):
    with CaptureQueriesContext(connection) as captured:
        venue.save()
    # The index itself is written page by page.
    return len([query for query in captured if query["sql"].startswith("SELECT")])


def name_on_pages(made, count):
    """Further summits at the venue, with a speaker, in both trees."""
    for _number in range(count):
        summits = Page.objects.get(pk=made.summits)
        page = factories.SummitPageFactory(parent=summits, venue=made.venue)
        factories.EventSpeakerFactory(page=page)
        factories.alias(page)


def test_a_name_on_many_pages_costs_no_more_than_one_on_few(made):
    name_on_pages(made, 1)
    few = queries_of_renaming(made.venue)
    name_on_pages(made, 4)
    assert queries_of_renaming(made.venue) == few
