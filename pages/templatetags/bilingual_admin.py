"""Where a text stands on its page, said to a translator."""

from django import template
from django.utils.text import capfirst
from wagtail.models import Page

register = template.Library()


@register.simple_tag
def place_of(page: Page, path: str) -> str:
    """The name of a text's field, such as 概要."""
    name = path.split(".")[0]
    return str(capfirst(page._meta.get_field(name).verbose_name))
