"""Links from one page to others, in the tree being read and in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Page

from pages.base.fallback import has_own_text


@dataclass(frozen=True)
class Link:
    """A page as a link shows it."""

    title: str
    url: str
    language: str  # `ja` where a Japanese title stands in the English tree, else empty
    summary: str = ""


def links_to(page: Page, chosen: Collection[Page | None]) -> dict[UUID, Link]:
    """Links to chosen pages as they stand in the tree of `page`, by their translation key.

    A page chooser names the Japanese page; a page that is not live has no link.
    """
    keys = {each.translation_key for each in chosen if each is not None}
    if not keys:
        return {}
    found = _in_tree_of(page).filter(translation_key__in=keys)
    return {each.translation_key: _link(each) for each in found}


def links_below(page: Page, *, summaries: bool = False) -> list[Link]:
    """Links to the pages right below `page`, in the order of the tree.

    Summaries cost a query more for each class of page.
    """
    if not page.numchild:
        return []
    found = _in_tree_of(page).child_of(page).order_by("path")
    return [_link(each) for each in (found.specific() if summaries else found)]


def _in_tree_of(page: Page) -> Any:
    return (
        Page.objects.live()
        .filter(locale_id=page.locale_id)
        .exclude(alias_of__locale_id=page.locale_id)
        .select_related("locale")
    )


def _link(page: Any) -> Link:
    language = "" if has_own_text(page) else "ja"
    return Link(page.title, page.get_url() or "", language, getattr(page, "summary", ""))
