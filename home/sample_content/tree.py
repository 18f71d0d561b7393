"""The Japanese pages of the content, by the keys entries name."""

from __future__ import annotations

from typing import Any

from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from pages.base.page import BasePage


class Tree:
    """Pages by the key of their item, whether made now or there before."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._pages: dict[str, BasePage] = {}

    def put(self, key: str, page: BasePage) -> None:
        """Keep a page under its item's key."""
        self._pages[key] = page

    def parent(self, entry: ContentEntry, key: str) -> BasePage:
        """The page under which an item stands, which must be there before it."""
        if key not in self._pages:
            raise entry.error(f"it stands under '{key}', which is not there.")
        return self._pages[key]

    def one(self, entry: ContentEntry, field: str, model: type) -> Any:
        """The page of a class that a field names; None while its kind has no pages."""
        key = entry.value(field)
        return next(iter(self._found(entry, field, [str(key)], model)), None) if key else None

    def all_of(self, entry: ContentEntry, field: str, model: type) -> list[Any]:
        """The pages of a class that a field names, without those whose kind has no pages."""
        return self._found(entry, field, entry.keys_of(field), model)

    def _found(self, entry: ContentEntry, field: str, keys: list[str], model: type) -> list[Any]:
        for key in keys:
            self.content.find_item(entry, field, key)
        pages = [self._pages.get(key) for key in keys]
        return [page for page in pages if isinstance(page, model)]
