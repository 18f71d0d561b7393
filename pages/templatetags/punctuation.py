"""Marks between words in the language being read, so that no template asks which one it is."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages.wording import is_japanese, punctuation

register = template.Library()


@register.simple_tag
def colon() -> str:
    """Between a label and its text: `：` or a colon and a blank."""
    return punctuation.COLON.say()


@register.simple_tag
def comma() -> str:
    """Between the items of a list: `、` or a comma and a blank."""
    return punctuation.COMMA.say()


@register.simple_tag
def range_dash() -> str:
    """Between the two ends of a time: `〜` or an en dash."""
    return punctuation.RANGE.say()


@register.simple_tag
def gap() -> str:
    """Between two facts on one line: a wide blank, or a comma and a blank."""
    return punctuation.GAP.say()


@register.simple_tag
def blank() -> str:
    """A blank between two phrases in English; Japanese has none."""
    return punctuation.BLANK.say()


@register.simple_block_tag
def brackets(content: str) -> SafeString:
    """A remark in the brackets of the language; `{% blank %}` before it where words precede it."""
    return format_html(punctuation.BRACKETS.say(), conditional_escape(content))


@register.simple_block_tag
def detail(content: str) -> SafeString:
    """A detail after what it belongs to: in brackets in Japanese, after a comma in English."""
    return format_html(punctuation.DETAIL.say(), conditional_escape(content))


@register.simple_tag
def hreflang(language: str) -> SafeString:
    """The attribute ` hreflang="ja"` of a link that leads to another language."""
    return format_html(' hreflang="{}"', language) if _is_foreign(language) else SafeString("")


@register.simple_tag
def only_in_japanese() -> str:
    """“in Japanese”, for readers of English; nothing for readers of Japanese."""
    return gettext("in Japanese") if _is_foreign("ja") else ""


@register.simple_tag
def japanese_note(remark: str = "") -> str:
    """A remark on something in Japanese, in brackets; readers of English learn that it is."""
    notes = [note for note in (only_in_japanese(), remark) if note]
    return punctuation.BRACKETS.say().format(punctuation.NOTES.say().join(notes)) if notes else ""


def _is_foreign(language: str) -> bool:
    return is_japanese(language) != is_japanese()
