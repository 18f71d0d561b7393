"""Since when a text waits for its English: from the first change on, whatever follows."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from pages.bilingual.models import LedgerEntry, PagePair
from pages.bilingual.states import CURRENT, PROGRESS, UPDATE, states_of
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIRST = datetime(2022, 9, 10, 10, tzinfo=clock.TOKYO)
NEXT, LAST = FIRST + timedelta(days=1), FIRST + timedelta(days=2)
OLD, ONE, TWO = "はじめの概要です。", "一度目に改めた概要です。", "二度目に改めた概要です。"
HEADING = {"type": "heading", "value": {"text": "参加の方法", "level": "h2"}, "id": "h1"}
TEXT = {"type": "paragraph", "value": "<p>申込は事務局へ。</p>", "id": "p1"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A page in both languages, up to date."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        page = factories.InformationPageFactory(
            parent=home, slug="guide", summary=OLD, body=[HEADING, TEXT]
        )
        page.save_revision().publish()
        english = factories.translate(page)
        yield SimpleNamespace(japanese=page.pk, english=english.pk)


@pytest.fixture
def page(made):
    return fresh(made.japanese)


def fresh(pk):
    return Page.objects.get(pk=pk).specific


def publish(page, at, *, body=None, **values):
    """An editor publishes the Japanese page at a moment."""
    draft = fresh(page.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    if body is not None:
        draft.body = draft.body.stream_block.to_python(body)
    with clock.at(at):
        draft.save_revision().publish()


def translate(page, japanese, english, at, **defaults):
    """A translator saves a text at a moment."""
    translation = Translation.objects.get(source__object_id=page.translation_key)
    segment = translation.source.stringsegment_set.get(string__data=japanese)
    with clock.at(at):
        return StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={
                "data": english,
                "translation_type": "manual",
                "has_error": False,
                **defaults,
            },
        )[0]


def entry(page, path="summary"):
    return LedgerEntry.objects.get(pair=page.translation_key, path=path)


def state(page):
    return states_of([page])[page.translation_key]


def test_a_text_waits_since_its_first_change_however_often_it_is_changed(page):
    publish(page, FIRST, summary=ONE)
    publish(page, NEXT, summary=TWO)
    publish(page, LAST, title="改めた題")
    assert (entry(page).pending, entry(page).pending_since) == (True, FIRST)
    assert entry(page, "title").pending_since == LAST
    assert state(page).since == FIRST


def test_a_new_text_waits_since_it_was_published(page):
    added = {"type": "paragraph", "value": "<p>新しい段落。</p>", "id": "p9"}
    publish(page, FIRST, body=[HEADING, TEXT, added])
    publish(page, NEXT, body=[HEADING, TEXT, {**added, "value": "<p>改めた段落。</p>"}])
    assert entry(page, "body.p9").pending_since == FIRST


def test_a_text_that_is_gone_waits_since_it_first_changed(page):
    publish(page, FIRST, body=[HEADING, {**TEXT, "value": "<p>申込は協議会へ。</p>"}])
    publish(page, NEXT, body=[HEADING])
    publish(page, LAST, body=[HEADING], summary=ONE)
    assert (entry(page, "body.p1").gone, entry(page, "body.p1").pending_since) == (True, FIRST)


def test_a_text_taken_off_waits_since_then(page):
    publish(page, FIRST, body=[HEADING])
    publish(page, NEXT, body=[HEADING], summary=ONE)
    assert (entry(page, "body.p1").gone, entry(page, "body.p1").pending_since) == (True, FIRST)


def test_a_review_ends_the_wait_and_the_next_change_begins_another(page):
    publish(page, FIRST, summary=ONE)
    translate(page, ONE, "A first summary.", NEXT)
    assert (entry(page).pending, entry(page).pending_since) == (False, None)
    assert (entry(page).reviewed, entry(page).reviewed_at) == (ONE, NEXT)
    publish(page, LAST, summary=TWO)
    assert (entry(page).pending, entry(page).pending_since) == (True, LAST)
    assert (entry(page).reviewed, entry(page).reviewed_at) == (ONE, NEXT)


def test_a_text_changed_back_waits_no_longer(page):
    publish(page, FIRST, summary=ONE)
    publish(page, NEXT, summary=OLD)
    assert (entry(page).pending, entry(page).pending_since) == (False, None)


def test_a_translation_taken_back_or_broken_does_not_begin_the_wait_anew(page):
    publish(page, FIRST, summary=ONE)
    broken = translate(page, ONE, "<b>Not closed", NEXT)
    assert entry(page).pending_since == FIRST
    with clock.at(LAST):
        broken.delete()
    assert entry(page).pending_since == FIRST


def test_a_translation_taken_back_begins_a_wait(page):
    translation = StringTranslation.objects.get(
        context__object_id=page.translation_key, context__path="summary"
    )
    with clock.at(NEXT):
        translation.delete()
    assert (entry(page).pending, entry(page).pending_since) == (True, NEXT)


def test_a_machine_s_translation_does_not_end_the_wait(page):
    publish(page, FIRST, summary=ONE)
    translate(page, ONE, "A machine wrote this.", NEXT, translation_type="machine")
    assert (entry(page).pending, entry(page).pending_since) == (True, FIRST)


def test_a_page_is_rearranged_since_the_first_time_and_no_more_once_english_follows(page):
    publish(page, FIRST, body=[TEXT, HEADING])
    publish(page, NEXT, body=[TEXT, {**HEADING, "value": {"text": "参加の方法", "level": "h3"}}])
    assert PagePair.objects.get(pk=page.translation_key).rearranged_at == FIRST
    assert (state(page).kind, state(page).since) == (UPDATE, FIRST)
    publish(page, LAST, body=[HEADING, TEXT])
    assert PagePair.objects.get(pk=page.translation_key).rearranged_at is None
    assert state(page).kind == CURRENT


def test_the_state_waits_since_the_earliest_of_all_changes(page):
    publish(page, FIRST, body=[TEXT, HEADING])
    publish(page, NEXT, body=[TEXT, HEADING], summary=ONE)
    assert (state(page).kind, state(page).texts, state(page).since) == (UPDATE, 1, FIRST)


@pytest.mark.parametrize(
    ("passed", "days"),
    [
        (timedelta(0), 0),
        (timedelta(hours=23, minutes=59, seconds=59), 0),
        (timedelta(days=1), 1),
        (timedelta(days=2, seconds=-1), 1),
        (timedelta(days=2), 2),
    ],
)
def test_days_of_waiting_are_full_days(page, passed, days):
    publish(page, FIRST, summary=ONE)
    with clock.at(FIRST + passed):
        assert state(page).days == days


def test_a_page_taken_off_in_english_is_in_progress_again(page, made):
    assert state(page).kind == CURRENT
    LocaleSynchronization.objects.create(
        locale=factories.english(), sync_from=factories.japanese()
    )  # the Japanese text stands in
    fresh(made.english).unpublish()
    assert state(page).kind == PROGRESS
