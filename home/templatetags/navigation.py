"""Where one can go: the sections, the way back, the same page in the other language."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from wagtail.models import Page

from home.frame import Frame, frame_of
from pages.awards.winners import WinnersPage
from pages.base.fallback import has_own_text
from pages.wording import is_japanese

register = template.Library()

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


def reading_language() -> str:
    """`ja` or `en`, the language of the frame."""
    return "ja" if is_japanese() else "en"


@register.simple_tag(takes_context=True)
def versions(context: Context) -> list[Version]:
    """The present page in both languages; the home pages where there is no present page."""
    request = context.get("request")
    if request is None:
        return [_home_version(language) for language in LANGUAGE_NAMES]
    if not hasattr(request, "_page_versions"):
        request._page_versions = _versions_of(context.get("page"), context)
    return request._page_versions


@register.simple_tag(takes_context=True)
def absolute_address(context: Context, page: Page) -> str:
    """A page's whole address at the host the reader came to, whatever the site record says."""
    request = context["request"]
    return request.build_absolute_uri(page.get_url(request))


@register.simple_tag(takes_context=True)
def winners_address(context: Context) -> str:
    """The table of all winners, where there is one."""
    frame = _frame(context)
    page = frame.page_of(WinnersPage) if frame else None
    return page.get_url(context["request"]) if page else ""


@register.simple_tag(takes_context=True)
def section_address(context: Context, slug: str) -> str:
    """The section in the menu with this slug, such as `join`, where there is one."""
    frame = _frame(context)
    page = frame.at(slug) if frame else None
    return page.get_url(context["request"]) if page else ""


@register.simple_tag
def home_address() -> str:
    """The home page of the language being read."""
    return HOME_ADDRESSES[reading_language()]


@register.simple_tag
def translations_of(found: list[Version]) -> list[Version]:
    """What search engines may be told of: real translations, where there are two."""
    real = [version for version in found if version.is_translation]
    return real if len(real) > 1 else []


def _frame(context: Context) -> Frame | None:
    request = context.get("request")
    return frame_of(request, context.get("page")) if request else None


def _versions_of(page: Any, context: Context) -> list[Version]:
    frame, request = _frame(context), context["request"]
    if not isinstance(page, Page) or not page.pk or frame is None:
        return [_home_version(language) for language in LANGUAGE_NAMES]
    pages = frame.versions_of(page)
    query = request.META.get("QUERY_STRING", "")
    return [
        _page_version(language, pages[language], page, request, query)
        if language in pages
        else _home_version(language)
        for language in LANGUAGE_NAMES
    ]


def _page_version(language: str, version: Page, page: Page, request: Any, query: str) -> Version:
    below = getattr(page, "path_below", "")
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


@dataclass(frozen=True)
class Entry:
    """A page in a menu, with the pages below it."""

    page: Page
    url: str
    children: tuple["Entry", ...]
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

    sections: tuple[Entry, ...] = ()
    # In the menu, but below a page that is not: what stands small at the foot, such as policies.
    small_print: tuple[Entry, ...] = ()


@register.simple_tag(takes_context=True)
def sections(context: Context) -> tuple[Entry, ...]:
    """The pages in the menu, two levels deep, in the language being read."""
    return _menu(context).sections


@register.simple_tag(takes_context=True)
def small_print(context: Context) -> tuple[Entry, ...]:
    """The pages linked at the foot of every page, in the language being read."""
    return _menu(context).small_print


def _menu(context: Context) -> Menu:
    request, frame = context.get("request"), _frame(context)
    if request is None or frame is None:
        return Menu()
    if not hasattr(request, "_menu"):
        request._menu = _menu_of(frame, context.get("page"), request)
    return request._menu


def _menu_of(frame: Frame, page: Any, request: Any) -> Menu:
    here = page.path if isinstance(page, Page) and page.path else ""
    children: dict[str, list[Entry]] = {}
    entries = []
    for each in reversed(frame.menu_rows()):
        below = tuple(reversed(children.pop(each.path, [])))
        current = here.startswith(each.path)
        entry = Entry(each, each.get_url(request) or "", below, current)
        if each.depth == frame.home.depth + 1:
            entries.append(entry)
        else:
            children.setdefault(each.path[: -Page.steplen], []).append(entry)
    loose = [entry for entries in children.values() for entry in entries]
    return Menu(tuple(reversed(entries)), tuple(reversed(loose)))


@register.simple_tag(takes_context=True)
def ancestors(context: Context) -> list[Entry]:
    """The way back from the present page to the home page, from the top."""
    page, request, frame = context.get("page"), context.get("request"), _frame(context)
    if not isinstance(page, Page) or frame is None or page.depth <= frame.home.depth:
        return []
    shows_part = bool(getattr(page, "path_below", ""))
    above = frame.way_to(page, inclusive=shows_part)
    return [Entry(each, each.get_url(request) or "", (), False) for each in above]
