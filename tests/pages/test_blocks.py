"""The blocks of running text: what a reader gets from each, in both languages."""

import json
import re
from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import ChoiceBlock
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail_localize.models import StringTranslation, TranslationSource

from home.models import SiteSettings
from pages.bilingual.models import LedgerEntry
from pages.blocks import ContentStreamBlock
from pages.records.models import Person
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
BLOCKS = dict(ContentStreamBlock().child_blocks)
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
ELSEWHERE = "https://www.example.org/form?a=1"
PDF = b"%PDF-1.4\n" + b"0" * 2039  # 2 KB


def block(kind, value, name=""):
    """A block as the database holds it; the id is stable, as translations hang on it."""
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, kind + name))}


def items(*values):
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, str(value)))}
        for value in values
    ]


def table(*rows):
    """A table of two columns, names and numbers."""
    return block(
        "table",
        {
            "caption": "会員自治体の数",
            "columns": [
                {"type": "text", "heading": "年"},
                {"type": "number", "heading": "自治体"},
            ],
            "rows": [{"values": list(row)} for row in rows],
        },
    )


def entry(day, known_to, heading):
    return {"day": day, "shown": known_to, "heading": heading, "text": f"<p>{heading}の本文</p>"}


def link(page=None, url="", text=""):
    return {"page": page and page.pk, "url": url, "text": text}


CHART = block(
    "chart",
    {
        "caption": "回答した自治体",
        "heading": "答え",
        "unit": "団体",
        "whole": "40",
        "rows": items({"label": "はい", "number": "30"}, {"label": "いいえ", "number": "10"}),
    },
)


def every_block(media):
    return [
        block("heading", {"text": "見出しの文", "level": "h2"}),
        block("paragraph", "<p>段落の<b>文</b></p>"),
        block("list", {"ordered": True, "items": items("第一の項目", "第二の項目")}),
        block("quote", {"text": "引用の文", "attribution": "見本市長", "source": "総会"}),
        block("note", {"kind": "warn", "heading": "注意の見出し", "text": "<p>注意の文</p>"}),
        block("image", {"image": media.image.pk, "caption": ""}),
        block("documents", {"documents": items(media.with_file.pk, media.without_file.pk)}),
        block("video", {"recording": media.recording.pk}),
        block("video", {"recording": media.recording_to_come.pk}, name="to come"),
        table(["2019年", "128"], ["2021年", "130"]),
        block(
            "accordion", {"items": items({"heading": "質問の文", "text": "<p>答えの文</p>"})}
        ),
        block(
            "gallery",
            {
                "images": items(
                    {"image": media.image.pk, "caption": "一枚目の文"},
                    {"image": media.image.pk, "caption": ""},
                )
            },
        ),
        CHART,
        block(
            "timeline",
            {
                "entries": items(
                    entry("2016-08-03", "day", "設立の文"), entry("2017-02-01", "month", "開始の文")
                )
            },
        ),
        block("people", {"people": items(*media.people)}),
        block("related", {"links": items(*media.links)}),
        block("button", {"page": None, "url": ELSEWHERE, "text": "様式を開く文"}),
        block("contact", {"text": "<p>問い合わせの文</p>"}),
    ]  # fmt: skip


def people_rows(photo):
    """Somebody with a page of their own, and somebody without whose reading is not confirmed."""
    known = factories.PersonFactory(key="mihon-taro", name_ja="見本太郎", name_en="Mihon Taro")
    council = factories.OrganisationFactory(kind="council")
    factories.OfficeFactory(person=known, organisation=council)
    doubted = factories.PersonFactory(key="mihon-hanako", name_ja="見本花子", name_en="")
    return [
        {"person": known.pk, "role": "見本市長の文", "photo": photo.pk},
        {"person": doubted.pk, "role": "教育長の文", "photo": None},
    ]


def chosen_links(home):
    """A translated page, one that is not, one that is not public, one that is gone, a web site."""
    both = factories.InformationPageFactory(parent=home, title="訳のある頁", slug="both")
    factories.translate(both, said="A translated page")
    only = factories.InformationPageFactory(parent=home, title="訳のない頁", slug="only")
    factories.alias(only)
    draft = factories.InformationPageFactory(parent=home, title="下書きの頁", slug="draft")
    factories.alias(draft)
    draft.unpublish()
    gone = SimpleNamespace(pk=99999)
    return [
        link(both), link(only), link(draft), link(gone),
        link(url="https://example.org/x", text="外の頁の文"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One page with every block, as readers of both languages get it."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        media = SimpleNamespace(
            image=factories.PortalImageFactory(file__width=1600, file__height=900),
            with_file=factories.PortalDocumentFactory(
                title="総会資料", title_en="Assembly papers", file=ContentFile(PDF, "papers.pdf")
            ),
            without_file=factories.PortalDocumentFactory(title="計画書", title_en="Plan"),
            recording=factories.RecordingFactory(
                title_ja="講演の録画", title_en="A talk", url=YOUTUBE
            ),
            recording_to_come=factories.RecordingFactory(title_ja="未公開", title_en="Coming"),
        )
        media.people = people_rows(media.image)
        media.links = chosen_links(home)
        page = factories.CouncilPageFactory(parent=home, body=json.dumps(every_block(media)))
        english = factories.translate(page)
        yield SimpleNamespace(page=page.pk, english=english.pk, media=media)


@pytest.fixture
def page(made):
    return Page.objects.get(pk=made.page).specific


@pytest.fixture
def media(made):
    return made.media


@pytest.fixture
def read(client, made):
    """Return a call that gives the running text of the page in a language."""

    def call(language, pk=None):
        page = Page.objects.get(pk=pk or (made.page if language == "ja" else made.english))
        response = client.get(page.url)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser").find(class_="prose")

    return call


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


@pytest.fixture
def text(read, language):
    return read(language)


# --- Every block -------------------------------------------------------------------------


def test_the_page_of_these_tests_holds_every_block(page):
    assert {each.block_type for each in page.body} == set(BLOCKS)


def test_every_text_of_every_block_reaches_the_reader(read):
    texts = [
        "見出しの文", "段落の文", "第一の項目", "第二の項目", "引用の文", "見本市長", "総会",
        "注意の見出し", "注意の文", "会員自治体の数", "年", "2019年", "2021年",
        "質問の文", "答えの文", "一枚目の文", "回答した自治体", "答え", "団体", "はい", "いいえ",
        "設立の文", "設立の文の本文", "見本市長の文", "外の頁の文", "様式を開く文",
        "問い合わせの文",
    ]  # fmt: skip
    said = read("ja").get_text()
    assert not [text for text in texts if text not in said]


def test_a_translator_is_offered_every_text_of_every_block(read):
    """So no Japanese is left in the English text."""
    text = read("en")
    for marked in text.find_all(lang="ja"):
        marked.decompose()
    assert not JAPANESE.findall(text.get_text())


def test_every_text_has_its_element(text):
    assert text.h2
    assert len(text.ol.find_all("li")) == 2
    assert text.blockquote.footer.cite
    assert text.find(class_="note")["class"] == ["note", "warn"]
    assert text.details.summary


@pytest.fixture
def editor(client):
    user = factories.UserFactory(is_superuser=True)
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_preview_for_editors(editor, name):
    definition = factories.CouncilPageFactory._meta.model.body.field.stream_block.child_blocks[name]
    address = reverse("wagtailadmin_block_preview")
    response = editor.get(address, {"id": definition.definition_prefix})
    assert response.status_code == 200
    preview = BeautifulSoup(response.content, "html.parser")
    for head in preview.find_all("head"):
        head.decompose()
    assert JAPANESE.search(preview.get_text()), preview


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_named_and_described_in_japanese(name):
    with translation.override("ja"):
        assert JAPANESE.search(str(BLOCKS[name].label))
        assert JAPANESE.search(str(BLOCKS[name].meta.description))
        assert JAPANESE.search(str(BLOCKS[name].meta.group))


# --- Pictures ----------------------------------------------------------------------------


def test_a_picture_comes_in_modern_formats_with_its_size(text):
    formats = [source["type"] for source in text.picture.find_all("source")]
    assert formats == ["image/avif", "image/webp"]
    assert (text.img["width"], text.img["height"]) == ("960", "640")
    assert text.img["loading"] == "lazy"
    assert re.findall(r" (\d+w)(?:,|$)", text.source["srcset"]) == ["480w", "960w", "1350w"]


def test_a_picture_has_its_texts_in_the_language_of_the_page(text, language):
    alternative, credit = ("会場の様子", "事務局")
    if language == "en":
        alternative, credit = ("The hall", "Secretariat")
    assert text.img["alt"] == alternative
    assert credit in text.figcaption.get_text()


def test_the_files_of_a_picture_are_there(text, settings):
    names = [text.img["src"], text.source["srcset"].split()[0]]
    for name in names:
        assert (settings.MEDIA_ROOT / name.removeprefix(settings.MEDIA_URL)).stat().st_size


# --- Documents ---------------------------------------------------------------------------


def document_rows(text):
    return text.find("ul", class_="docs").find_all("li")


def test_a_document_says_type_and_size_of_its_file(text):
    link = document_rows(text)[0].a
    assert link["data-type"] == "PDF"
    assert "2KB" in "".join(link.small.get_text().split())


def test_a_document_can_be_fetched(client, text):
    response = client.get(document_rows(text)[0].a["href"])
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF


def test_a_document_without_its_file_says_that_the_file_follows(text, language):
    row = document_rows(text)[1]
    assert not row.find("a")
    assert ("掲載準備中" if language == "ja" else "file to follow") in row.get_text()
    assert ("計画書" if language == "ja" else "Plan") in row.get_text()


# --- Videos ------------------------------------------------------------------------------


def test_a_video_is_loaded_by_a_click_only_and_without_cookies(text):
    assert not text.find_all(["iframe", "video", "embed", "object", "script"])
    button = text.find(attrs={"data-video": True})
    assert button["data-video"] == "https://www.youtube-nocookie.com/embed/abcdefghijk"


def test_a_video_can_be_watched_without_javascript(text):
    panel = text.find(class_="video")
    assert panel.button.has_attr("hidden")
    assert panel.a["href"] == YOUTUBE
    assert "youtube.com" in panel.a.get_text()


def test_a_video_is_named_in_the_language_of_the_page(text, language):
    title = "講演の録画" if language == "ja" else "A talk"
    assert title in text.find(class_="video").get_text()
    assert text.find(attrs={"data-video": True})["data-title"] == title


def test_a_video_without_an_address_says_that_it_follows(text, language):
    row = text.find(string="未公開" if language == "ja" else "Coming").find_parent(class_="file")
    assert row.name == "span"
    assert ("掲載準備中" if language == "ja" else "to follow") in row.get_text()


# --- Tables ------------------------------------------------------------------------------


def cells(text):
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in text.table.find_all("tr")
    ]


def test_a_table_has_headings_of_columns_and_rows(read):
    text = read("ja")
    assert cells(text) == [["年", "自治体"], ["2019年", "128"], ["2021年", "130"]]
    assert text.table.caption.get_text() == "会員自治体の数"
    assert [each["scope"] for each in text.table.find_all("th")] == ["col", "col", "row", "row"]


SAID = {
    "会員自治体の数": "Member municipalities",
    "年": "Year",
    "自治体": "Municipalities",
    "2019年": "In 2019",
    "2020年": "In 2020",
    "2021年": "In 2021",
}


def translate_table(page, texts=SAID):
    """Translates the texts as `SAID` says, and no other."""
    source = TranslationSource.objects.get(object_id=page.translation_key)
    for segment in source.stringsegment_set.filter(string__data__in=texts):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=factories.english(),
            defaults={"data": SAID[segment.string.data], "translation_type": "manual"},
        )
    publish_english(page)


def publish_english(page):
    source = TranslationSource.objects.get(object_id=page.translation_key)
    source.translations.get().save_target(publish=False)
    page.get_translation(factories.english()).get_latest_revision().publish()


def test_a_translated_table_has_every_text_in_english(read, page):
    translate_table(page)
    text = read("en")
    assert text.table.caption.get_text() == "Member municipalities"
    assert cells(text) == [["Year", "Municipalities"], ["In 2019", "128"], ["In 2021", "130"]]


def test_a_row_put_in_between_loses_no_translation(read, page):
    translate_table(page)
    page.body = json.dumps([table(["2019年", "128"], ["2020年", "129"], ["2021年", "130"])])
    page.save_revision().publish()
    TranslationSource.objects.get(object_id=page.translation_key).update_from_db()
    translate_table(page, ["2020年"])
    assert cells(read("en"))[1:] == [["In 2019", "128"], ["In 2020", "129"], ["In 2021", "130"]]


def test_a_text_that_stands_twice_in_a_table_is_translated_once(read, page):
    page.body = json.dumps([table(["2019年", "128"], ["2019年", "130"])])
    page.save_revision().publish()
    TranslationSource.objects.get(object_id=page.translation_key).update_from_db()
    source = TranslationSource.objects.get(object_id=page.translation_key)
    assert source.stringsegment_set.filter(string__data="2019年").count() == 1
    translate_table(page)
    assert cells(read("en"))[1:] == [["In 2019", "128"], ["In 2019", "130"]]


def test_a_table_released_in_japanese_is_marked_and_whole(read, page):
    page.body = json.dumps([table(["2018年", "126"], ["", None])])
    page.save_revision().publish()
    TranslationSource.objects.get(object_id=page.translation_key).update_from_db()
    entries = LedgerEntry.objects.filter(pair=page.translation_key)
    entries.filter(japanese="2018年").update(in_japanese=True, pending=False)
    publish_english(page)
    assert cells(read("en"))[1:] == [["2018年", "126"], ["", ""]]
    text = read("en").find(string="2018年")
    assert text.find_parent(lang=True)["lang"] == "ja"


# --- Galleries ---------------------------------------------------------------------------


def test_a_gallery_shows_its_captions_or_those_of_the_pictures(read, media):
    media.image.caption_ja = "記録の説明"
    media.image.save()
    captions = [each.get_text().strip() for each in read("ja").find(class_="gallery")("figcaption")]
    assert captions == ["一枚目の文写真：事務局", "記録の説明写真：事務局"]


# --- Charts ------------------------------------------------------------------------------


def test_the_chart_is_a_table_with_every_number(read):
    table = read("ja").find_all("table")[1]
    said = [[cell.get_text() for cell in row(["th", "td"])] for row in table("tr")]
    assert said == [
        ["答え", "棒グラフ", "割合", "団体"],
        ["はい", "", "75%", "30"],
        ["いいえ", "", "25%", "10"],
    ]
    assert [bar["width"] for bar in table("rect")] == ["75%", "25%"]
    assert all(bar["aria-hidden"] == "true" for bar in table("svg"))
    assert "n = 40" in table.caption.get_text()


def show(page, *blocks):
    page.body = json.dumps(list(blocks))
    page.save_revision().publish()


def test_without_a_whole_the_largest_number_has_the_longest_bar(read, page):
    show(page, {**CHART, "value": {**CHART["value"], "whole": None}})
    table = read("ja").table
    assert [bar["width"] for bar in table("rect")] == ["100%", "33%"]
    assert "%" not in table.get_text()


# --- Timelines ---------------------------------------------------------------------------


def test_a_timeline_says_its_dates_in_the_language_of_the_page(text, language):
    dates = [each.get_text() for each in text.find(class_="timeline")("time")]
    english = ["3\N{NO-BREAK SPACE}August 2016", "February 2017"]
    assert dates == (["2016年8月3日", "2017年2月"] if language == "ja" else english)


def test_a_timeline_claims_no_day_that_is_not_known(text):
    marked = [each["datetime"] for each in text.find(class_="timeline")("time")]
    assert marked == ["2016-08-03", "2017-02"]


# --- People ------------------------------------------------------------------------------


def people(text):
    return text.find(class_="people").find_all("li")


def test_an_unconfirmed_reading_is_not_romanised(read):
    assert people(read("en"))[0].b.get_text() == "Mihon Taro"
    doubted = people(read("en"))[1].b
    assert doubted.get_text() == "見本花子"
    assert doubted.find(lang="ja")
    assert "anako" not in str(doubted)


def test_only_people_who_have_a_page_are_linked(client, read, made):
    council = Page.objects.get(pk=made.page).specific
    factories.PeoplePageFactory(parent=council)
    rows = people(read("ja"))
    assert client.get(rows[0].b.a["href"]).status_code == 200
    assert not rows[1].find("a")


def test_a_photograph_of_a_person_is_square(text):
    photo = people(text)[0].img
    assert photo["width"] == photo["height"] == "480"
    assert not people(text)[1].img


def test_a_text_is_found_by_the_names_of_the_people_it_shows(page):
    words = page.body.stream_block.get_searchable_content(page.body)
    assert {"見本太郎", "Mihon Taro", "見本花子"} <= set(words)


def choices_in(block):
    """The choices of look among a block and all within it."""
    within = [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]
    found = [choice for each in within if each for choice in choices_in(each)]
    return [block, *found] if isinstance(block, ChoiceBlock) else found


def test_no_text_is_found_by_how_an_editor_has_it_look():
    choices = choices_in(ContentStreamBlock())
    assert len(choices) >= 3
    for choice in choices:
        for value, _label in choice.field.choices:
            assert choice.get_searchable_content(value) == []


def test_a_person_whom_a_text_names_is_not_deleted(made):
    person = Person.objects.get(key="mihon-hanako")
    with pytest.raises(ProtectedError):
        person.delete()


# --- Links -------------------------------------------------------------------------------


def related(text):
    return text.find("ul", class_="tight").find_all("li")


def test_chosen_pages_lead_to_the_language_being_read(client, text, language):
    links = [row.a for row in related(text)]
    prefix = "" if language == "ja" else "/en"
    assert [each["href"] for each in links[:2]] == [f"{prefix}/both/", f"{prefix}/only/"]
    assert all(client.get(each["href"]).status_code == 200 for each in links[:2])


def test_a_chosen_page_that_is_not_translated_is_marked_as_japanese(read):
    translated, japanese = (row.a for row in related(read("en"))[:2])
    assert translated.get_text().startswith("A translated page")
    assert not translated.has_attr("lang")
    assert (japanese.get_text(), japanese["lang"]) == ("訳のない頁", "ja")
    assert not any(row.a.has_attr("lang") for row in related(read("ja")))


def test_chosen_pages_that_are_gone_or_not_public_are_left_out(text):
    assert len(related(text)) == 3
    assert "下書きの頁" not in text.get_text()


def test_a_page_unpublished_later_is_left_out_of_both_languages(read):
    Page.objects.get(slug="both", locale=factories.japanese()).specific.unpublish()
    assert len(related(read("ja"))) == len(related(read("en"))) == 2


def test_a_link_to_another_site_names_it(text):
    assert "example.org" in related(text)[2].get_text()
    button = text.find("a", class_="btn")
    assert button["href"] == ELSEWHERE
    assert "example.org" in button.get_text()


# --- The contact box ---------------------------------------------------------------------


def test_the_contact_box_says_what_the_site_settings_say(read):
    settings = SiteSettings.objects.get()
    settings.contact_label_ja, settings.contact_label_en = "見本事務局", "Sample office"
    settings.address_ja, settings.address_en = "見本県見本市1-1", ""
    settings.mail = "sample@example.org"
    settings.save()
    japanese, english = (read(code).find(class_="facts") for code in ("ja", "en"))
    assert "見本事務局" in japanese.get_text()
    assert "Sample office" in english.get_text()
    assert english.find(lang="ja").get_text() == "見本県見本市1-1"
    assert japanese.find("a")["href"] == "mailto:sample@example.org"


# --- What an editor is told --------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("button", {"page": None, "url": "", "text": "押す"}),
        ("button", {"page": None, "url": "https://example.org/", "text": ""}),
        ("button", {"page": None, "url": "javascript:alert(1)", "text": "押す"}),
    ],
)
def test_a_button_that_leads_nowhere_is_not_published(kind, value):
    with pytest.raises(ValidationError):
        BLOCKS[kind].clean(BLOCKS[kind].to_python(value))


# --- Within a text that is not translated yet ---------------------------------------------


def test_words_of_the_frame_are_marked_within_a_japanese_text(client, page, media):
    other = factories.InformationPageFactory(
        parent=page, slug="japanese", body=json.dumps(every_block(media))
    )
    text = BeautifulSoup(client.get(factories.alias(other).url).content, "html.parser")
    prose = text.find(class_="prose")
    assert prose["lang"] == "ja"
    assert prose.img["alt"] == "The hall"
    for part in (prose.img, prose.find(class_="credit"), prose.find("ol", class_="timeline").span):
        assert part["lang"] == "en"
    assert prose.find("dl")["lang"] == "en"


# --- What editors cannot bring in --------------------------------------------------------


def draft_of(text, styles=(), entity=None):
    """The form data of the editor for one paragraph."""
    entities = {"0": entity} if entity else {}
    ranges = [{"key": 0, "offset": 0, "length": len(text)}] if entity else []
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a1b2c",
                    "text": text,
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [
                        {"offset": 0, "length": len(text), "style": style} for style in styles
                    ],
                    "entityRanges": ranges,
                }
            ],
            "entityMap": entities,
        }
    )


def publish_paragraph(client, page, content):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    body = nested_form_data({"body": streamfield([("paragraph", content)])})
    response = client.post(address, {**form.dict(), **body, "action-publish": "1"})
    assert response.status_code == 302


def test_markup_that_an_editor_types_is_shown_and_not_run(editor, page, read):
    typed = "<script>alert(1)</script><style>p{color:red}</style>"
    publish_paragraph(editor, page, draft_of(typed))
    text = read("ja")
    assert typed in text.get_text()
    assert not text.find_all(["script", "style"])


@pytest.mark.parametrize("style", ["UNDERLINE", "SUPERSCRIPT", "CODE"])
def test_styles_that_no_editor_is_offered_are_dropped(editor, page, read, style):
    publish_paragraph(editor, page, draft_of("強調しない文", styles=["BOLD", style]))
    text = read("ja")
    assert text.p.get_text() == "強調しない文"
    assert {tag.name for tag in text.p.find_all(True)} == {"b"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,<script>"])
def test_a_link_that_would_run_something_leads_nowhere(editor, page, read, address):
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    publish_paragraph(editor, page, draft_of("押してください", entity=entity))
    text = read("ja")
    assert "押してください" in text.get_text()
    assert not text.find_all(href=re.compile("^(javascript|data):"))


def test_pictures_and_players_do_not_come_in_by_pasting(editor, page, read):
    entity = {
        "type": "EMBED",
        "mutability": "IMMUTABLE",
        "data": {"url": YOUTUBE, "embedType": "video"},
    }
    publish_paragraph(editor, page, draft_of("動画", entity=entity))
    assert not read("ja").find_all(["iframe", "embed", "img"])
