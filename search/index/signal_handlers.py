"""Keeps the index true: what is published, moved, renamed, hidden or removed is read again.

What is to be read is written down in the change's own transaction, so that a process that is killed
loses nothing, and read after it, so that nothing taken back stays in the results; a failure is
logged and never stands in the way of the editor's save.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.http import HttpRequest
from treebeard.mp_tree import path_updated
from wagtail import hooks
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from pages.media import PortalDocument, Recording
from pages.records.models import BaseRecord
from pages.resources.indexes import DocumentsPage, VideosPage
from search.index.catch_up import read_waiting, write_down
from search.index.documents import pages_naming
from search.index.lists import list_page_models
from search.index.store import count_change
from search.models import Synonym

HOME_DEPTH = 2


def read_later(sources: Iterable[str]) -> None:
    """Read these again after the present transaction, once however often they are named."""
    if write_down(sources):
        transaction.on_commit(read_waiting, robust=True)


# --- Pages --------------------------------------------------------------------------------


@receiver([page_published, page_unpublished])
def read_page(instance: Page, **kwargs: Any) -> None:
    """The page, its other language, the pages that name it and the lists it may stand in."""
    versions = Page.objects.filter(translation_key=instance.translation_key)
    read_later([*_pages(versions), *_pages(pages_naming(instance)), *_list_pages()])
    read_later(_rows_of(versions))
    if instance.depth == HOME_DEPTH:  # the language as a whole is closed or open again
        read_later(_pages(Page.objects.descendant_of(instance)))


@receiver([post_page_move, page_slug_changed])
def read_branch(instance: Page, **kwargs: Any) -> None:
    """The page and all below it have other addresses."""
    branch = Page.objects.descendant_of(instance, inclusive=True)
    read_later([*_pages(branch), *_rows_of(branch)])


@receiver(pre_delete)
def forget_page(instance: Any, **kwargs: Any) -> None:
    """A deleted page leaves the index."""
    if isinstance(instance, Page):
        read_later([f"page:{instance.pk}", *_pages(pages_naming(instance)), *_list_pages()])


@receiver([post_save, post_delete], sender=PageViewRestriction)
def read_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Pages no longer public, or public again: the pair, all below it, and what names them."""
    for version in instance.page.get_translations(inclusive=True):
        branch = Page.objects.descendant_of(version, inclusive=True)
        read_later([*_pages(branch), *_rows_of(branch)])
        for page in branch.filter(alias_of=None):
            read_later(_pages(pages_naming(page)))
    read_later(_list_pages())


def _pages(pages: Any) -> list[str]:
    return [f"page:{number}" for number in pages.values_list("pk", flat=True)]


def _rows_of(pages: Any) -> list[str]:
    """The documents or recordings whose rows stand in the lists among some pages."""
    return [
        f"{name}:{number}"
        for lists, name, model in (
            (DocumentsPage, "document", PortalDocument),
            (VideosPage, "recording", Recording),
        )
        if lists.objects.filter(pk__in=pages.values("pk")).exists()
        for number in model.objects.values_list("pk", flat=True)
    ]


def _list_pages() -> list[str]:
    return [source for model in list_page_models() for source in _pages(model.objects.live())]


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
    _read_documents(PortalDocument.objects.filter(collection__in=below))


@receiver(path_updated, sender=Collection)
def read_moved_collection(old_path: str, new_path: str, **kwargs: Any) -> None:
    """Documents that stand below other collections now; one that made room stands as it did."""
    step = Collection.steplen
    if old_path[:-step] != new_path[:-step]:
        _read_documents(PortalDocument.objects.filter(collection__path__startswith=new_path))


@hooks.register("after_bulk_action")
def read_moved_documents(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Documents put into another collection together, of which no signal tells."""
    if action_type == "add_to_collection":
        _read_documents(thing for thing in objects if isinstance(thing, PortalDocument))


def _read_documents(documents: Iterable[PortalDocument]) -> None:
    """The documents, the pages that name them, and at once the embargo of what is closed now."""
    for document in documents:
        read_later([f"document:{document.pk}", *_pages(pages_naming(document))])
    read_later(_list_pages())
    count_change()


@receiver([post_save, post_delete], sender=Synonym)
def forget_synonyms(**kwargs: Any) -> None:
    """Synonyms count from the next search on."""
    count_change()
