"""Short texts that exist in both languages, marked where only the Japanese one is there."""

from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pages.wording import is_japanese
from pages.wording.records import localized_text
from pages.wording.script import written_in_japanese

register = template.Library()
register.simple_tag(localized_text)


@register.simple_tag
def localized(record: Any, field: str) -> SafeString:
    """A record's text in the language being read, or the Japanese one with `lang="ja"`."""
    if record is None:
        return SafeString("")
    japanese = getattr(record, f"{field}_ja", "") or ""
    if is_japanese():
        return format_html("{}", japanese)
    english = getattr(record, f"{field}_en", "") or ""
    if english or not japanese:
        return format_html("{}", english)
    return format_html('<span lang="ja">{}</span>', japanese)


@register.simple_tag
def lang(language: str) -> SafeString:
    """The attribute ` lang="ja"` of words in another language than those around them, if any."""
    return format_html(' lang="{}"', language) if language else SafeString("")


class InBothLanguages(NamedTuple):
    """A text in the language being read and in the other one."""

    here: str
    there: str
    other_language: str


@register.simple_tag
def in_both_languages(record: Any, field: str) -> InBothLanguages:
    """A record's text in both languages, that of the reader first."""
    japanese = getattr(record, f"{field}_ja", "") or ""
    english = getattr(record, f"{field}_en", "") or ""
    if is_japanese():
        return InBothLanguages(japanese, english, "en")
    return InBothLanguages(english, japanese, "ja")


@register.filter
def has_text(record: Any, field: str) -> bool:
    """Whether there is anything to show for a bilingual text."""
    return bool(getattr(record, f"{field}_ja", "") or getattr(record, f"{field}_en", ""))


@register.filter
def japanese_marked(html: str, page: Any) -> str:
    """The running text of an English page with `lang="ja"` on what was released in Japanese."""
    if not page.partly_japanese:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for text in soup.find_all(string=lambda text: written_in_japanese(text or "")):
        if text.find_parent(lang=True) is None:
            text.wrap(soup.new_tag("span", lang="ja"))
    return mark_safe(str(soup))  # noqa: S308 - the page's own mark-up
