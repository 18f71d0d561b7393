"""Marks between words, as templates get them in either language."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.html import conditional_escape
from django.utils.translation import override

from pages.wording import lines

CASES = [
    ("Prize{% colon %}Gold", "Prize：Gold", "Prize: Gold"),
    ("A{% comma %}B", "A、B", "A, B"),
    ("15:00{% range_dash %}17:00", "15:00〜17:00", "15:00–17:00"),
    ("2 June{% gap %}Tokyo", "2 June\u3000Tokyo", "2 June, Tokyo"),
    ("Photo:{% blank %}Abe", "Photo:Abe", "Photo: Abe"),
    ("Hall{% blank %}{% brackets %}{{ mark }}{% endbrackets %}", "Hall（&lt;）", "Hall (&lt;)"),
    (
        "Hall{% detail %}<b>{{ mark }}</b>{% enddetail %}",
        "Hall（<b>&lt;</b>）",
        "Hall, <b>&lt;</b>",
    ),
    ("<a{% hreflang 'ja' %}>", "<a>", '<a hreflang="ja">'),
    ("<a{% hreflang 'en' %}>", '<a hreflang="en">', "<a>"),
    ("{% only_in_japanese %}", "", "in Japanese"),
]


def written(source):
    return Template("{% load punctuation %}" + source).render(Context({"mark": "<"}))


@pytest.mark.parametrize(("source", "japanese", "english"), CASES)
def test_marks_follow_the_language_being_read(source, japanese, english):
    for language, expected in (("ja", japanese), ("en", english)):
        with override(language):
            assert written(source) == expected


@pytest.mark.parametrize(
    ("language", "plain", "with_remark"),
    [("ja", "", "（後日掲載）"), ("en", "(in Japanese)", "(in Japanese; 後日掲載)")],
)
def test_readers_of_english_learn_what_is_in_japanese(language, plain, with_remark):
    with override(language):
        assert written("{% japanese_note %}") == plain
        assert written("{% japanese_note '後日掲載' %}") == with_remark


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ja", '文科太郎大臣に提出（<time datetime="2021-06-01">6月1日</time>）'),
        ("en", "Presented to Taro Monka, Minister &amp; MP"),
    ],
)
def test_who_received_a_proposal_is_said_in_the_order_of_the_language(language, line):
    name, role = ("文科 太郎", "大臣") if language == "ja" else ("Taro Monka", "Minister & MP")
    assert lines.presented_to_html(name, role, date(2021, 6, 1), language) == line


def test_a_proposal_whose_day_is_unknown_has_no_empty_brackets():
    assert lines.presented_to_html("文科 太郎", "大臣", None, "ja") == "文科太郎大臣に提出"


def test_a_name_that_is_escaped_already_is_not_escaped_again():
    name = conditional_escape("A & B")
    assert lines.presented_to_html(name, "長", None, "ja") == "A&amp;B長に提出"


@pytest.mark.parametrize(
    ("language", "heading"),
    [("ja", "協議会|en:Council"), ("en", "Council|ja:協議会")],
)
def test_a_name_in_both_languages_begins_with_that_of_the_reader(language, heading):
    body = SimpleNamespace(name_ja="協議会", name_en="Council")
    source = (
        "{% load bilingual %}{% in_both_languages body 'name' as name %}"
        "{{ name.here }}|{{ name.other_language }}:{{ name.there }}"
    )
    with override(language):
        assert Template(source).render(Context({"body": body})) == heading
