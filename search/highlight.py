"""Marks on the words that were searched for, in the text as it is written.

Places are found in the original text, whatever its width and kana: by words in their normalized
forms, by folded signs, by readings, and by dates in whatever way they are written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import fold, short, times, words
from search.analysis.words import Word
from search.index.database import Term
from search.query.groups import Group
from search.query.plan import Plan

Span = tuple[int, int]
WIDTHS = {"ja": 110, "en": 200}
BEFORE = 0.2  # of a snippet, what stands before its first mark
MOST_READING_PARTS = 4


@dataclass
class Wanted:
    """What is marked: terms by the letter of their kind, and folded strings."""

    terms: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in "wrcm"})
    strings: set[str] = field(default_factory=set)


def wanted_by(plan: Plan) -> Wanted:
    """What the groups of a query are found by."""
    wanted = Wanted()
    for group in plan.groups:
        wanted.strings.update(_strings(group))
        for way in [*group.ways, *group.parts]:
            # Of a synonym made of several words the whole is marked, as a string, not each part.
            if way.note and len(way.leaves) > 1 and not way.note.isascii():
                continue
            for leaf in way.leaves:
                if isinstance(leaf, Term) and leaf.text[0] in wanted.terms:
                    wanted.terms[leaf.text[0]].add(leaf.text[1:])
    return wanted


def _strings(group: Group) -> Iterator[str]:
    """Texts that are looked for sign by sign: the group's own and those it stands for."""
    noted = (way.note.split(" = ")[-1] for way in group.ways if " = " in way.note)
    for text in (group.text, group.meant, *noted):
        if text and not text.isascii():
            yield fold(text).replace(" ", "")


def marked(text: str, wanted: Wanted) -> SafeString:
    """The whole text with its marks, escaped."""
    return _html(text, merged(spans(text, wanted)), 0, len(text))


def snippet(text: str, wanted: Wanted, lang: str) -> SafeString:
    """The part of a text with the first marks, or its beginning where it has none."""
    width = WIDTHS[lang]
    start = _window(text, wanted, width)
    if start is None:
        found = merged(spans(text, wanted))
        start = max(0, found[0][0] - int(width * BEFORE)) if found else 0
    end = min(len(text), start + width)
    # Words are cut where the window ends; a little more on both sides keeps them whole.
    left, right = max(0, start - 20), min(len(text), end + 20)
    inside = [(a + left, b + left) for a, b in spans(text[left:right], wanted)]
    shown = [(max(a, start), min(b, end)) for a, b in merged(inside) if a < end and b > start]
    cut = _html(text, shown, start, end).replace("\n", " / " if lang == "ja" else " · ")
    return mark_safe(("…" if start else "") + cut + ("…" if end < len(text) else ""))  # noqa: S308 - escaped in _html


def _window(text: str, wanted: Wanted, width: int) -> int | None:
    """Where the words stand closest together, looked for cheaply; None when none is seen so."""
    folded, places = _folded(text)
    stems = [stem for stem in wanted.terms["w"] if len(stem) > 1]
    at = [
        places[found.start()][0]
        for string in (*wanted.strings, *map(fold, stems))
        for found in re.finditer(re.escape(string), folded)
    ]
    if not at:
        return None
    best = max(sorted(at), key=lambda first: sum(first <= other < first + width for other in at))
    return _line_start(text, max(0, best - int(width * BEFORE)), best)


def _line_start(text: str, start: int, first: int) -> int:
    """The beginning of the line or sentence, when it is near."""
    for sign in ("\n", "。", ". "):
        at = text.rfind(sign, start, first)
        if at >= 0:
            return at + len(sign)
    return start if start > 20 else 0


# --- Where the words are ------------------------------------------------------------------------


def spans(text: str, wanted: Wanted) -> list[Span]:
    """The places of everything wanted, in any order."""
    found = list(words(text))
    return [
        *_of_words(found, wanted.terms["w"]),
        *_of_readings(found, wanted.terms["r"]),
        *_of_strings(text, wanted.strings),
        *((time.start, time.end) for time in times(text) if wanted.terms["m"] & set(time.terms)),
        *((at, at + 1) for at, sign in enumerate(text) if sign in wanted.terms["c"]),
    ]


def _of_words(found: Iterable[Word], terms: set[str]) -> Iterator[Span]:
    for word in found:
        if terms.intersection(word.terms):
            yield word.start, word.end


def _of_readings(found: list[Word], wanted: set[str]) -> Iterator[Span]:
    """Nouns in a row that are read as one of the readings wanted."""
    for first in range(len(found)) if wanted else ():
        reading = ""
        for last in range(first, min(first + MOST_READING_PARTS, len(found))):
            if not found[last].readings:
                break
            reading += "".join(found[last].readings)
            if short(reading) in wanted:
                yield found[first].start, found[last].end


def _of_strings(text: str, strings: set[str]) -> Iterator[Span]:
    folded, places = _folded(text)
    for string in strings:
        for found in re.finditer(re.escape(string), folded):
            yield places[found.start()][0], places[found.end() - 1][1]


def _folded(text: str) -> tuple[str, list[Span]]:
    """The folded text, and for each of its signs the place of what it was made of."""
    folded: list[str] = []
    places: list[Span] = []
    at = 0
    while at < len(text):
        end = at + 1
        # ﾊﾟ is two signs: a letter and its mark.
        while end < len(text) and (text[end] in "ﾞﾟ" or unicodedata.combining(text[end])):
            end += 1
        signs = fold(text[at:end])
        folded.append(signs)
        places += [(at, end)] * len(signs)
        at = end
    return "".join(folded), places


def merged(found: Iterable[Span]) -> list[Span]:
    """Places in their order, those that touch as one."""
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def _html(text: str, found: Iterable[Span], start: int, end: int) -> SafeString:
    parts, at = [], start
    for begin, stop in found:
        parts += [escape(text[at:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        at = stop
    parts.append(escape(text[at:end]))
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped above
