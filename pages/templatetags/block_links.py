"""Links to the pages that blocks of a text chose, in the language being read."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pages.base.fallback import has_own_text
from pages.base.links import Link
from pages.blocks.choosers import ChosenPageBlock, fetched_together

register = template.Library()


@register.simple_tag
def blocks_of(stream: Any) -> list[Any]:
    """The blocks of a text; what they chose is fetched together."""
    with fetched_together(stream):
        return list(stream)


@register.simple_tag(takes_context=True)
def chosen_link(context: Context, link: Any) -> Link | None:
    """A link to the chosen page in the tree being read, or to the other site.

    Nothing for a page that is gone or not public.
    """
    if not link.get("page"):
        return Link(link["text"] or link.host, link.address, "") if link.address else None
    page = _version(link["page"])
    if page is None:
        return None
    address = page.get_url(context.get("request")) or ""
    if link.get("text"):
        return Link(link["text"], address, "")
    language = get_language() if has_own_text(page) else "ja"
    return Link(page.title, address, "" if language == surrounding_language(context) else language)


def _version(chosen: Any) -> Any:
    """The public version of a page in the language being read; facts must be public, too."""
    versions = getattr(chosen, "versions", None)
    if versions is None:
        versions = ChosenPageBlock().fetch([chosen.pk])[chosen.pk].versions
    public = all(page.is_public for page in versions.values() if page.locale.language_code == "ja")
    page = versions.get(get_language())
    return page if page is not None and page.is_public and public else None


def surrounding_language(context: Context) -> str:
    """The language of the text around a block: Japanese where a page is not translated yet."""
    page = context.get("page")
    return getattr(page, "foreign_language", "") or get_language() or "ja"


@register.simple_tag(takes_context=True)
def lang_of_frame(context: Context) -> SafeString | str:
    """` lang="en"` for words of the frame within a text that is still Japanese."""
    language = get_language()
    if language == surrounding_language(context):
        return ""
    return format_html(' lang="{}"', language)
