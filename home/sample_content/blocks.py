"""Running text of a content file as the blocks of `pages.blocks`, in one language.

Every block and list item gets an id made from the page's key and its position: translations are
filed under these ids, so a database built again accepts the PO files of the one before.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from html import escape
from typing import Any, Literal

from home.sample_content.entries import BilingualText, ContentEntry

Language = Literal["ja", "en"]
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.ictmayors.jp/")

# Their content is in the facts of the page, or waits for a photograph.
DROPPED = {"facts", "speakers", "documents", "video", "image"}


def fixed_id(*parts: object) -> str:
    """An id that is the same in every database built from the content."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


class Voice:
    """Says texts in one language and counts them, to compare with what is up for translation."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.spoken = 0

    def say(self, entry: ContentEntry, text: BilingualText | None) -> str:
        """The text in this language; raises ContentError for English that is not there."""
        if text is None:
            return ""
        version = text.ja if self.language == "ja" else text.en
        if not version:
            raise entry.error(f"'{text.ja}' has no English; add it, or say 'untranslated: true'.")
        self.spoken += 1
        return version

    def read(self, entry: ContentEntry, name: str) -> str:
        """A field of an entry in this language, empty where there is none."""
        return self.say(entry, entry.text(name))

    def needed(self, entry: ContentEntry, name: str) -> str:
        """A field of an entry that must be there."""
        entry.needed(name)
        return self.read(entry, name)


Made = tuple[str, Any]


def _heading(block: ContentEntry, voice: Voice, base: str) -> Made:
    return "heading", {"text": voice.needed(block, "text"), "level": _level(block)}


def _paragraph(block: ContentEntry, voice: Voice, base: str) -> Made:
    return "paragraph", f"<p>{escape(voice.needed(block, 'text'), quote=False)}</p>"


def _link(block: ContentEntry, voice: Voice, base: str) -> Made:
    link = {"page": None, "url": block.needed("url"), "text": voice.needed(block, "text")}
    return "related", {"links": [{"type": "item", "value": link, "id": fixed_id(base, 0)}]}


def _list(block: ContentEntry, voice: Voice, base: str) -> Made:
    texts = [voice.say(row, row.as_text()) for row in block.rows("items")]
    # Items without an id would be passed over by wagtail-localize, without a word.
    items = [
        {"type": "item", "value": text, "id": fixed_id(base, number)}
        for number, text in enumerate(texts)
    ]
    return "list", {"ordered": block.get("style") == "number", "items": items}


def _quote(block: ContentEntry, voice: Voice, base: str) -> Made:
    return "quote", {
        "text": voice.needed(block, "text"),
        "attribution": voice.needed(block, "attribution"),
        "source": voice.read(block, "source"),
    }


MAKERS: dict[str, Callable[[ContentEntry, Voice, str], Made]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "link": _link,
    "list": _list,
    "quote": _quote,
}


def raw_body(entry: ContentEntry, voice: Voice) -> list[dict[str, Any]]:
    """The body of an entry as StreamField data."""
    return [
        _raw_block(entry.key, position, block, voice)
        for position, block in enumerate(published_blocks(entry.rows("body")))
    ]


def _raw_block(key: str, position: int, block: ContentEntry, voice: Voice) -> dict[str, Any]:
    base = fixed_id(key, position, block["type"])
    name, value = MAKERS[block["type"]](block, voice, base)
    return {"type": name, "value": value, "id": base}


def published_blocks(blocks: list[ContentEntry]) -> list[ContentEntry]:
    """The blocks that are published, without headings that opened nothing else.

    A heading goes with the block it stood right above: without it, it would wrongly head
    whatever came next.
    """
    kept: list[ContentEntry] = []
    below: ContentEntry | None = None  # the block right below, if it is published
    for block in reversed(blocks):
        below = block if _is_published(block, below) else None
        kept += [below] if below else []
    return kept[::-1]


def _is_published(block: ContentEntry, below: ContentEntry | None) -> bool:
    kind = block.needed("type")
    if kind not in DROPPED and kind not in MAKERS:
        raise block.error(f"there is no block of type '{kind}'.")
    if kind != "heading":
        return kind in MAKERS
    return below is not None and (below["type"] != "heading" or _level(below) > _level(block))


def _level(heading: ContentEntry) -> str:
    return str(heading.get("level", "h2"))
