"""Where the lists of municipalities and people are, for links to their records."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from pages.base.per_request import PerRequest
from pages.members.models import MembersPage, PeoplePage
from pages.public import public
from pages.records.models import Municipality, Person

LISTS = {MembersPage: Municipality, PeoplePage: Person}

_pages: PerRequest[list[Page]] = PerRequest()
_addresses: PerRequest[dict[type, str]] = PerRequest()


def offer_pages(request: HttpRequest, pages: Iterable[Page]) -> None:
    """Public pages that a request's own query has brought, the lists of records among them."""
    _pages.keep(request, list(pages))


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
