"""To whom a policy proposal was presented, in the language being read."""

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString

from pages.templatetags.bilingual import localized
from pages.wording import lines

register = template.Library()


@register.simple_tag
def presented_to(addressee: Any, on: date | None) -> SafeString:
    """A line of a list: who received a proposal, in which office, and in Japanese on which day."""
    return lines.presented_to_html(
        localized(addressee.person, "name"), localized(addressee, "role"), on
    )
