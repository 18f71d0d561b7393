"""The behaviour of wagtail-localize on which `pages.base` and `pages.bilingual` rely.

Each test names the part of ours that leans on it, so that an upgrade which changes the behaviour
leads to where it matters. What the portal makes of it stands in the tests of that part.
"""

from types import SimpleNamespace

import polib
import pytest
from django.apps import apps
from django.urls import resolve, reverse
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from pages.base.facts import FactsMixin
from pages.base.translation_publishing import prose_fields
from pages.bilingual.ledger import fresh_pair
from pages.bilingual.models import LedgerEntry, PagePair
from pages.bilingual.po_export import segments_of
from pages.bilingual.source_versions import texts_of
from pages.bilingual.structure_digest import outline_of
from pages.bilingual.translation_reuse import reuse_translation
from pages.blocks.structure import TableBlock
from pages.information.models import InformationPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES_WITH_FACTS = [
    model for model in apps.get_models() if issubclass(model, FactsMixin) and model.facts_fields
]
SUMMARY, CHANGED = "概要の文です。", "改めた概要です。"
ITEM, LINKED = "首長サミット", '<a id="a1">案内</a>をご覧ください。'
TABLE = {
    "columns": [{"type": "text", "heading": "年度"}],
    "rows": [{"values": ["初年度"]}],
    "caption": "",
}
BODY = [
    {"type": "paragraph", "id": "p1", "value": f"<p>{LINKED}</p>".replace("id=", "href=")},
    {
        "type": "list",
        "id": "l1",
        "value": {"ordered": False, "items": [{"type": "item", "value": ITEM, "id": "i1"}]},
    },
    {"type": "table", "id": "t1", "value": TABLE},
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A page in both languages, and one that stands in the English tree in Japanese."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        page = factories.InformationPageFactory(
            parent=home, title="案内", slug="guide", summary=SUMMARY, body=BODY
        )
        page.save_revision().publish()
        english = factories.translate(page)
        other = factories.InformationPageFactory(parent=home, title="別", slug="other")
        other.save_revision().publish()
        alias = factories.alias(fresh(other.pk))
        yield SimpleNamespace(page=page.pk, english=english.pk, other=other.pk, alias=alias.pk)


def fresh(pk):
    return Page.objects.get(pk=pk).specific


@pytest.fixture
def page(made):
    return fresh(made.page)


@pytest.fixture
def english(made):
    return fresh(made.english)


@pytest.fixture
def source(page):
    return TranslationSource.objects.get(object_id=page.translation_key)


@pytest.fixture
def translation(source):
    return Translation.objects.get(source=source)


def texts(source):
    """The texts that translators work on, with their paths, in the order of the page."""
    segments = StringSegment.objects.filter(source=source).order_by("order")
    return list(segments.values_list("context__path", "string__data"))


def change_row(page, **values):
    """A change that nobody has told wagtail-localize of."""
    InformationPage.objects.filter(pk=page.pk).update(**values)


def english_of(source, japanese=SUMMARY):
    """The English of a text, sound or not."""
    return StringTranslation.objects.get(
        context__object_id=source.object_id, translation_of__data=japanese
    )


def waiting(source):
    entries = LedgerEntry.objects.filter(pair=source.object_id, pending=True)
    return list(entries.values_list("japanese", flat=True))


# --- The translators' copy of a page: `ledger`, `source_versions`, `structure_digest` ----------


def test_texts_come_in_the_order_of_the_page_and_paths_name_blocks_by_number(source):
    cells = [f"body.t1.{TableBlock.segment_path(text)}" for text in ("年度", "初年度")]
    of_page = [(path, text) for path, text in texts(source) if path in ("title", "summary")]
    of_body = [(path, text) for path, text in texts(source) if path.startswith("body.")]
    assert sorted(of_page) == [("summary", SUMMARY), ("title", "案内")]
    assert of_body == [
        ("body.p1", LINKED),
        ("body.l1.items.i1", ITEM),
        (cells[0], "年度"),
        (cells[1], "初年度"),
    ]


def test_the_texts_of_a_page_are_those_of_its_source(page, source):
    assert texts_of(page) == set(texts(source))


def test_a_block_put_elsewhere_keeps_its_path_and_one_taken_out_goes(page, source):
    page.body = page.body.stream_block.to_python([BODY[1], BODY[0]])
    page.save()
    source.update_from_db()
    of_body = [path for path, _text in texts(source) if path.startswith("body.")]
    assert of_body == ["body.l1.items.i1", "body.p1"]


def test_a_source_keeps_its_version_until_it_is_updated(page, source):
    outline = outline_of(page)
    change_row(page, summary=CHANGED, body="[]")
    kept = source.as_instance()
    assert (kept.pk, kept.summary) == (page.pk, SUMMARY)
    assert outline_of(kept) == outline


def test_an_updated_source_has_the_text_of_the_row_and_a_new_time(page, source):
    before = source.last_updated_at
    change_row(page, summary=CHANGED)
    source.update_from_db()
    assert dict(texts(source))["summary"] == source.as_instance().summary == CHANGED
    assert source.last_updated_at > before


def test_a_draft_may_become_the_source(page, source):
    page.summary = CHANGED
    draft = page.save_revision().as_object()
    assert TranslationSource.update_or_create_from_instance(draft)[0] == source
    assert dict(texts(source))["summary"] == CHANGED


def test_a_block_that_is_not_whole_raises_what_the_ledger_catches(page, source):
    page.body = page.body.stream_block.to_python([{"type": "quote", "id": "q1", "value": {}}])
    page.body[0].value["text"] = None
    page.save()
    with pytest.raises(TypeError):
        source.update_from_db()


@pytest.mark.parametrize("model", PAGES_WITH_FACTS, ids=lambda model: model.__name__)
def test_the_facts_of_a_page_are_no_prose(model):
    names = {field.field_name for field in prose_fields(model)}
    assert "title" in names
    assert names.isdisjoint(model.facts_fields)


# --- The English of a text: `ledger`, `translation_reuse`, `texts`, `reviewing` ----------------


@pytest.mark.parametrize(
    ("japanese", "said"),
    [(LINKED, '<a id="a2">Elsewhere</a>'), (SUMMARY, "<script>x()</script>")],
    ids=["link the Japanese lacks", "tag that is not allowed"],
)
def test_broken_english_is_kept_marked_as_an_error_and_not_used(
    source, translation, japanese, said
):
    made = english_of(source, japanese)
    made.data = said
    made.save()
    made.refresh_from_db()
    assert (made.data, made.has_error) == (said, True)
    assert waiting(source) == [japanese]
    kept = {segment.string.data: segment.translation for segment in segments_of(translation)}
    assert kept[japanese] == said


def test_english_kept_for_a_changed_text_is_found_and_its_editor_says_so(
    page, source, translation, admin_client
):
    change_row(page, summary=CHANGED)
    source.update_from_db()
    segment = StringSegment.objects.get(source=source, string__data=CHANGED)
    reuse_translation(("summary", SUMMARY), segment, translation.target_locale, needs_review=True)
    kept = english_of(source, CHANGED)
    assert kept.data == english_of(source).data
    assert "Needs review" in kept.get_error()
    editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[english_pk(source)]))
    assert "Needs review" in editor.content.decode()


def english_pk(source):
    return Translation.objects.get(source=source).get_target_instance().pk


def test_the_editor_of_a_translation_saves_and_takes_back_one_text(
    source, translation, admin_client, admin_user
):
    segment = StringSegment.objects.get(source=source, string__data=SUMMARY)
    args = [translation.pk, segment.pk]
    address = reverse("wagtail_localize:edit_string_translation", args=args)
    StringTranslation.objects.all().update(has_error=True, translation_type="machine")
    LedgerEntry.objects.update(pending=True)
    admin_client.put(address, "value=Typed", "application/x-www-form-urlencoded")
    entry = LedgerEntry.objects.get(pair=source.object_id, japanese=SUMMARY)
    assert (english_of(source).data, entry.pending) == ("Typed", False)
    assert entry.reviewed_by == admin_user
    admin_client.delete(address)
    assert SUMMARY in waiting(source)


def test_a_file_of_translations_is_taken_in_as_somebody_s_work(source, translation, admin_user):
    StringTranslation.objects.all().update(has_error=True, translation_type="machine")
    LedgerEntry.objects.update(pending=True)
    catalog = polib.POFile()
    catalog.append(polib.POEntry(msgctxt="summary", msgid=SUMMARY, msgstr="From a file"))
    translation.import_po(catalog, user=admin_user, tool_name="PO File")
    entry = LedgerEntry.objects.get(pair=source.object_id, japanese=SUMMARY)
    assert (english_of(source).data, entry.pending) == ("From a file", False)
    assert entry.reviewed_by == admin_user
    assert ITEM in waiting(source)
    assert english_of(source, ITEM).data


# --- The English page: `base.saving`, `base.translation_publishing`, `publish_checks`, `views` --


def test_the_english_of_now_is_shown_without_being_saved(source, english, translation):
    english_of(source, ITEM).delete()
    made = english_of(source)
    made.data = "Said anew"
    made.save()
    StringTranslation.objects.filter(context__path="title").update(has_error=True)
    shown = source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    assert (shown.pk, shown.title, shown.summary) == (english.pk, "案内", "Said anew")
    assert list(shown.body[1].value["items"]) == [ITEM]
    assert shown.body[2].value.columns[0]["heading"].startswith("English text")
    assert fresh(english.pk).summary == english.summary


def test_a_draft_of_english_is_its_latest_version(
    source, english, translation, django_capture_on_commit_callbacks
):
    published = english.live_revision_id
    made = english_of(source)
    made.data = "Said anew"
    made.save()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=False)
    row = fresh(english.pk)
    assert row.get_latest_revision_as_object().summary == "Said anew"
    assert (row.summary, row.live_revision_id) == (english.summary, published)


def test_english_goes_live_by_publishing_a_version(
    source, english, translation, django_capture_on_commit_callbacks
):
    made = english_of(source)
    made.data = "Said anew"
    made.save()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    row = fresh(english.pk)
    assert row.summary == "Said anew"
    assert row.live_revision_id == row.latest_revision_id != english.live_revision_id


def test_a_page_given_to_translators_gets_a_draft_and_a_ledger(
    made, admin_client, django_capture_on_commit_callbacks
):
    address = reverse("wagtail_localize:submit_page_translation", args=[made.other])
    fields = {"locales": [factories.english().pk]}
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address, fields)
    page = fresh(made.alias)
    assert page.alias_of_id is None
    assert page.live_revision_id is None  # `forget_revision_of_converted_alias`
    assert page.latest_revision_id
    assert "別" in waiting(TranslationSource.objects.get(object_id=page.translation_key))


def test_a_source_updated_by_its_view_is_noticed(page, source, admin_client):
    change_row(page, summary=CHANGED)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    admin_client.post(address, {})
    assert waiting(source) == []
    fresh_pair(page)
    assert waiting(source) == [CHANGED]


def test_a_translation_goes_with_the_english_page_and_its_ledger_too(page, english, source):
    english.delete()
    assert not Translation.objects.filter(source__object_id=page.translation_key).exists()
    assert not StringTranslation.objects.filter(context__object_id=page.translation_key).exists()
    assert not PagePair.objects.filter(pk=page.translation_key).exists()


def test_a_translation_is_restricted_as_its_original_by_what_the_pages_say(page, english, source):
    # `base.pair_restrictions`; here of pages that know nothing of pairs
    plain = [Page.objects.get(pk=each.pk) for each in (page, english)]
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    source.sync_view_restrictions(*plain)
    assert not PageViewRestriction.objects.exists()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    source.sync_view_restrictions(*plain)
    assert PageViewRestriction.objects.count() == 2


# --- Where ours stands beside theirs and Wagtail's ---------------------------------------------

HOOKS = (
    "register_admin_urls",
    "register_admin_viewset",
    "construct_homepage_panels",
    "register_page_header_buttons",
    "construct_page_action_menu",
    "before_publish_page",
    "before_delete_page",
)


@pytest.mark.parametrize("name", HOOKS)
def test_our_hooks_are_registered(name):
    modules = {function.__module__ for function in hooks.get_hooks(name)}
    assert "pages.bilingual.hooks" in modules


def test_wagtail_still_publishes_by_the_button_we_stand_beside():
    assert PublishMenuItem.name == "action-publish"
    assert ExplorableIndexView.base_columns


@pytest.mark.parametrize("view", ["upload_pofile", "download_pofile"])
def test_files_of_translators_come_and_go_by_our_views(view):
    address = reverse(f"wagtail_localize:{view}", args=[1])
    assert resolve(address).func.__module__ == "pages.bilingual.catalogs"
