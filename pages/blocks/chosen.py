"""What the blocks of a text choose: pictures, files, recordings, people, pages.

Wagtail fetches what blocks of one kind chose together. A text has many kinds of blocks, so within
`fetched_together` each sort of thing is fetched once for the whole text, whatever block names it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

Keys = Iterable[Any]
Batch = dict[type, set[Any]]

_wanted: ContextVar[Batch | None] = ContextVar("wanted", default=None)
_found: ContextVar[dict[type, dict[Any, Any]] | None] = ContextVar("found", default=None)


class Chosen:
    """Makes a chooser block part of a batch; mixed into Wagtail's choosers."""

    model_class: Any

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """The chosen things by their keys, with what templates show of them."""
        found: dict[Any, Any] = self.model_class.objects.in_bulk(list(keys))
        return found

    def bulk_to_python(self, values: Keys) -> list[Any]:
        """What stands behind some keys, in their order; nothing for what is gone."""
        values = list(values)
        found = self._fetched(values)
        return [copy(found[key]) if key in found else None for key in values]

    def _fetched(self, values: list[Any]) -> dict[Any, Any]:
        wanted, held = _wanted.get(), _found.get()
        if wanted is None or held is None:
            return self.fetch([key for key in values if key is not None])
        if type(self) not in held:
            held[type(self)] = self.fetch(wanted[type(self)])
        return held[type(self)]


class ChosenImageBlock(Chosen, ImageChooserBlock):
    """A picture with all its sizes and formats."""

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """Two queries for all pictures of a text."""
        found: dict[Any, Any] = self.model_class.objects.prefetch_renditions().in_bulk(list(keys))
        return found

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


class ChosenDocumentBlock(Chosen, DocumentChooserBlock):
    """A document on record."""


class ChosenRecordingBlock(Chosen, SnippetChooserBlock):
    """A recording on record."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages.Recording", **kwargs)


class ChosenPersonBlock(Chosen, SnippetChooserBlock):
    """A person on record, who knows whether they have a page of their own (`listed`)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages.Person", **kwargs)

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """One query for all people of a text."""
        people = self.model_class.objects
        listed = Exists(people.on_record().filter(pk=OuterRef("pk")))
        found: dict[Any, Any] = people.annotate(listed=listed).in_bulk(list(keys))
        return found

    def get_searchable_content(self, value: Any) -> list[str]:
        """A text is found by the names of the people it shows, in either language."""
        names = (value.name_ja, value.name_en) if value else ()
        return [name for name in names if name]


class ChosenPageBlock(Chosen, blocks.PageChooserBlock):
    """A page that brings its versions in all languages along, by language (`versions`)."""

    def fetch(self, keys: Keys) -> dict[Any, Any]:
        """One query for all pages of a text and their translations."""
        keys = list(keys)
        chosen = Page.objects.filter(pk__in=keys).values("translation_key")
        versions: dict[UUID, dict[str, Page]] = defaultdict(dict)
        found = {}
        for page in Page.objects.filter(translation_key__in=chosen).select_related("locale"):
            found[page.pk] = page
            versions[page.translation_key][page.locale.language_code] = page
            page.versions = versions[page.translation_key]
        return {key: found[key] for key in keys if key in found}


@contextmanager
def fetched_together(stream: Any) -> Iterator[None]:
    """Within it, the blocks of a text find what they chose in one fetch of each sort."""
    wanted: Batch = defaultdict(set)
    _collect(stream.stream_block, stream.raw_data, wanted)
    tokens = _wanted.set(wanted), _found.set({})
    try:
        yield
    finally:
        _wanted.reset(tokens[0])
        _found.reset(tokens[1])


def _collect(block: Any, value: Any, wanted: Batch) -> None:
    """Gathers the keys that stand in stored blocks, however deep."""
    if value is None:
        return
    if isinstance(block, Chosen):
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
