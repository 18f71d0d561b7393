"""Links from one page to others, in the tree being read and in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Page

from pages.base.fallback import has_own_text
from pages.public import readable_from


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
    keys = {target.translation_key for target in chosen if target is not None}
    if not keys:
        return {}
    versions = _in_tree_of(page).filter(translation_key__in=keys)
    return {version.translation_key: link_of(version) for version in versions}


def link_among(links: dict[UUID, Link], chosen: Page | None) -> Link | None:
    """The link to a chosen page from `links_to`; none where nothing is chosen or it is not live."""
    return links.get(chosen.translation_key) if chosen is not None else None


def links_below(page: Page, *, summaries: bool = False) -> list[Link]:
    """Links to the pages right below `page`, in the order of the tree.

    Summaries cost one query more per class of page.
    """
    if not page.numchild:
        return []
    children = _in_tree_of(page).child_of(page).order_by("path")
    if not summaries:
        return [link_of(child) for child in children]
    return [link_of(child, getattr(child, "summary", "")) for child in children.specific()]


def _in_tree_of(page: Page) -> Any:
    return (
        Page.objects.filter(readable_from(page), locale_id=page.locale_id)
        .exclude(alias_of__locale_id=page.locale_id)
        .select_related("locale")
    )


def link_of(page: Page, summary: str = "") -> Link:
    """A link to this very page."""
    return Link(page.title, page.get_url() or "", "" if has_own_text(page) else "ja", summary)
