"""The Japanese pages: made in two passes, because pages name one another."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.models import Locale, Page

from home.sample_content.blocks import NAMESPACE, Voice, raw_body
from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from home.sample_content.kinds import KINDS, PageKind
from home.sample_content.problems import sentence_of
from home.sample_content.records import Library
from home.sample_content.rows import log_extensions
from home.sample_content.tree import Tree
from pages.base.page import BasePage
from pages.base.windows import ApplicationWindowMixin


@dataclass(frozen=True)
class Item:
    """An entry that is a page, with what its kind says about it."""

    entry: ContentEntry
    kind: PageKind

    @property
    def key(self) -> str:
        """The item's key, which is the page's slug in both languages."""
        return self.entry.key

    @property
    def translation_key(self) -> uuid.UUID:
        """By this the page is known again, even when an editor has given it another address."""
        return uuid.uuid5(NAMESPACE, f"page/{self.key}")

    @property
    def untranslated(self) -> bool:
        """Whether the English tree shows the Japanese text."""
        return bool(self.entry.get("untranslated"))

    def prose(self, voice: Voice) -> dict[str, Any]:
        """Everything a translator translates, in the voice's language."""
        return {
            "title": voice.needed(self.entry, "title"),
            "short_title": voice.read(self.entry, "short"),
            "summary": voice.read(self.entry, "summary"),
            "body": json.dumps(raw_body(self.entry, voice)),
            **{name: voice.read(self.entry, name) for name in self.kind.prose},
        }


def items_of(content: Content) -> list[Item]:
    """The items that become pages: of a kind with pages, and of the news only the editors' own."""
    return [
        Item(entry, KINDS[kind])
        for kind, entry in content.items()
        if kind in KINDS and (kind != "news" or entry.get("page"))
    ]


def find_page(item: Item, locale: Locale) -> BasePage | None:
    """The page of an item that is already there."""
    same = Q(translation_key=item.translation_key)
    if item.kind.parent:
        same |= Q(slug=item.key)
    else:
        same |= Q(depth=2)
    pages = item.kind.model.objects.filter(same, locale=locale, alias_of=None)
    page: BasePage | None = pages.first()
    return page


def make_page(item: Item, library: Library, tree: Tree, locale: Locale) -> BasePage:
    """Add an item's page as a draft, without the facts that name other pages."""
    page = item.kind.model(
        slug=item.key,
        locale=locale,
        live=False,
        translation_key=item.translation_key,
        show_in_menus=bool(item.entry.get("menu")),
        **item.prose(Voice("ja")),
    )
    if item.kind.facts:
        item.kind.facts(page, item.entry, library)
    try:
        check_prose(item, page)
        _check_facts(page)
        _parent(item, tree).add_child(instance=page)
    except ValidationError as error:
        raise item.entry.error(sentence_of(error)) from error
    return page


def _parent(item: Item, tree: Tree) -> Page:
    if not item.kind.parent:
        root: Page = Page.get_first_root_node()
        return root
    return tree.parent(item.entry, str(item.entry.get("parent") or item.kind.parent))


def check_prose(item: Item, page: BasePage) -> None:
    """Raise a ValidationError for texts that do not fit, blocks included."""
    _check_only(page, ("title", "short_title", "summary", *item.kind.prose))
    page.body.stream_block.clean(page.body)


def _check_facts(page: BasePage) -> None:
    """Facts, before the page's own check reads them, and their rows, which Django leaves out."""
    _check_only(page, page.facts_fields)
    for name in page.facts_fields:
        if page._meta.get_field(name).one_to_many:
            for row in getattr(page, name).all():
                row.clean_fields(exclude={"page"})


def _check_only(page: BasePage, names: Iterable[str]) -> None:
    page.clean_fields(exclude={field.name for field in page._meta.fields} - set(names))


def publish(item: Item, page: BasePage, tree: Tree) -> None:
    """Fill the facts that name other pages and publish: one revision per page."""
    if item.kind.links:
        item.kind.links(page, item.entry, tree)
    try:
        page.save_revision().publish()
    except ValidationError as error:
        raise item.entry.error(sentence_of(error)) from error
    if isinstance(page, ApplicationWindowMixin):
        log_extensions(page)
