"""Links to the pages of municipalities and people on record."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from pages.members.base import below
from pages.members.models import MembersPage, PeoplePage
from pages.records.models import Municipality, Office, Person
from pages.templatetags.bilingual import tr

register = template.Library()

LISTS = {MembersPage: Municipality, PeoplePage: Person}


@register.simple_tag(takes_context=True)
def record_link(context: Context, record: Any) -> SafeString:
    """A record's name, linked to its own page where the site has such pages.

    For records that a public page names: those have one.
    """
    address = _lists(context.get("request")).get(type(record))
    if not address:
        return tr(record, "name")
    return format_html('<a href="{}{}">{}</a>', address, below(record), tr(record, "name"))


def _lists(request: HttpRequest | None) -> dict[type, str]:
    """The addresses of the lists in the language being read, looked up once per request."""
    if request is None:
        return {}
    known: dict[type, str] | None = getattr(request, "_record_lists", None)
    if known is None:
        known = {
            LISTS[page.cached_content_type.model_class()]: page.get_url(request) or ""
            for page in _candidates(request)
            if page.cached_content_type.model_class() in LISTS
        }
        request._record_lists = known  # type: ignore[attr-defined]
    return known


def _candidates(request: HttpRequest) -> Iterable[Page]:
    """Pages among which the lists are: those a request's own query has brought, or a query's."""
    found: Iterable[Page] | None = getattr(request, "_landmarks", None)
    if found is not None:
        return found
    lists = Page.objects.live().type(tuple(LISTS)).select_related("locale")
    return lists.filter(locale__language_code=get_language())


@register.simple_tag
def office(held: Office, with_year: bool = False) -> SafeString:
    """An office with the days on which it was held, or the year alone; a comma may follow."""
    context = {"office": held, "with_year": with_year, "language": get_language()}
    return SafeString(render_to_string("components/office.html", context).strip())
