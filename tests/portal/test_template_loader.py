"""White space of templates: what vanishes, what becomes a blank, what stays."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.translation import override

from portal.template_loader import CompactTemplate

ENGINE = Engine(
    libraries={"i18n": "django.templatetags.i18n"},
    builtins=["django.templatetags.i18n"],
    debug=True,
)


def render(source, **values):
    return CompactTemplate(source, engine=ENGINE).render(Context(values))


# A bar is a line break with whatever indentation follows it.
TOUCHING_TAGS = {
    "elements": (
        "<ul>|  <li>|    one|  </li>|  <li>two</li>|</ul>|",
        "<ul><li>one</li><li>two</li></ul>",
    ),
    "template tags": ("<p>|  {% if yes %}|    one|  {% endif %}|</p>", "<p>one</p>"),
    "two template tags": ("{% if yes %}a{% endif %}|{% if yes %}b{% endif %}", "ab"),
    "text and a template tag": ("one|{% if yes %}two{% endif %}", "onetwo"),
    "text and an element": ("one|<b>two</b>|three", "one<b>two</b>three"),
    "a comment of the template": ("one|{# about two #}|two", "onetwo"),
    "a long comment of the template": ('one|{% comment %}a < "b{% endcomment %}|two', "onetwo"),
    "a comment of HTML": ("<p>|  <!-- one|  two -->|  </p>", "<p><!-- one|  two --></p>"),
    "a variable and an element": ("<p>|  {{ word }}|</p>", "<p>word</p>"),
    "the ends of the file": ("|  one|", "one"),
    "blank lines": ("<p>a</p>|  ||  <p>b</p>", "<p>a</p><p>b</p>"),
    "an element named by a variable": (
        "<{{ word }}>|  one|</{{ word }}>|<p>",
        "<word>one</word><p>",
    ),
    "the doctype": ("<!doctype html>|<html>", "<!doctype html><html>"),
}
WITHIN_TEXT = {
    "words": ("<p>|  one|  two|</p>", "<p>one two</p>"),
    "a word and a variable": ("one|{{ word }}|two", "one word two"),
    "two variables": ("{{ word }}|{{ word }}", "word word"),
    "a comparison": ("1 <|2", "1 < 2"),
}
ON_ONE_LINE = {
    "between elements": ("<b>a</b> <i>b</i>  <u>c</u>", "<b>a</b> <i>b</i>  <u>c</u>"),
    "before a condition": ("a {% if no %}b{% endif %}", "a "),
    "within a condition": ("a{% if yes %} b{% endif %}", "a b"),
    "written at a line break": ('<b>a</b>|{{ " " }}|<i>b</i>', "<b>a</b> <i>b</i>"),
    "other spaces": ("<b>a</b>\u3000<i>b</i>\u00a0", "<b>a</b>\u3000<i>b</i>\u00a0"),
}
ATTRIBUTES = {
    "over lines": ('<a|  class="x"|  href="/"|>|  one|</a>', '<a class="x" href="/">one</a>'),
    "an empty element": ('<path|  d="M0"|/>', '<path d="M0"/>'),
    "a condition": ('<a|  href="/"|  {% if yes %}lang="ja"{% endif %}>', '<a href="/" lang="ja">'),
    "a condition on its line": (
        '<a href="/"{% if yes %} lang="ja"{% endif %}>',
        '<a href="/" lang="ja">',
    ),
    "a value over lines": ('<a title="a|  b > c|d">|e', '<a title="a|  b > c|d">e'),
    "a bracket within a value": ("<a title='>|<'|  id=1>", "<a title='>|<' id=1>"),
    "a value with a tag in it": (
        '<i alt="{% if yes %}|a{% endif %}|"|  id="b">',
        '<i alt="|a|" id="b">',
    ),
    "after a value with a variable": ('<i alt="{{ word }}"|  id="b"|>', '<i alt="word" id="b">'),
}
WHOLE = {
    "pre": ("<pre>|  a|  <b>|  </b>|</pre>|<p>", "<pre>|  a|  <b>|  </b>|</pre><p>"),
    "pre with tags": (
        "<pre>|{% if yes %}|a{% endif %}|{{ word }}|</PRE>|b",
        "<pre>||a|word|</PRE>b",
    ),
    "pre with attributes": ('<pre|  id="a">|b</pre>', '<pre id="a">|b</pre>'),
    "textarea": ("<textarea>|a|  b|</textarea>", "<textarea>|a|  b|</textarea>"),
    "not prefixes of these": ("<preface>|a|</preface>", "<preface>a</preface>"),
    "verbatim": ("<p>|{% verbatim %}|{{ a }}|<i>|{% endverbatim %}|</p>", "<p>|{{ a }}|<i>|</p>"),
    "named verbatim": ("{% verbatim a b %}|{% x %}|{% endverbatim a b %}|<p>", "|{% x %}|<p>"),
    "blocktranslate": (
        "<p>|{% blocktranslate %}a|  b {{ word }}|{% endblocktranslate %}|</p>",
        "<p>a|  b word|</p>",
    ),
}
CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "vanishes": TOUCHING_TAGS,
        "one blank": WITHIN_TEXT,
        "stays": ON_ONE_LINE,
        "attributes": ATTRIBUTES,
        "whole": WHOLE,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES.keys())
def test_line_breaks_of_layout_are_taken_out(source, expected):
    with override("en"):
        written = render(source.replace("|", "\n"), yes=True, no=False, word="word")
    assert written == expected.replace("|", "\n")


def test_windows_line_breaks_count_as_line_breaks():
    assert render("<p>\r\n  a\r\n  b\r\n</p>") == "<p>a b</p>"


def test_a_trimmed_message_spread_over_lines_is_the_same_message():
    source = "{% blocktranslate trimmed %}\n  Watch at\n  {{ host }}\n{% endblocktranslate %}"
    with override("ja"):
        spread = render(source, host="example.org")
        assert spread == render(
            "{% blocktranslate %}Watch at {{ host }}{% endblocktranslate %}", host="example.org"
        )
    assert "Watch" not in spread


def test_an_error_names_the_line_of_the_file():
    with pytest.raises(TemplateSyntaxError) as caught:
        render("<ul>\n  <li>\n    one\n  </li>\n  {% nonsense %}\n</ul>")
    assert caught.value.template_debug["line"] == 5
    assert caught.value.template_debug["during"] == "{% nonsense %}"


def test_an_error_while_rendering_names_the_line_of_the_file():
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no") as caught:
        render("<ul>\n  <li>\n  </li>\n  {{ fail }}\n</ul>", fail=fail)
    assert caught.value.template_debug["line"] == 4


def test_only_our_own_pages_are_compacted():
    def is_compacted(name):
        return isinstance(get_template(name).template, CompactTemplate)

    assert is_compacted("base.html")
    assert not is_compacted("sitemap.xml")
    assert not is_compacted("wagtailadmin/base.html")
