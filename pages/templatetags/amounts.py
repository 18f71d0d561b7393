"""Amounts of money in the language being read."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.templatetags.bilingual import has_text, localized
from pages.wording import lines

register = template.Library()


@register.simple_tag
def yen(amount: int, tax_included: bool) -> str:
    """An amount of money; zero is free."""
    return lines.format_yen(amount, tax_included)


@register.simple_tag
def unit_of(fee: Any) -> SafeString:
    """The unit a fee is paid for, after its amount: `（1人）`, ` per person`; may be empty."""
    if not has_text(fee, "unit"):
        return SafeString("")
    return format_html(lines.PER_UNIT.say(), localized(fee, "unit"))
