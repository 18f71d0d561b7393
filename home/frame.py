"""What stands around every page, in one query: the way to it, the menus, the other language.

Wagtail walks the tree with two queries a level, then asks again for sites, root paths, menus,
ancestors and translations. Here a request's address names the pages on the way, the menus are two
levels deep and the other tree has the same slugs, so one query finds them all. Sites, settings and
home pages are held in the process for a minute, and dropped when one is saved here.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Exists, Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION
from wagtail.url_routing import RouteResult

from pages.awards.models import AwardsIndexPage
from pages.awards.winners import WinnersPage
from pages.base.facts import source_locale_id
from pages.members.models import MembersPage, PeoplePage
from pages.wording import is_japanese

HELD_SECONDS = 60
MENU_LEVELS = 2


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
    _tell_wagtail(request, roots)
    return roots


def _read_roots(request: HttpRequest) -> Roots | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    homes = site.root_page.get_translations(inclusive=True).select_related("locale")
    by_language = {home.locale.language_code: home for home in homes}
    settings = apps.get_model("home", "SiteSettings").for_site(site)
    return Roots(site, settings, by_language, Site.get_site_root_paths())


def _tell_wagtail(request: Any, roots: Roots) -> None:
    """Spares Wagtail the queries for what is known; it looks in these places first."""
    request._wagtail_site = roots.site
    request._wagtail_cached_site_root_paths = roots.paths
    setattr(request, roots.settings.get_cache_attr_name(), roots.settings)
    cache.add(
        SITE_ROOT_PATHS_CACHE_KEY, roots.paths, HELD_SECONDS, version=SITE_ROOT_PATHS_CACHE_VERSION
    )


@dataclass(frozen=True)
class Frame:
    """The rows around a page: of its tree in the order of the tree, and of the other trees."""

    home: Page
    rows: Sequence[Page]

    def menu_rows(self) -> list[Page]:
        """The pages in the menu, at most two levels below the home page."""
        deepest = self.home.depth + MENU_LEVELS
        return [
            row
            for row in self.rows
            if row.show_in_menus
            and row.live
            and self.home.depth < row.depth <= deepest
            and row.path.startswith(self.home.path)
        ]

    def page_of(self, model: type) -> Page | None:
        """The page of a kind that stands in the menu or is a landmark."""
        return next((row for row in self.rows if self._is(row, model)), None)

    def at(self, slug: str) -> Page | None:
        """The page in the menu with this slug, right below the home page."""
        below = (row for row in self.menu_rows() if row.depth == self.home.depth + 1)
        return next((row for row in below if row.slug == slug), None)

    def _is(self, row: Page, model: type) -> bool:
        here = row.path.startswith(self.home.path)
        return here and row.live and row.cached_content_type.model_class() is model

    def way_to(self, page: Page, inclusive: bool = False) -> list[Page]:
        """The pages above a page, from the home page down."""
        above = [row for row in self.rows if page.path.startswith(row.path)]
        return [row for row in above if inclusive or row.path != page.path]

    def versions_of(self, page: Page) -> dict[str, Page]:
        """The page in the languages in which it is live, by language code."""
        found = [
            row for row in self.rows if row.translation_key == page.translation_key and row.live
        ]
        if len(found) < 2:
            found += page.get_translations().live().select_related("locale")
        versions = {row.locale.language_code: row for row in found}
        return {**versions, page.locale.language_code: page}


def frame_around(page: Page) -> Frame:
    """The frame of a page that was not asked for by its address: a preview."""
    way = [page.path[:end] for end in range(2 * page.steplen, len(page.path) + 1, page.steplen)]
    home = Page.objects.select_related("locale").get(path=way[0])
    around = Q(path__in=way) | Q(translation_key=page.translation_key, live=True)
    return Frame(home, list(_rows(home, around)))


def frame_of(request: Any, page: Any) -> Frame | None:
    """The frame left on a request, or that of the page; none where there is neither."""
    if not hasattr(request, "_frame"):
        request._frame = frame_around(page) if isinstance(page, Page) and page.pk else None
    frame: Frame | None = request._frame
    return frame


def _landmarks() -> list[int]:
    """Content types of the pages that are linked from many places without being in a menu."""
    types = ContentType.objects.get_for_models(
        AwardsIndexPage, MembersPage, PeoplePage, WinnersPage
    )
    return [each.pk for each in types.values()]


def _rows(home: Page, around: Q) -> QuerySet:
    menus = Q(
        path__startswith=home.path,
        depth__lte=home.depth + MENU_LEVELS,
        show_in_menus=True,
        live=True,
    )
    around |= Q(path__startswith=home.path, content_type__in=_landmarks(), live=True)
    return Page.objects.filter(menus | around).select_related("locale").order_by("path")


def look_around(request: Any, steps: Sequence[str] = ()) -> Frame | None:
    """What stands around an address, left on the request; none where no site is set up."""
    roots = roots_of(request)
    home = roots.home if roots else None
    if roots is None or home is None:
        return None
    others = [_url_path(other, steps) for other in roots.homes.values() if other.pk != home.pk]
    restricted = Exists(PageViewRestriction.objects.all())
    wanted = Q(url_path__in=[*_addresses(home, steps), *others])
    request._frame = Frame(home, list(_rows(home, wanted).annotate(restricted=restricted)))
    request._landmarks = [row for row in request._frame.rows if row.path.startswith(home.path)]
    return request._frame


def find(request: Any, path: str) -> RouteResult | None:
    """The page at an address, with its frame left on the request; none is a 404."""
    steps = [step for step in path.split("/") if step]
    frame = look_around(request, steps)
    if frame is None:
        return None
    home, addresses = frame.home, _addresses(frame.home, steps)
    way = [row for row in frame.rows if row.url_path in addresses]
    if not way:
        return None
    deepest = max(way, key=lambda row: row.depth)
    source = next((row for row in frame.rows if _is_source_of(row, deepest)), None)
    page = _specific(deepest)
    if source is not None:
        page.source_is_live = source.live
    try:
        return page.route(request, steps[deepest.depth - home.depth :])
    except Http404:
        return None


def _addresses(home: Page, steps: Sequence[str]) -> list[str]:
    """The address, and those above it."""
    return [_url_path(home, steps[:count]) for count in range(len(steps) + 1)]


def _url_path(home: Page, steps: Sequence[str]) -> str:
    return home.url_path + "".join(f"{step}/" for step in steps)


def _is_source_of(row: Page, page: Page) -> bool:
    same = row.translation_key == page.translation_key and row.alias_of_id is None
    return same and row.locale_id == source_locale_id()


def _specific(row: Any) -> Any:
    """The page of a row as its own class, with the records its facts name."""
    model = row.cached_content_type.model_class()
    if model is None or not hasattr(model, "facts_related"):
        return row.specific
    page = model._default_manager.select_related("locale", *model.facts_related).get(pk=row.pk)
    page.is_unrestricted = not row.restricted
    return page
