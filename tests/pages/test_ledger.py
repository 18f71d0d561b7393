"""The ledger: a change of Japanese is seen, the right texts wait for review, nothing gets lost."""

from types import SimpleNamespace

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from pages.base.translation_publishing import RefusalError
from pages.bilingual.models import LedgerEntry, MinorCorrection, PagePair
from pages.bilingual.states import (
    CURRENT,
    MINOR,
    NONE,
    PROGRESS,
    UPDATE,
    TranslationState,
    states_of,
)
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BODY = [
    {"type": "heading", "value": {"text": "参加の方法", "level": "h2"}, "id": "h1"},
    {"type": "paragraph", "value": "<p>申込は事務局へ。</p><p>参加は無料です。</p>", "id": "p1"},
    {
        "type": "list",
        "value": {
            "ordered": False,
            "items": [
                {"type": "item", "value": "関係省庁への提言", "id": "i1"},
                {"type": "item", "value": "首長サミット", "id": "i2"},
            ],
        },
        "id": "l1",
    },
    {
        "type": "quote",
        "value": {"text": "学びの主役。", "attribution": "見本市長", "source": ""},
        "id": "q1",
    },
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A page in both languages and one that nobody has translated."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        page = factories.InformationPageFactory(
            parent=home, title="案内", slug="guide", summary="概要の文です。", body=BODY
        )
        page.save_revision().publish()
        english = factories.translate(page)
        other = factories.InformationPageFactory(parent=home, slug="other")
        alias = factories.alias(other)
        yield SimpleNamespace(
            japanese=page.pk, english=english.pk, other=other.pk, alias=alias.pk, home=home.pk
        )


def fresh(pk):
    return Page.objects.get(pk=getattr(pk, "pk", pk)).specific


@pytest.fixture
def japanese(made):
    return fresh(made.japanese)


@pytest.fixture
def english(made):
    return fresh(made.english)


def change(page, *, minor=False, **values):
    """An editor changes and publishes the Japanese page."""
    draft = fresh(page).get_latest_revision_as_object()
    body = values.pop("body", None)
    for name, value in values.items():
        setattr(draft, name, value)
    if body is not None:
        draft.body = draft.body.stream_block.to_python(body)
    revision = draft.save_revision()
    if minor:
        MinorCorrection.objects.create(revision=revision)
    revision.publish()


def body_with(place, value):
    """The body with another value at one block."""
    return [{**block, "value": value} if block["id"] == place else block for block in BODY]


def waiting(page):
    """The Japanese texts of a page that wait for a translator."""
    entries = LedgerEntry.objects.filter(pair=page.translation_key, pending=True)
    return list(entries.values_list("japanese", flat=True))


def kept(page, japanese):
    """The English kept for a text, valid or waiting for review."""
    found = StringTranslation.objects.filter(
        context__object_id=page.translation_key, translation_of__data=japanese
    )
    return [each.data for each in found]


def state(page):
    return states_of([page]).get(page.translation_key, TranslationState())


def put(page, japanese, english, **defaults):
    """A translator's text, as the translation editor saves it."""
    translation = Translation.objects.get(source__object_id=page.translation_key)
    segment = translation.source.stringsegment_set.get(string__data=japanese)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": english, "translation_type": "manual", "has_error": False, **defaults},
    )


def publish_english(page):
    """As the translation editor does."""
    translation = Translation.objects.get(source__object_id=page.translation_key)
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()


# --- What is flagged ---------------------------------------------------------------------


def test_a_translated_page_is_up_to_date(japanese):
    assert state(japanese).kind == CURRENT
    assert waiting(japanese) == []


def test_a_page_nobody_translates_has_no_state(made):
    assert state(fresh(made.other)).kind == NONE


def test_a_changed_sentence_is_flagged_and_keeps_its_translation(japanese, english):
    before = kept(japanese, "申込は事務局へ。")
    change(japanese, body=body_with("p1", "<p>申込は協議会の事務局へ。</p><p>参加は無料です。</p>"))
    assert waiting(japanese) == ["申込は協議会の事務局へ。"]
    assert kept(japanese, "申込は協議会の事務局へ。") == before
    assert (state(japanese).kind, state(japanese).texts) == (UPDATE, 1)
    assert "English text" in str(fresh(english).body), "readers still see the old translation"


def test_the_ledger_knows_who_reviewed_what_and_when(japanese):
    user = factories.UserFactory()
    change(japanese, summary="改めた概要です。")
    put(japanese, "改めた概要です。", "A new summary.", last_translated_by=user)
    entry = LedgerEntry.objects.get(pair=japanese.translation_key, path="summary")
    assert (entry.reviewed, entry.reviewed_by) == ("改めた概要です。", user)
    assert entry.reviewed_at
    change(japanese, summary="また改めた概要です。")
    entry.refresh_from_db()
    assert (entry.reviewed, entry.japanese) == ("改めた概要です。", "また改めた概要です。")


@pytest.mark.parametrize("summary", ["概要の文です", "概要の、文です！", "概要の 文です。\n"])
def test_a_comma_is_minor_by_rule(japanese, summary):
    change(japanese, summary=summary)
    assert waiting(japanese) == []
    assert state(japanese).kind == MINOR
    publish_english(japanese)
    assert state(japanese).kind == CURRENT


@pytest.mark.parametrize(
    ("old", "new"), [("参加は1.5倍", "参加は15倍"), ("<b>参加</b>です", "参加です")]
)
def test_a_point_within_a_number_and_mark_up_are_content(japanese, old, new):
    change(japanese, body=body_with("p1", f"<p>{old}。</p>"))
    change(japanese, body=body_with("p1", f"<p>{new}。</p>"))
    assert f"{new}。" in waiting(japanese)


def test_an_editor_may_call_a_change_minor(japanese):
    before = kept(japanese, "概要の文です。")
    change(japanese, summary="概要の文章です。", minor=True)
    assert waiting(japanese) == []
    assert state(japanese).kind == MINOR
    assert kept(japanese, "概要の文章です。") == before


def test_a_minor_change_does_not_hide_a_change_of_content(japanese):
    change(japanese, summary="中身の違う概要です。")
    change(japanese, summary="中身の違う概要です", minor=True)
    assert waiting(japanese) == ["中身の違う概要です"]
    carried = StringTranslation.objects.get(
        context__object_id=japanese.translation_key, translation_of__data="中身の違う概要です"
    )
    assert carried.has_error, "nobody has reviewed it for the changed text"


def test_a_new_text_cannot_be_minor(japanese):
    added = {"type": "paragraph", "value": "<p>新しい段落。</p>", "id": "p9"}
    change(japanese, body=[*BODY, added], minor=True)
    assert waiting(japanese) == ["新しい段落。"]


def test_a_removed_block_is_flagged_until_english_is_published(japanese):
    change(japanese, body=BODY[:3])
    assert set(waiting(japanese)) == {"学びの主役。", "見本市長"}
    publish_english(japanese)
    assert state(japanese).kind == CURRENT


def test_moved_blocks_are_flagged_and_lose_nothing(japanese):
    change(japanese, body=[BODY[1], BODY[0], *BODY[2:]])
    moved = LedgerEntry.objects.filter(pair=japanese.translation_key, moved=True)
    assert set(moved.values_list("path", flat=True)) in ({"body.p1"}, {"body.h1.text"})
    assert waiting(japanese) == []
    assert state(japanese).kind == UPDATE
    publish_english(japanese)
    assert state(japanese).kind == CURRENT


def test_another_level_of_heading_is_a_change_though_no_text_waits(japanese):
    change(japanese, body=body_with("h1", {"text": "参加の方法", "level": "h3"}))
    assert (state(japanese).kind, state(japanese).texts) == (UPDATE, 0)


def test_a_block_cut_here_and_put_in_there_keeps_its_translation(japanese):
    before = kept(japanese, "学びの主役。")
    change(japanese, body=[{**BODY[3], "id": "q2"}, *BODY[:3]])
    assert set(kept(japanese, "学びの主役。")) == set(before)
    assert set(waiting(japanese)) == {"学びの主役。", "見本市長"}


def test_a_sentence_put_in_between_leaves_its_neighbours_alone(japanese):
    text = "<p>申込は事務局へ。</p><p>定員があります。</p><p>参加は無料です。</p>"
    change(japanese, body=body_with("p1", text))
    assert waiting(japanese) == ["定員があります。"]


def test_a_text_changed_back_needs_no_review(japanese):
    change(japanese, summary="違う概要です。")
    change(japanese, summary="概要の文です。")
    assert state(japanese).kind == CURRENT


def test_facts_flag_no_prose(japanese, made):
    change(made.japanese, show_in_menus=True)
    assert state(japanese).kind == CURRENT


def test_a_machine_s_translation_needs_review(japanese):
    change(japanese, summary="機械が訳す概要です。")
    put(japanese, "機械が訳す概要です。", "A machine's words.", translation_type="machine")
    assert waiting(japanese) == ["機械が訳す概要です。"]
    put(japanese, "機械が訳す概要です。", "A machine's words.")
    assert waiting(japanese) == []


def test_a_translation_taken_back_waits_again(japanese):
    StringTranslation.objects.get(
        context__object_id=japanese.translation_key, context__path="summary"
    ).delete()
    assert waiting(japanese) == ["概要の文です。"]


# --- What may go live --------------------------------------------------------------------


@pytest.fixture
def changed(japanese):
    change(japanese, summary="違う概要です。")
    return japanese


def test_english_with_a_text_to_review_is_refused_by_save_target(
    changed, english, django_capture_on_commit_callbacks
):
    translation = Translation.objects.get(source__object_id=changed.translation_key)
    with (
        pytest.raises(RefusalError, match="違う概要です"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        translation.save_target()
    assert fresh(english).summary.startswith("English text")


def test_english_whose_translation_was_taken_back_is_not_published_again(japanese, english):
    StringTranslation.objects.get(
        context__object_id=japanese.translation_key, context__path="summary"
    ).delete()
    with pytest.raises(RefusalError, match="概要の文です"):
        english.save_revision().publish()
    put(japanese, "概要の文です。", "A summary.")
    english.save_revision().publish()


def test_publishing_japanese_unchanged_outdates_no_english_draft(japanese, english):
    draft = english.save_revision()
    change(japanese, show_in_menus=True)
    draft.publish()
    assert fresh(english).live_revision_id == draft.pk


def test_texts_that_came_to_the_translators_alone_hold_english_back(japanese, english):
    japanese.summary = "別の道で来た概要です。"
    japanese.save()
    TranslationSource.objects.get(object_id=japanese.translation_key).update_from_db()
    with pytest.raises(RefusalError, match="別の道で来た概"):
        english.save_revision().publish()


def test_a_text_that_is_gone_from_japanese_does_not_hold_english_back(japanese):
    change(japanese, body=BODY[:3])
    assert set(waiting(japanese)) == {"学びの主役。", "見本市長"}
    publish_english(japanese)


def release_in_japanese(page, path, text):
    """As the review does where a translator releases a text."""
    LedgerEntry.objects.filter(pair=page.translation_key, path=path).update(in_japanese=True)
    put(page, text, text)


def test_a_text_released_in_japanese_is_to_be_released_again_when_it_changes(japanese):
    change(japanese, body=body_with("p1", "<p>申込は協議会へ。</p><p>参加は無料です。</p>"))
    release_in_japanese(japanese, "body.p1", "申込は協議会へ。")
    publish_english(japanese)
    change(japanese, body=body_with("p1", "<p>申込は町へ。</p><p>参加は無料です。</p>"))
    assert waiting(japanese) == ["申込は町へ。"]
    put(japanese, "申込は町へ。", "申込は町へ。")
    with pytest.raises(RefusalError, match="申込は町へ"):
        publish_english(japanese)


def test_a_summary_is_not_published_in_japanese_though_somebody_released_it(japanese):
    change(japanese, summary="違う概要です。")
    release_in_japanese(japanese, "summary", "違う概要です。")
    with pytest.raises(RefusalError, match="違う概要です"):
        publish_english(japanese)


def test_a_draft_of_english_changes_nothing_readers_see(changed, english):
    Translation.objects.get(source__object_id=changed.translation_key).save_target(publish=False)
    assert fresh(english).summary.startswith("English text")
    assert fresh(english).get_latest_revision_as_object().summary == "違う概要です。"


def test_publishing_a_revision_in_code_is_refused(changed, english):
    with pytest.raises(RefusalError):
        english.save_revision().publish()


def test_an_english_draft_older_than_the_japanese_text_is_refused(japanese, english):
    old = english.save_revision()
    change(japanese, summary="違う概要です。")
    put(japanese, "違う概要です。", "Another summary.")
    with pytest.raises(RefusalError, match="older|古い"):
        old.publish()
    publish_english(japanese)
    assert fresh(english).summary == "Another summary."


def test_japanese_typed_into_the_english_page_is_refused(english):
    draft = english.get_latest_revision_as_object()
    draft.summary = "日本語のままの概要です。"
    with pytest.raises(RefusalError, match="日本語のまま"):
        draft.save_revision().publish()


def test_a_copy_made_for_translation_does_not_go_live_in_japanese(made):
    alone = factories.InformationPageFactory(parent=fresh(made.home), slug="alone")
    copy = alone.copy_for_translation(factories.english())
    with pytest.raises(RefusalError):
        copy.save_revision().publish()


def test_a_translation_begun_is_in_progress_and_refused(made):
    other = fresh(made.other)
    translate_object(other, [factories.english()])
    assert state(other).kind == PROGRESS
    with pytest.raises(RefusalError):
        fresh(made.alias).get_latest_revision().publish()


def test_japanese_in_place_of_english_does_not_count_as_a_translation(changed):
    put(changed, "違う概要です。", "違う概要です。")
    assert waiting(changed) == ["違う概要です。"]


def test_pages_are_translated_from_japanese_only(english, made):
    copy = english.copy(update_attrs={"slug": "alone"})
    with pytest.raises(RefusalError, match="(?i)Japanese into English|日本語から"):
        translate_object(copy, [factories.japanese()])
    assert not PagePair.objects.filter(pk=copy.translation_key).exists()
