"""Where one can go from a page: the sections, the way back, the same page in the other language.

Templates reach it through the context (`home.context_processors.navigation`) and the tags of
`pages.templatetags.navigation`, which state what they need of it.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from home.site_tree import SiteTree, site_tree_of
from pages.base.fallback import has_own_text
from pages.base.per_request import PerRequest
from pages.wording import is_japanese

LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}
HOME_ADDRESSES = {"ja": "/", "en": "/en/"}


@dataclass(frozen=True)
class Version:
    """A language in which the reader can have the present page."""

    language: str
    name: str
    url: str
    full_url: str
    is_current: bool
    is_translation: bool

    @property
    def is_default(self) -> bool:
        """Whether readers of other languages are led here: the original is Japanese."""
        return self.language == "ja"


@dataclass(frozen=True)
class MenuEntry:
    """A page in a menu, with the pages below it."""

    page: Page
    url: str
    children: tuple["MenuEntry", ...]
    is_current: bool

    @property
    def title(self) -> str:
        """The title in the tree's language, or Japanese where not translated."""
        return self.page.title

    @property
    def language(self) -> str:
        """`ja` where a Japanese title stands in the English tree, else empty."""
        return "" if has_own_text(self.page) else "ja"


@dataclass(frozen=True)
class Menu:
    """Where the menus lead."""

    sections: tuple[MenuEntry, ...] = ()
    # In the menu, but below a page that is not: what stands small at the foot, such as policies.
    small_print: tuple[MenuEntry, ...] = ()


def reading_language() -> str:
    """`ja` or `en`, the language of the frame."""
    return "ja" if is_japanese() else "en"


# Kept by themselves: a navigation holds its request, which then would never go.
_versions: PerRequest[list[Version]] = PerRequest()
_menus: PerRequest[Menu] = PerRequest()


class SiteNavigation:
    """The menus, breadcrumbs and language switch of a request, for templates."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def home_address(self) -> str:
        """The home page of the language being read."""
        return HOME_ADDRESSES[reading_language()]

    def versions(self, page: Any) -> list[Version]:
        """The page in both languages; the home pages where there is no page."""
        return _versions.get_or_make(self.request, lambda: self._versions_of(page))

    def menu(self, page: Any) -> Menu:
        """The pages in the menu, two levels deep, in the language being read."""
        tree = self._tree(page)
        if tree is None:
            return Menu()
        return _menus.get_or_make(self.request, lambda: _menu_of(tree, page, self.request))

    def ancestors(self, page: Any) -> list[MenuEntry]:
        """The way back from a page to the home page, from the top."""
        tree = self._tree(page)
        if not isinstance(page, Page) or tree is None or page.depth <= tree.home.depth:
            return []
        shows_part = bool(getattr(page, "path_below", ""))
        above = [
            row
            for row in tree.way_to(page, inclusive=shows_part)
            if row.live and row.pk not in tree.closed
        ]
        return [MenuEntry(row, row.get_url(self.request) or "", (), False) for row in above]

    def section_address(self, page: Any, slug: str) -> str:
        """The section in the menu with this slug, empty where there is none."""
        tree = self._tree(page)
        section = tree.at(slug) if tree else None
        return section.get_url(self.request) or "" if section else ""

    def address_of(self, page: Any, model: type[Page]) -> str:
        """The public page of a kind that there is once in a tree, empty where there is none."""
        tree = self._tree(page)
        found = tree.page_of(model) if tree else None
        return found.get_url(self.request) or "" if found else ""

    def _tree(self, page: Any) -> SiteTree | None:
        return site_tree_of(self.request, page)

    def _versions_of(self, page: Any) -> list[Version]:
        tree = self._tree(page)
        if not isinstance(page, Page) or not page.pk or tree is None:
            is_open = tree.open_languages() if tree else LANGUAGE_NAMES
            return [_home_version(language) for language in LANGUAGE_NAMES if language in is_open]
        pages = tree.versions_of(page)
        is_open = tree.open_languages() | pages.keys()
        return [
            _page_version(language, pages[language], page, self.request)
            if language in pages
            else _home_version(language)
            for language in LANGUAGE_NAMES
            if language in is_open
        ]


def keep_versions(request: HttpRequest, versions: list[Version]) -> None:
    """Sets the versions of an answer that is no page, such as results of a search."""
    _versions.keep(request, versions)


def _page_version(language: str, version: Page, page: Page, request: Any) -> Version:
    below, query = getattr(page, "path_below", ""), request.META.get("QUERY_STRING", "")
    return Version(
        language=language,
        name=LANGUAGE_NAMES[language],
        url=(version.get_url(request) or "") + below + (f"?{query}" if query else ""),
        full_url=request.build_absolute_uri(version.get_url(request)) + below,
        is_current=version.pk == page.pk,
        is_translation=has_own_text(version),
    )


def _home_version(language: str) -> Version:
    current = language == reading_language()
    return Version(language, LANGUAGE_NAMES[language], HOME_ADDRESSES[language], "", current, False)


def _menu_of(frame: SiteTree, page: Any, request: Any) -> Menu:
    here = page.path if isinstance(page, Page) and page.path else ""
    children: dict[str, list[MenuEntry]] = {}
    entries = []
    for row in reversed(frame.menu_rows()):
        below = tuple(reversed(children.pop(row.path, [])))
        current = here.startswith(row.path)
        entry = MenuEntry(row, row.get_url(request) or "", below, current)
        if row.depth == frame.home.depth + 1:
            entries.append(entry)
        else:
            children.setdefault(row.path[: -Page.steplen], []).append(entry)
    loose = [entry for entries in children.values() for entry in entries]
    return Menu(tuple(reversed(entries)), tuple(reversed(loose)))
