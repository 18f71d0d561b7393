"""The surroundings of every page, in one query: the way to it, the menus, the other language.

Wagtail walks the tree with two queries a level, then asks again for sites, root paths, menus,
ancestors and translations. Here a request's address names the pages on the way, the menus are two
levels deep and the other tree has the same slugs, so one query finds them all. Sites, settings and
home pages are held in the process for a minute, and dropped when one is saved here.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Q, QuerySet, prefetch_related_objects
from django.db.models.signals import post_delete, post_save
from django.http import Http404, HttpRequest
from django.utils.translation import activate
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from home.wagtail_door import tell_site
from pages.awards.models import AwardsIndexPage
from pages.awards.winners import WinnersPage
from pages.base.facts import source_locale_id
from pages.base.open_documents import note_that_none_is_closed
from pages.base.per_request import PerRequest
from pages.members.models import MembersPage, PeoplePage
from pages.members.record_lists import note_that_page_is_closed, offer_pages
from pages.public import NONE_MET, closed_among, in_open_tree, met_to_read, public
from pages.submissions.form_below import FormBelowMixin
from pages.wording import is_japanese
from pages.work.kept import Kept

HELD_SECONDS = 60
MENU_LEVELS = 2
# As they were read: whether a form is open is a question of the moment, asked anew each time.
_pages_with_forms = Kept(32)


@dataclass(frozen=True)
class Roots:
    """A site with its settings, home pages by language, and the root paths of all addresses."""

    site: Site
    settings: Any
    homes: dict[str, Page]
    paths: list[Any]

    @property
    def home(self) -> Page | None:
        """The home page of the language being read."""
        return self.homes.get("ja" if is_japanese() else "en")


_held: dict[str, tuple[float, Roots]] = {}


def forget_roots(**kwargs: Any) -> None:
    """A saved site is asked for again, with its settings."""
    _held.clear()


for signal in (post_save, post_delete):
    signal.connect(forget_roots, sender=Site)
    signal.connect(forget_roots, sender="home.SiteSettings")


def roots_of(request: HttpRequest) -> Roots | None:
    """The site a request is for, with its home pages; none where no site is set up."""
    host = request.get_host()
    until, roots = _held.get(host, (0.0, None))
    if roots is None or until < time.monotonic():
        roots = _read_roots(request)
        if roots is None:
            return None
        _held[host] = (time.monotonic() + HELD_SECONDS, roots)
    tell_site(request, roots.site, roots.settings, roots.paths, HELD_SECONDS)
    return roots


def _read_roots(request: HttpRequest) -> Roots | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    homes = site.root_page.get_translations(inclusive=True).select_related("locale")
    by_language = {home.locale.language_code: home for home in homes}
    settings = apps.get_model("home", "SiteSettings").for_site(site)
    return Roots(site, settings, by_language, Site.get_site_root_paths())


@dataclass(frozen=True)
class SiteTree:
    """The rows around a page: of its tree in the order of the tree, and of the other trees.

    The way to a page is among them whoever may read it: `closed` are those not for everybody,
    which stand in no menu, not even on the page that asks for their password.
    """

    home: Page
    rows: Sequence[Any]
    closed: Collection[int] = ()

    @property
    def may_have_closed_documents(self) -> bool:
        """Whether any collection of documents of the site is restricted, as far as is known."""
        return not self.rows or any(row.documents_restricted for row in self.rows)

    def public_rows(self) -> list[Page]:
        """The pages of the tree that anybody may read."""
        here = (row for row in self.rows if row.path.startswith(self.home.path))
        return [row for row in here if row.live and row.pk not in self.closed]

    def menu_rows(self) -> list[Page]:
        """The pages in the menu, at most two levels below the home page."""
        deepest = self.home.depth + MENU_LEVELS
        return [
            row
            for row in self.public_rows()
            if row.show_in_menus and self.home.depth < row.depth <= deepest
        ]

    def page_of(self, model: type) -> Page | None:
        """The page of a kind that stands in the menu or is a landmark."""
        kinds = ((row, row.cached_content_type.model_class()) for row in self.public_rows())
        return next((row for row, kind in kinds if kind is model), None)

    def at(self, slug: str) -> Page | None:
        """The page in the menu with this slug, right below the home page."""
        below = (row for row in self.menu_rows() if row.depth == self.home.depth + 1)
        return next((row for row in below if row.slug == slug), None)

    def open_languages(self) -> set[str]:
        """The languages whose home page is live; with it down all of a language is closed."""
        homes = (row for row in self.rows if row.depth == self.home.depth and row.live)
        return {row.locale.language_code for row in homes}

    def way_to(self, page: Page, inclusive: bool = False) -> list[Page]:
        """The pages above a page, from the home page down."""
        above = [row for row in self.rows if page.path.startswith(row.path)]
        return [row for row in above if inclusive or row.path != page.path]

    def versions_of(self, page: Page) -> dict[str, Page]:
        """The page in the languages in which it is live, by language code."""
        live = [
            row for row in self.rows if row.translation_key == page.translation_key and row.live
        ]
        if len(live) < 2:
            others = page.get_translations().live().filter(in_open_tree())
            live += others.select_related("locale")
        versions = {row.locale.language_code: row for row in live}
        return {**versions, page.locale.language_code: page}


_site_trees: PerRequest[SiteTree | None] = PerRequest()


def site_tree_around(page: Page) -> SiteTree:
    """The site tree of a page, whatever its address: of a preview, or for whoever may read it."""
    met = met_to_read(page)
    way = [page.path[:end] for end in range(2 * page.steplen, len(page.path) + 1, page.steplen)]
    home = Page.objects.select_related("locale").get(path=way[0])
    around = Q(path__in=way) | Q(translation_key=page.translation_key, live=True)
    around |= Q(translation_key=home.translation_key)
    return _site_tree(home, around | _menus(home, met), met)


def offer_what_its_reader_may_read(request: Any, page: Page) -> None:
    """Has what a closed page shows around itself lead to what else its reader may read."""
    note_that_page_is_closed(request)
    site_tree = _site_trees.keep(request, site_tree_around(page))
    if site_tree:
        offer_pages(request, site_tree.public_rows())


def site_tree_of(request: Any, page: Any) -> SiteTree | None:
    """The site tree kept for a request, or that of the page; none where there is neither."""
    known = isinstance(page, Page) and page.pk
    return _site_trees.get_or_make(request, lambda: site_tree_around(page) if known else None)


def _landmarks() -> list[int]:
    """Content types of the pages that are linked from many places without being in a menu."""
    types = ContentType.objects.get_for_models(
        AwardsIndexPage, MembersPage, PeoplePage, WinnersPage
    )
    return [content_type.pk for content_type in types.values()]


def _menus(home: Page, met: frozenset[int] = NONE_MET) -> Q:
    """The pages in the menus of a tree, and its landmarks."""
    in_menus = Q(depth__lte=home.depth + MENU_LEVELS, show_in_menus=True)
    named = in_menus | Q(content_type__in=_landmarks())
    return public(met=met) & Q(path__startswith=home.path) & named


def _rows(around: Q) -> QuerySet:
    rows = Page.objects.filter(around).filter(in_open_tree())
    rows = rows.annotate(
        restricted=Exists(PageViewRestriction.objects.all()),
        documents_restricted=Exists(CollectionViewRestriction.objects.all()),
    )
    return rows.select_related("locale").order_by("path")


def _site_tree(home: Page, around: Q, met: frozenset[int] = NONE_MET) -> SiteTree:
    """The site tree, with another query only where any page is restricted."""
    rows = list(_rows(around))
    are_any_closed = any(row.restricted for row in rows)
    return SiteTree(home, rows, closed_among(rows, met=met) if are_any_closed else ())


def load_site_tree(request: Any, steps: Sequence[str] = ()) -> SiteTree | None:
    """The site tree around an address, kept for the request; none where no site is set up."""
    roots = roots_of(request)
    home = roots.home if roots else None
    if roots is None or home is None:
        return None
    site_tree = _site_tree(home, _on_ways(roots, home, steps) | _menus(home))
    offer_pages(request, site_tree.public_rows())
    if not site_tree.may_have_closed_documents:
        note_that_none_is_closed(request)
    return _site_trees.keep(request, site_tree)


def _way_alone(request: Any, steps: Sequence[str]) -> SiteTree | None:
    """The pages on the way to an address, without menus: enough to find the page."""
    roots = roots_of(request)
    home = roots.home if roots else None
    return _site_tree(home, _on_ways(roots, home, steps)) if roots and home else None


def _on_ways(roots: Roots, home: Page, steps: Sequence[str]) -> Q:
    """The pages on the way to an address, in all languages."""
    homes = [other for other in roots.homes.values() if other.pk != home.pk]
    others = [_url_path(other, way) for other in homes for way in (steps, ())]
    return Q(url_path__in=[*_addresses(home, steps), *others])


def find(request: Any, path: str) -> RouteResult | None:
    """The page at an address, with its site tree kept for the request; none is a 404.

    Most forms that are sent lead on to another page: for these, what a page shows around itself
    is only asked for once one is shown.
    """
    steps = [step for step in path.split("/") if step]
    if request.method != "POST":
        return _route(request, load_site_tree(request, steps), steps)
    roots = roots_of(request)
    if roots is None or roots.home is None:
        return None
    home, key = roots.home, (request.get_host(), roots.home.url_path, *steps)
    page = _pages_with_forms.get(
        key,
        lambda: _with_form(request, steps),
        lambda found: (
            isinstance(found, FormBelowMixin) and found.is_form_at(_below(found, home, steps))
        ),
    )
    route = _routed(request, page, home, steps) if page else None
    if route is None:
        load_site_tree(request, steps)
    return route


def _with_form(request: Any, steps: Sequence[str]) -> Page | None:
    """The page that a form is sent to, with all that its form depends on."""
    page: Any = _on_way(request, _way_alone(request, steps), steps)
    rows = getattr(page, "rows_of_form", ())
    if rows and page.facts:
        prefetch_related_objects([page.facts], *rows)
    return page


def _below(page: Any, home: Page, steps: Sequence[str]) -> list[str]:
    """The steps of an address below a page on its way."""
    return list(steps[page.depth - home.depth :])


def _route(request: Any, site_tree: SiteTree | None, steps: Sequence[str]) -> RouteResult | None:
    page = _on_way(request, site_tree, steps)
    return _routed(request, page, site_tree.home, steps) if site_tree and page else None


def _routed(request: Any, page: Page, home: Page, steps: Sequence[str]) -> RouteResult | None:
    """The page, with the steps below it that it answers itself; none where there is nothing."""
    try:
        return page.route(request, _below(page, home, steps))
    except Http404:
        return None


def _on_way(request: Any, site_tree: SiteTree | None, steps: Sequence[str]) -> Page | None:
    """The deepest page on the way to an address, where its language is open."""
    if site_tree is None or is_closed(request, site_tree):
        return None
    addresses = _addresses(site_tree.home, steps)
    way = [row for row in site_tree.rows if row.url_path in addresses]
    if not way:
        return None
    page: Page = _specific(max(way, key=lambda row: row.depth), site_tree)
    return page


def is_closed(request: Any, site_tree: SiteTree) -> bool:
    """Whether the language being read is closed: the answer then stands in the Japanese frame."""
    if site_tree.home.locale.language_code in site_tree.open_languages():
        return False
    activate(django_settings.LANGUAGE_CODE)
    load_site_tree(request)
    return True


def _addresses(home: Page, steps: Sequence[str]) -> list[str]:
    """The address, and those above it."""
    return [_url_path(home, steps[:count]) for count in range(len(steps) + 1)]


def _url_path(home: Page, steps: Sequence[str]) -> str:
    return home.url_path + "".join(f"{step}/" for step in steps)


def _is_source_of(row: Page, page: Page) -> bool:
    same = row.translation_key == page.translation_key and row.alias_of_id is None
    return same and row.locale_id == source_locale_id()


def _specific(row: Any, site_tree: SiteTree) -> Any:
    """The page of a row as its own class, with the records its facts name."""
    model = row.cached_content_type.model_class()
    if model is None or not hasattr(model, "facts_related"):
        return row.specific
    page = model._default_manager.select_related("locale", *model.facts_related).get(pk=row.pk)
    source = next((other for other in site_tree.rows if _is_source_of(other, row)), None)
    page.spare_queries(
        unrestricted=not row.restricted, source_is_live=source.live if source else None
    )
    return page
