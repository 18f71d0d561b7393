"""Styles, scripts and foreign HTML reach no page, by whatever way a text came in."""

import json
import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.blocks.allowed import only_allowed
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ATTACKS = [
    "<script>alert(1)</script>",
    '<p style="color:red">文</p>',
    "<style>p{color:red}</style>",
    '<iframe src="https://example.org/"></iframe>',
    '<a href="javascript:alert(1)">押す</a>',
    '<a href="java&#9;script:alert(1)">押す</a>',
    '<a href=" JavaScript:alert(1)">押す</a>',
    '<a href="data:text/html,<script>alert(1)</script>">押す</a>',
    '<a href="vbscript:x">押す</a>',
    '<p onclick="alert(1)">文</p>',
    '<a href="https://example.org/" onmouseover="alert(1)">文</a>',
    '<img src="x" onerror="alert(1)">',
    "<svg><script>alert(1)</script></svg>",
    '<form action="https://example.org/"><input name="q"></form>',
    '<object data="x"></object><embed src="x">',
    '<p class="demo-bar">文</p>',
    "<!-- <script>alert(1)</script> --><p>文</p>",
]
WORD = "残る文"
FOREIGN = ("script", "style", "iframe", "object", "embed", "form", "input", "svg", "img")
ATTRIBUTES = {"href", "data-block-key"}


@pytest.fixture
def council():
    return factories.CouncilPageFactory(parent=factories.site())


def prose(client, page):
    html = client.get(Page.objects.get(pk=page.pk).url).content
    return BeautifulSoup(html, "html.parser").find(class_="prose")


def show(page, kind, value):
    page.body = json.dumps([{"type": kind, "value": value, "id": "b1"}])
    page.save_revision().publish()


def assert_harmless(text, tags=FOREIGN):
    assert not text.find_all(tags)
    for tag in text.find_all(True):
        assert "style" not in tag.attrs
        assert not [name for name in tag.attrs if name.startswith("on")]
        address = tag.get("href", "").strip().lower()
        assert address.split(":")[0] not in ("javascript", "data", "vbscript"), tag


# --- Rich text ---------------------------------------------------------------------------

RICH = {
    "paragraph": lambda html: html,
    "note": lambda html: {"kind": "info", "heading": "見出し", "text": html},
    "contact": lambda html: {"text": html},
    "accordion": lambda html: {"items": [
        {"type": "item", "id": "i", "value": {"heading": "問", "text": html}}]},
    "timeline": lambda html: {"entries": [
        {"type": "item", "id": "i",
         "value": {"day": "2016-08-03", "shown": "day", "heading": "設立", "text": html}}]},
}  # fmt: skip


@pytest.mark.parametrize("kind", RICH)
def test_stored_rich_text_brings_nothing_foreign(client, council, kind):
    show(council, kind, RICH[kind](f"<p>{WORD}</p>" + "".join(ATTACKS)))
    text = prose(client, council)
    assert WORD in text.get_text()
    assert_harmless(text)
    assert "alert(1)" not in str(text)
    assert "demo-bar" not in str(text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_foreign_piece_is_taken_out_by_itself(attack):
    """No piece hides behind another that is found."""
    html = BeautifulSoup(only_allowed(f"<p>{WORD}</p>{attack}"), "html.parser")
    assert html.p.get_text() == WORD
    assert_harmless(html)
    assert {name for tag in html(True) for name in tag.attrs} <= ATTRIBUTES
    assert "alert(1)" not in str(html)


def test_what_the_editor_offers_is_left_as_it_is():
    html = (
        '<p data-block-key="a1b2c">文と<b>強調</b>と<a linktype="page" id="3">頁</a>と'
        '<a id="4" linktype="document">資料</a>と<a href="https://example.org/?a=1&amp;b=2">外</a>と'
        '<a href="mailto:a@example.org">便</a></p><ul><li data-block-key="x">点</li></ul><ol><li>'
        "<br/></li></ol>"
    )
    assert only_allowed(html) == html
    dirty = only_allowed(html + "<script>alert(1)</script>")
    assert BeautifulSoup(dirty, "html.parser") == BeautifulSoup(html, "html.parser")


# --- Plain texts, tables and choices ------------------------------------------------------


def items(*values):
    return [{"type": "item", "value": value, "id": f"i{n}"} for n, value in enumerate(values)]


BAD = "<script>alert(1)</script><p style='color:red'>" + WORD
LINK = {"page": None, "url": "javascript:alert(1)", "text": BAD}
PLAIN = {
    "heading": {"text": BAD, "level": "script"},
    "list": {"ordered": False, "items": items(BAD)},
    "quote": {"text": BAD, "attribution": BAD, "source": BAD},
    "note": {"kind": '"><script>', "heading": BAD, "text": ""},
    "table": {
        "caption": BAD,
        "columns": [{"type": "text", "heading": BAD}, {"type": "text", "heading": BAD}],
        "rows": [{"values": [BAD, BAD]}],
    },
    "chart": {
        "caption": BAD, "heading": BAD, "unit": BAD, "whole": None,
        "rows": items({"label": BAD, "number": "1"}),
    },
    "timeline": {"entries": items(
        {"day": "2016-08-03", "shown": "<script>", "heading": BAD, "text": ""})},
    "button": {**LINK, "url": 'https://example.org/"><script>alert(1)</script>'},
}  # fmt: skip


@pytest.mark.parametrize("kind", PLAIN)
def test_tags_in_plain_texts_and_cells_are_words(client, council, kind):
    show(council, kind, PLAIN[kind])
    text = prose(client, council)
    assert WORD in text.get_text()
    assert_harmless(text, [name for name in FOREIGN if name != "svg"])  # a chart's own bars
    assert escape(BAD[:8]) in str(text)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "http://[", "x"])
def test_an_address_that_is_none_is_no_link(client, council, url):
    show(council, "related", {"links": items({**LINK, "url": url})})
    assert not prose(client, council)("a")
    show(council, "button", {**LINK, "url": url})
    assert not prose(client, council)("a")


# --- Translators -------------------------------------------------------------------------


def test_a_translation_brings_nothing_foreign(client, council):
    show(council, "paragraph", "<p>本文</p>")
    english = factories.translate(council)
    translation = Translation.objects.get(source__object_id=council.translation_key)
    segment = StringSegment.objects.get(source=translation.source, string__data="本文")
    StringTranslation.objects.filter(translation_of=segment.string, context=segment.context).update(
        data="Text" + re.sub("[ぁ-んァ-ヶ一-龠]+", "word", "".join(ATTACKS))
    )
    translation.save_target(publish=False)
    Page.objects.get(pk=english.pk).get_latest_revision().publish()
    text = prose(client, english)
    assert "Text" in text.get_text()
    assert_harmless(text)
