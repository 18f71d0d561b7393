"""The facts of the editors' own news, from its entry."""

from __future__ import annotations

from wagtail.models import Page

from home.sample_content.entries import ContentEntry
from home.sample_content.records import Library
from home.sample_content.tree import Tree
from pages.news.models import NewsPage


def news_facts(page: NewsPage, entry: ContentEntry, library: Library) -> None:
    """Fill the facts of a report, but for the page it is about."""
    page.published_on, page.kind = entry.day("date"), entry.value("kind")
    page.document = next(iter(library.all_of("documents", entry, "document")), None)


def news_links(page: NewsPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill the page that the report is about."""
    page.item = tree.one(entry, "item", Page)
