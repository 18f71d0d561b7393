"""Where one can go: the sections, the way back, the same page in the other language.

The front door knows the site and puts `navigation` into the context of every template; the tags
only ask it, so that templates of pages and components need no library of the front door.
"""

from typing import Any, Protocol

from django import template
from django.template import Context
from wagtail.models import Page

from pages.awards.winners import WinnersPage

register = template.Library()


class Navigation(Protocol):
    """The navigation of the page shown, as the tags use it; None where a response has no page."""

    home_address: str

    def versions(self, page: Any) -> list[Any]:
        """The page in each language."""

    def menu(self, page: Any) -> Any:
        """The menu, with `sections` and `small_print`."""

    def ancestors(self, page: Any) -> list[Any]:
        """The entries above the page."""

    def section_address(self, page: Any, slug: str) -> str:
        """The section with a slug, or nothing."""

    def address_of(self, page: Any, model: type[Page]) -> str:
        """The page of a kind, or nothing."""


@register.simple_tag(takes_context=True)
def versions(context: Context) -> list[Any]:
    """The present page in both languages; the home pages where there is no present page."""
    return _navigation(context).versions(context.get("page"))


@register.simple_tag(takes_context=True)
def absolute_address(context: Context, page: Page) -> str:
    """A page's whole address at the host the reader came to, whatever the site record says."""
    request = context["request"]
    return request.build_absolute_uri(page.get_url(request))


@register.simple_tag(takes_context=True)
def winners_address(context: Context) -> str:
    """The table of all winners, where there is one."""
    return _navigation(context).address_of(context.get("page"), WinnersPage)


@register.simple_tag(takes_context=True)
def section_address(context: Context, slug: str) -> str:
    """The section in the menu with this slug, such as `join`, where there is one."""
    return _navigation(context).section_address(context.get("page"), slug)


@register.simple_tag(takes_context=True)
def home_address(context: Context) -> str:
    """The home page of the language being read."""
    return _navigation(context).home_address


@register.simple_tag
def translations_of(versions: list[Any]) -> list[Any]:
    """The alternates for search engines: real translations, where there are two."""
    real = [version for version in versions if version.is_translation]
    return real if len(real) > 1 else []


@register.simple_tag(takes_context=True)
def sections(context: Context) -> tuple[Any, ...]:
    """The pages in the menu, two levels deep, in the language being read."""
    return _navigation(context).menu(context.get("page")).sections


@register.simple_tag(takes_context=True)
def small_print(context: Context) -> tuple[Any, ...]:
    """The pages linked at the foot of every page, in the language being read."""
    return _navigation(context).menu(context.get("page")).small_print


@register.simple_tag(takes_context=True)
def ancestors(context: Context) -> list[Any]:
    """The way back from the present page to the home page, from the top."""
    return _navigation(context).ancestors(context.get("page"))


def _navigation(context: Context) -> Navigation:
    navigation: Navigation = context["navigation"]
    return navigation
