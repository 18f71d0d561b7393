"""Links to the pages of municipalities and people on record."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.members.record_lists import address_of_record
from pages.records.models import Municipality, Office, Person, Prize
from pages.templatetags.bilingual import localized
from pages.templatetags.typography import phrases
from pages.wording import is_japanese

register = template.Library()


@register.simple_tag(takes_context=True)
def record_link(context: Context, record: Any) -> SafeString:
    """A record's name, linked to its own page where it has one."""
    request = context.get("request")
    address = address_of_record(request, record) if request else ""
    if not address:
        return localized(record, "name")
    return format_html('<a href="{}">{}</a>', address, localized(record, "name"))


@register.filter
def reading(record: Municipality | Person) -> str:
    """How a Japanese name is read, in kana; empty for readers of English."""
    return record.kana if is_japanese() else ""


@register.filter
def japanese_name(person: Person) -> str:
    """The name in Japanese writing beside the English one; empty where that is the one shown."""
    return person.name_ja if person.name_en and not is_japanese() else ""


@register.simple_tag(takes_context=True)
def prize_name(context: Context, prize: Prize) -> SafeString | str:
    """A prize in a list of winners: short in English, where the whole name is long."""
    if is_japanese():
        return phrases(context, prize.name_ja)
    return prize.short_name_en or localized(prize, "name")


@register.simple_tag
def office(held: Office, with_year: bool = False) -> SafeString:
    """An office with the days on which it was held, or the year alone; a comma may follow."""
    context = {"office": held, "with_year": with_year}
    return SafeString(render_to_string("components/office.html", context))
