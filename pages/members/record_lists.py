"""Where the lists of municipalities and people are, and which records have a page of their own."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from pages.base.per_request import PerRequest
from pages.members.base import below
from pages.members.models import MembersPage, PeoplePage
from pages.public import public
from pages.records.models import Municipality, Person

LISTS = {MembersPage: Municipality, PeoplePage: Person}

_pages: PerRequest[list[Page]] = PerRequest()
_addresses: PerRequest[dict[type, str]] = PerRequest()
# What is on record for everybody, by class: kept for requests of closed pages alone.
_on_record: PerRequest[dict[type, set[int]]] = PerRequest()


def offer_pages(request: HttpRequest, pages: Iterable[Page]) -> None:
    """Public pages that a request's own query has brought, the lists of records among them."""
    _pages.keep(request, list(pages))


def note_that_page_is_closed(request: HttpRequest) -> None:
    """Has links lead to those records alone that are on record for everybody.

    Whom closed pages alone name has no page: no list that others read may tell of them.
    """
    _on_record.keep(request, {})


def address_of_record(request: HttpRequest, record: Any) -> str:
    """Where the page of a record is that is named on the page asked for; empty where it has none.

    What a page for everybody names is on record. On a closed page that takes a query for each
    class of records, however many it names.
    """
    address = addresses_of_lists(request).get(type(record))
    return address + below(record) if address and _has_page(request, record) else ""


def _has_page(request: HttpRequest, record: Any) -> bool:
    known, kind = _on_record.get(request), type(record)
    if known is None:
        return True
    if kind not in known:
        known[kind] = set(kind.objects.on_record().values_list("pk", flat=True))
    return record.pk in known[kind]


def addresses_of_lists(request: HttpRequest) -> dict[type, str]:
    """The list's address by the class of its records, in the language being read."""
    return _addresses.get_or_make(request, lambda: _read_addresses(request))


def _read_addresses(request: HttpRequest) -> dict[type, str]:
    offered = _pages.get(request)
    classes = ((page, page.cached_content_type.model_class()) for page in _or_read(offered))
    return {LISTS[kind]: page.get_url(request) or "" for page, kind in classes if kind in LISTS}


def _or_read(offered: list[Page] | None) -> Iterable[Page]:
    if offered is not None:
        return offered
    lists = Page.objects.filter(public()).type(tuple(LISTS)).select_related("locale")
    return lists.filter(locale__language_code=get_language())
