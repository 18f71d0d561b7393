"""The change log of a page, in the language being read."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from pages import wording
from pages.wording.units import unbroken_html

register = template.Library()


@register.simple_tag
def changed_fact(change: Any) -> str:
    """The fact that was changed, in a word or two."""
    return wording.changed_fact(change.fact)


@register.simple_tag
def changed_from(change: Any) -> SafeString:
    """The value published before the change."""
    return unbroken_html(wording.changed_value(change.fact, change.before))


@register.simple_tag
def changed_to(change: Any) -> SafeString:
    """The value published since."""
    return unbroken_html(wording.changed_value(change.fact, change.after))
