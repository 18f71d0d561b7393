"""The difference between two versions of a Japanese text, shown to its translator."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# Latin words and numbers change as a whole, Japanese by the character.
_PIECES = re.compile(r"[A-Za-z]+|[0-9]+|\s+|.", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, went or came."""

    kind: str  # same, gone, come
    text: str


def plain(text: str) -> str:
    """A text as wagtail-localize keeps it, without mark-up."""
    return html.unescape(_TAGS.sub("", re.sub(r"<br\s*/?>", "\n", text)))


def difference(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order."""
    return list(_pieces(_PIECES.findall(plain(old)), _PIECES.findall(plain(new))))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(old[a:b]))
        if d > c:
            yield Piece("come", "".join(new[c:d]))
