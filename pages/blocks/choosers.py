"""Chooser blocks: pictures, files, recordings, people, pages.

Wagtail fetches the choices of blocks of one kind together. A text has many kinds of blocks, so
within `fetched_together` every model is fetched once for the whole text, whatever block chose it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.public import public

Keys = Iterable[Any]
Batch = dict[type, set[Any]]

_wanted: ContextVar[Batch | None] = ContextVar("wanted", default=None)
_objects: ContextVar[dict[type, dict[Any, Any]] | None] = ContextVar("fetched", default=None)


class BatchedChooserMixin:
    """Makes a chooser block part of a batch; mixed into Wagtail's choosers."""

    model_class: Any

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """The chosen objects by their keys, with the related rows that templates show."""
        objects: dict[Any, Any] = self.model_class.objects.in_bulk(list(keys))
        return objects

    def bulk_to_python(self, values: Keys) -> list[Any]:
        """The objects of some keys, in their order; None for an object that is gone."""
        values = list(values)
        objects = self._fetched(values)
        return [copy(objects[key]) if key in objects else None for key in values]

    def _fetched(self, values: list[Any]) -> dict[Any, Any]:
        wanted, held = _wanted.get(), _objects.get()
        if wanted is None or held is None:
            return self.fetch([key for key in values if key is not None])
        if type(self) not in held:
            held[type(self)] = self.fetch(wanted[type(self)])
        return held[type(self)]


class ChosenImageBlock(BatchedChooserMixin, ImageChooserBlock):
    """A picture with all its sizes and formats."""

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """Two queries for all pictures of a text."""
        pictures = self.model_class.objects.prefetch_renditions()
        objects: dict[Any, Any] = pictures.in_bulk(list(keys))
        return objects

    def clean(self, value: Any) -> Any:
        """A page with a picture of people who have not agreed is not published."""
        image = super().clean(value)
        if image and not image.may_be_shown and not self.is_deferred_validation:
            raise ValidationError(
                _(
                    "The people in this picture have not agreed to be shown. Choose another "
                    "picture, or ask them and then change “consent” in the picture's record."
                )
            )
        return image


class ChosenDocumentBlock(BatchedChooserMixin, DocumentChooserBlock):
    """A document on record."""


class ChosenRecordingBlock(BatchedChooserMixin, SnippetChooserBlock):
    """A recording on record."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages.Recording", **kwargs)


class ChosenPersonBlock(BatchedChooserMixin, SnippetChooserBlock):
    """A person on record, who knows whether they have a page of their own (`listed`)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages.Person", **kwargs)

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """One query for all people of a text."""
        people = self.model_class.objects
        listed = Exists(people.on_record().filter(pk=OuterRef("pk")))
        objects: dict[Any, Any] = people.annotate(listed=listed).in_bulk(list(keys))
        return objects

    def get_searchable_content(self, value: Any) -> list[str]:
        """The names of the people shown, in both languages, for the search index."""
        names = (value.name_ja, value.name_en) if value else ()
        return [name for name in names if name]


class ChosenPageBlock(BatchedChooserMixin, blocks.PageChooserBlock):
    """A page that brings its versions in all languages along, by language (`versions`).

    Each knows whether anybody may read it (`is_public`): links lead to no other.
    """

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """One query for all pages of a text and their translations."""
        keys = list(keys)
        chosen = Page.objects.filter(pk__in=keys).values("translation_key")
        versions: dict[UUID, dict[str, Page]] = defaultdict(dict)
        pages = {}
        found: Any = Page.objects.filter(translation_key__in=chosen).select_related("locale")
        for page in found.annotate(is_public=ExpressionWrapper(public(), BooleanField())):
            pages[page.pk] = page
            versions[page.translation_key][page.locale.language_code] = page
            page.versions = versions[page.translation_key]
        return {key: pages[key] for key in keys if key in pages}


@contextmanager
def fetched_together(stream: Any) -> Iterator[None]:
    """A context in which the choices of a text's blocks are fetched once per model."""
    wanted: Batch = defaultdict(set)
    _collect(stream.stream_block, stream.raw_data, wanted)
    tokens = _wanted.set(wanted), _objects.set({})
    try:
        yield
    finally:
        _wanted.reset(tokens[0])
        _objects.reset(tokens[1])


def _collect(block: Any, value: Any, wanted: Batch) -> None:
    """Collects the chosen keys of stored blocks, however deep."""
    if value is None:
        return
    if isinstance(block, BatchedChooserMixin):
        wanted[type(block)].add(value)
    for child, inner in _children(block, value):
        _collect(child, inner, wanted)


def _children(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(block, blocks.StreamBlock):
        for item in value:
            yield block.child_blocks.get(item["type"]), item["value"]
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield block.child_block, item["value"] if isinstance(item, dict) else item
    elif isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield child, value.get(name)
