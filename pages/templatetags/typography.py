"""Titles as pages show them: where long Japanese compounds may break, and in which language."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pages.wording.units import unbroken_html

register = template.Library()


@register.simple_tag(takes_context=True)
def phrases(context: Context, text: str) -> SafeString:
    """A heading with `<wbr>` at the places the site settings name; never for attributes."""
    escaped: str = conditional_escape(text or "")
    for parts in _compounds(context):
        whole = "".join(parts)
        if whole in escaped:
            escaped = escaped.replace(whole, "<wbr>".join(parts))
    return unbroken_html(mark_safe(escaped))  # noqa: S308 - escaped above; the parts hold no markup


@register.filter
def unbroken(text: str) -> SafeString:
    """A text in which no line ends between a number and what it counts; never for attributes."""
    return unbroken_html(text)


def _compounds(context: Context) -> list[list[str]]:
    """The compounds of the site settings, which every template of a page has in its context."""
    settings = context.get("settings")
    compounds: list[list[str]] = settings["home"]["SiteSettings"].compounds if settings else []
    return compounds


@register.simple_tag
def title_lang(page: Any) -> SafeString:
    """The attribute ` lang="ja"` where a page's title and prose are not in the frame's language."""
    language = page.foreign_language
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.simple_tag(takes_context=True)
def title_html(context: Context, page: Any) -> SafeString:
    """A page's title within a text, in a `<span>` where it is not in the frame's language."""
    title, language = phrases(context, page.title), title_lang(page)
    return format_html("<span{}>{}</span>", language, title) if language else title


@register.simple_tag(takes_context=True)
def title_link(context: Context, page: Any, css_class: str = "") -> SafeString:
    """A page's title as a link to it, marked where it is not in the frame's language."""
    look = format_html('class="{}" ', css_class) if css_class else SafeString("")
    return format_html(
        '<a {}href="{}"{}>{}</a>', look, page.url, title_lang(page), phrases(context, page.title)
    )


@register.simple_tag(takes_context=True)
def title_heading(context: Context, page: Any, level: str) -> SafeString:
    """A row's heading (`h2` to `h4`, all of one size): the title as a link to the page."""
    return format_html('<{0} class="h3">{1}</{0}>', level, title_link(context, page))


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text, without empty ones."""
    return [line for line in (text or "").splitlines() if line.strip()]
