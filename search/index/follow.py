"""Keeps the index true: what is published, moved, renamed, hidden or removed is read again.

Each change is read after its transaction, so that nothing is found that was taken back; a failure
is logged and never stands in the way of the editor's save.
"""

import threading
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from pages.media import PortalDocument, Recording
from pages.records.models import BaseRecord
from search.index.drafts import pages_naming
from search.index.lists import LISTS
from search.index.store import count_change, refresh
from search.models import Synonym

_waiting = threading.local()


def read_later(sources: Iterable[str]) -> None:
    """Read these again after the present transaction, once however often they are named."""
    _sources().update(sources)
    transaction.on_commit(_read_waiting, robust=True)


def _sources() -> set[str]:
    if not hasattr(_waiting, "sources"):
        _waiting.sources = set()
    found: set[str] = _waiting.sources
    return found


def _read_waiting() -> None:
    sources = sorted(_sources())
    _sources().clear()
    if sources:
        refresh(sources)


# --- Pages --------------------------------------------------------------------------------


@receiver([page_published, page_unpublished])
def read_page(instance: Page, **kwargs: Any) -> None:
    """The page, its other language, the pages that name it and the lists it may stand in."""
    versions = Page.objects.filter(translation_key=instance.translation_key)
    read_later([*_pages(versions), *_pages(pages_naming(instance)), *_list_pages()])


@receiver([post_page_move, page_slug_changed])
def read_branch(instance: Page, **kwargs: Any) -> None:
    """The page and all below it have other addresses."""
    read_later(_pages(Page.objects.descendant_of(instance, inclusive=True)))


@receiver(pre_delete)
def forget_page(instance: Any, **kwargs: Any) -> None:
    """A page that is gone is not found."""
    if isinstance(instance, Page):
        read_later([f"page:{instance.pk}", *_pages(pages_naming(instance)), *_list_pages()])


@receiver([post_save, post_delete], sender=PageViewRestriction)
def read_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """What is no longer public, or is again, with all below it."""
    read_later(_pages(Page.objects.descendant_of(instance.page, inclusive=True)))


def _pages(found: Any) -> list[str]:
    return [f"page:{number}" for number in found.values_list("pk", flat=True)]


def _list_pages() -> list[str]:
    return [source for model in LISTS for source in _pages(model.objects.live())]


# --- Documents, recordings and records --------------------------------------------------------


@receiver([post_save, pre_delete])
def read_named(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A thing with a name of its own, and the pages that name it."""
    own = {PortalDocument: "document", Recording: "recording"}.get(sender)
    if own is None and not isinstance(instance, BaseRecord):
        return
    sources = [f"{own}:{instance.pk}"] if own else []
    read_later([*sources, *_pages(pages_naming(instance)), *_list_pages()])


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def read_collection(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Documents that are no longer public, or are again."""
    below = instance.collection.get_descendants(inclusive=True)
    documents = PortalDocument.objects.filter(collection__in=below)
    read_later(f"document:{number}" for number in documents.values_list("pk", flat=True))


@receiver([post_save, post_delete], sender=Synonym)
def forget_synonyms(**kwargs: Any) -> None:
    """Synonyms count from the next search on."""
    count_change()
