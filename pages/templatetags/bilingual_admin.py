"""The two languages of a page, in the admin."""

from typing import Any

from django import template
from django.utils.text import capfirst
from wagtail.models import Page

from pages.bilingual.states import states_of

register = template.Library()


@register.simple_tag
def place_of(page: Page, path: str) -> str:
    """The name of a text's field, such as 概要."""
    name = path.split(".")[0]
    return str(capfirst(page._meta.get_field(name).verbose_name))


@register.inclusion_tag("pages/bilingual/pair_links.html")
def pair_links(page: Page | None) -> dict[str, Any]:
    """In the head of either editor: the state of English, and both languages side by side."""
    if page is None or not page.pk or page.is_root() or not page.get_translations().exists():
        return {}
    return {"page": page, "state": states_of([page]).get(page.translation_key)}
