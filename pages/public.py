"""Who may read a page: the one definition of "anybody", for lists, feeds, files, search and counts.

Anybody may read a page that is live in an open tree, and on whose path, in either language, nothing
is restricted: a restriction on a page holds for its partner in the other language and for all below
both. What its facts hold back until their day (winners, documents, recordings) is theirs to say.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

HOME_PATH_LENGTH = 2 * Page.steplen


def public(prefix: str = "") -> Q:
    """The condition for pages that anybody may read.

    `Page.objects.filter(public())`, and for rows of pages `Row.objects.filter(public("page__"))`.
    """
    readable = in_open_tree(prefix) & ~Q(Exists(_restricted_above(OuterRef(f"{prefix}path"))))
    return Q(**{f"{prefix}live": True}) & readable


def closed_among(pages: Iterable[Page]) -> set[int]:
    """The ids of those among some pages that are not for everybody."""
    numbers = {page.pk for page in pages}
    readable = Page.objects.filter(public(), pk__in=numbers)
    return numbers - set(readable.values_list("pk", flat=True))


def in_open_tree(prefix: str = "") -> Q:
    """The condition for pages whose language is open: its home page is live.

    With its home page down a language is closed as a whole, and opens again as it was.
    """
    home = Substr(OuterRef(f"{prefix}path"), 1, HOME_PATH_LENGTH)
    closed: Any = QuerySet(model=Page).order_by().filter(path=home, depth=2, live=False)
    return ~Q(Exists(closed))


def _restricted_above(path: Any) -> QuerySet:
    """The restricted pages, and their partners, on the way to a path and at its end."""
    keys = PageViewRestriction.objects.order_by().values("page__translation_key")
    pages: Any = QuerySet(model=Page).order_by().filter(translation_key__in=keys)
    return pages.alias(beginning=Substr(path, 1, Length("path"))).filter(path=F("beginning"))


def in_open_collection(prefix: str = "") -> Q:
    """The condition for documents that anybody may open: no collection above is restricted."""
    restricted: Any = QuerySet(model=CollectionViewRestriction).order_by()
    above = restricted.alias(
        beginning=Substr(OuterRef(f"{prefix}collection__path"), 1, Length("collection__path"))
    ).filter(collection__path=F("beginning"))
    return ~Q(Exists(above))


def closed_collections(request: HttpRequest) -> set[int]:
    """The ids of the collections whose documents whoever asks may not open.

    One query where no collection is restricted.
    """
    restrictions = CollectionViewRestriction.objects.select_related("collection")
    refused = [each.collection for each in restrictions if not each.accept_request(request)]
    below = (Q(path__startswith=collection.path) for collection in refused)
    closed: Any = QuerySet(model=Collection).order_by().filter(reduce(or_, below, Q(pk__in=[])))
    return set(closed.values_list("pk", flat=True)) if refused else set()


def restrictions_of(page: Page) -> QuerySet:
    """The restrictions that apply to a page: those on its path and on its partners' path."""
    steps = range(2 * page.steplen, len(page.path) + 1, page.steplen)
    way = Page.objects.filter(path__in=[page.path[:end] for end in steps])
    keys = way.order_by().values("translation_key")
    return PageViewRestriction.objects.filter(page__translation_key__in=keys)
