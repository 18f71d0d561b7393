"""The change log of a page, in the language being read."""

from typing import Any

from django import template

from pages import wording

register = template.Library()


@register.simple_tag
def changed_fact(change: Any) -> str:
    """The fact that was changed, in a word or two."""
    return wording.changed_fact(change.fact)


@register.simple_tag
def changed_from(change: Any) -> str:
    """The value published before the change."""
    return wording.changed_value(change.fact, change.before)


@register.simple_tag
def changed_to(change: Any) -> str:
    """The value published since."""
    return wording.changed_value(change.fact, change.after)
