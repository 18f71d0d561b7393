"""Documents and recordings: which of them are published, and the note on a file."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest

from pages import wording
from pages.base.open_documents import collections_closed_to

register = template.Library()


@register.filter
def published(things: Iterable[Any], request: HttpRequest) -> list[Any]:
    """Of documents, recordings or rows that name them, those that are out and open to the reader.

    A document of a closed collection shows itself to those who may open it, and to nobody else.
    """
    return [thing for thing in things if is_published(thing, request)]


@register.filter
def is_published(thing: Any, request: HttpRequest) -> bool:
    """Whether a document or recording, or that of a row, is out and open to the reader."""
    if not (thing and thing.is_published):
        return False
    collection = getattr(getattr(thing, "document", thing), "collection_id", None)
    # A recording has no collection.
    return collection is None or collection not in collections_closed_to(request)


@register.simple_tag
def about_file(document: Any) -> str:
    """Type, size and pages of a document's file."""
    return wording.file_note(document.file_type, document.file_size, document.page_count)
