"""Digests of a page's blocks, leaving out texts: order, pictures, files, levels, numbers."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

Outline = list[list[str]]


def outline_of(page: Page) -> Outline:
    """The blocks of the running text: their ids, and a digest of the parts no translator sees."""
    fields = [field for field in page._meta.concrete_fields if isinstance(field, StreamField)]
    return [
        [f"{field.name}.{child.id}", _digest(child.block_type, _shape(child.block, child.value))]
        for field in fields
        for child in field.value_from_object(page)
    ]


def _digest(*parts: Any) -> str:
    text = json.dumps(parts, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _shape(block: Any, value: Any) -> Any:
    if hasattr(block, "get_translatable_segments"):
        cells = [cell for row in value.row_data for cell in row["values"]]
        return [len(value.columns), [cell for cell in cells if not isinstance(cell, str)]]
    if isinstance(block, blocks.StructBlock):
        return {name: _shape(block.child_blocks[name], part) for name, part in value.items()}
    if isinstance(block, blocks.ListBlock):
        return [_shape(block.child_block, part) for part in value]
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock):
        return None
    return block.get_prep_value(value)


def moved_blocks(old: Outline, new: Outline) -> set[str]:
    """The blocks that stand elsewhere than before or show another picture, file or number."""
    if old == new:
        return set()
    digests = dict(old)
    kept = [name for name, _digest_now in new if name in digests]
    before = [name for name, _digest_then in old if name in set(kept)]
    still = set(_longest_in_order(before, kept))
    changed = {name for name, digest in new if digests.get(name) not in (None, digest)}
    return (set(kept) - still) | changed


def _longest_in_order(old: list[str], new: list[str]) -> list[str]:
    """The most names that stand in the same order in both."""
    places = {name: place for place, name in enumerate(old)}
    best: list[list[str]] = []
    for name in new:
        before = [run for run in best if places[run[-1]] < places[name]]
        best.append([*max(before, key=len, default=[]), name])
    return max(best, key=len, default=[])
