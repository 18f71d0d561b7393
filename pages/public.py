"""Who may read a page: the one definition of "anybody", for lists, feeds, files, search and counts.

Anybody may read a page that is live in an open tree, and on whose path, in either language, nothing
is restricted: a restriction on a page holds for its partner in the other language, for its aliases,
and for all below them; and whose own day has come, where its class names one (`public_from`). What
else its facts hold back until their day (winners, documents, recordings) is theirs to say.
"""

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from portal import clock

HOME_PATH_LENGTH = 2 * Page.steplen
NONE_MET: frozenset[int] = frozenset()


def public(prefix: str = "", *, met: frozenset[int] = NONE_MET) -> Q:
    """The condition for pages that anybody may read.

    `Page.objects.filter(public())`, and for rows of pages `Row.objects.filter(public("page__"))`.
    With the ids of the restrictions that a reader has met: for pages that this reader may read.
    """
    return public_on_its_day(prefix, met=met) & ~before_its_day(prefix)


def public_on_its_day(prefix: str = "", *, met: frozenset[int] = NONE_MET) -> Q:
    """The condition for pages that anybody may read as soon as their day has come."""
    readable = in_open_tree(prefix) & ~restricted(prefix, met=met)
    return Q(**{f"{prefix}live": True}) & readable


def restricted(prefix: str = "", *, met: frozenset[int] = NONE_MET) -> Q:
    """The condition for pages, public or not, that only those may read who meet a restriction."""
    return Q(Exists(_restricted_above(OuterRef(f"{prefix}path"), met)))


def readable_from(page: Page, prefix: str = "") -> Q:
    """The condition for the pages that the reader of `page` may read.

    Those for everybody; on a page that is not for everybody also those that are closed by nothing
    but what its reader has met to get there. So a closed section shows its readers its lists, and
    no page that is kept for all tells anything of it.
    """
    return public(prefix, met=met_to_read(page))


def met_to_read(page: Page) -> frozenset[int]:
    """The ids of the restrictions that whoever a page is served to has met."""
    met: frozenset[int] = getattr(page, "met_restrictions", NONE_MET)
    return met


def restrictions_met_by(request: HttpRequest) -> frozenset[int]:
    """The ids of all the restrictions that whoever asks meets, wherever on the site they are."""
    restrictions = PageViewRestriction.objects.prefetch_related("groups")
    return frozenset(each.pk for each in restrictions if each.accept_request(request))


def before_its_day(prefix: str = "") -> Q:
    """The condition for pages, in either language, whose day is still to come."""
    waiting = Q(**{f"{prefix}pk__in": []})
    for model, day in _kinds_with_a_day():
        to_come: Any = QuerySet(model=model).order_by().filter(**{f"{day}__gt": clock.today()})
        waiting |= Q(**{f"{prefix}translation_key__in": to_come.values("translation_key")})
    return waiting


@cache
def _kinds_with_a_day() -> list[tuple[Any, str]]:
    """The page classes that name a fact from whose day on they are public, and its name."""
    days = ((model, getattr(model, "public_from", "")) for model in apps.get_models())
    return [(model, day) for model, day in days if day]


def closed_among(pages: Iterable[Page], *, met: frozenset[int] = NONE_MET) -> set[int]:
    """The ids of those among some pages that are not for everybody, or not for this reader."""
    numbers = {page.pk for page in pages}
    readable = Page.objects.filter(public(met=met), pk__in=numbers)
    return numbers - set(readable.values_list("pk", flat=True))


def in_open_tree(prefix: str = "") -> Q:
    """The condition for pages whose language is open: its home page is live.

    With its home page down a language is closed as a whole, and opens again as it was.
    """
    home = Substr(OuterRef(f"{prefix}path"), 1, HOME_PATH_LENGTH)
    closed: Any = QuerySet(model=Page).order_by().filter(path=home, depth=2, live=False)
    return ~Q(Exists(closed))


def _restricted_above(path: Any, met: frozenset[int]) -> QuerySet:
    """The restricted pages, their partners and aliases, on the way to a path and at its end."""
    restrictions = PageViewRestriction.objects.order_by()
    if met:
        restrictions = restrictions.exclude(pk__in=met)
    chosen = _with_keys(restrictions.values("page__translation_key"))
    showing_them = _pages().filter(Exists(_on_way(chosen, OuterRef("alias_of__path"))))
    return _on_way(chosen | _with_keys(showing_them.values("translation_key")), path)


def _pages() -> QuerySet:
    return QuerySet(model=Page).order_by()


def _with_keys(keys: QuerySet) -> QuerySet:
    """The pages with some translation keys, in either language."""
    return _pages().filter(translation_key__in=keys)


def _on_way(pages: QuerySet, path: Any) -> QuerySet:
    """Those of some pages that stand on the way to a path or at its end."""
    with_beginning: Any = pages.alias(beginning=Substr(path, 1, Length("path")))
    return with_beginning.filter(path=F("beginning"))


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


def opens_to(page: Page, request: HttpRequest) -> bool:
    """Whether whoever asks meets every restriction that applies to a page."""
    return all(restriction.accept_request(request) for restriction in restrictions_of(page))


def restrictions_of(page: Page) -> QuerySet:
    """The restrictions that apply to a page: those on its path and on its partners' path.

    Of an alias, and below one, those of the page it shows apply, too.
    """
    keys = _keys_on_ways([page.path])
    shown = _pages().filter(aliases__translation_key__in=keys).values_list("path", flat=True)
    return PageViewRestriction.objects.filter(
        page__translation_key__in=_keys_on_ways([page.path, *shown])
    )


def restrictions_shown_with(alias: Page) -> QuerySet:
    """Those that apply to an alias for the page it shows alone: none once it is a page itself."""
    shown = _pages().filter(aliases=alias.pk).values_list("path", flat=True)
    above = PageViewRestriction.objects.filter(page__translation_key__in=_keys_on_ways(shown))
    return above.exclude(page__translation_key__in=_keys_on_ways([alias.path]))


def _keys_on_ways(paths: Iterable[str]) -> QuerySet:
    """The translation keys of the pages on the ways to some paths and at their ends."""
    step = Page.steplen
    steps = {path[:end] for path in paths for end in range(2 * step, len(path) + 1, step)}
    return _pages().filter(path__in=steps).values("translation_key")
