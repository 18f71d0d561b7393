"""Marks on the words that were searched for, in the text as it is written.

Spans are located in the original text, whatever its width and kana: by words in their normalized
forms, by folded signs, by readings, and by dates in whatever way they are written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import TermType, fold, short, times, words
from search.analysis.words import Word
from search.index.database import Term
from search.query.concepts import Concept
from search.query.plan import Plan

Span = tuple[int, int]
WIDTHS = {"ja": 110, "en": 200}
BEFORE = 0.2  # of a snippet, what stands before its first mark
MOST_READING_PARTS = 4
MARKED = (TermType.WORD, TermType.READING, TermType.KANJI, TermType.TIME)


@dataclass
class HighlightTerms:
    """The terms to mark, by their type, and folded strings."""

    terms: dict[TermType, set[str]] = field(
        default_factory=lambda: {term_type: set() for term_type in MARKED}
    )
    strings: set[str] = field(default_factory=set)


def highlight_terms_of(plan: Plan) -> HighlightTerms:
    """The terms and strings by which the concepts of a query match."""
    wanted = HighlightTerms()
    for concept in plan.concepts:
        wanted.strings.update(_strings(concept))
        for variant in [*concept.variants, *concept.partials]:
            # Of a Japanese synonym of several words the whole is marked, as a string.
            expansion = variant.expansion
            if expansion and len(variant.leaves) > 1 and not str(expansion).isascii():
                continue
            for leaf in variant.leaves:
                if isinstance(leaf, Term) and leaf.type in wanted.terms:
                    wanted.terms[leaf.type].add(leaf.bare)
    return wanted


def _strings(concept: Concept) -> Iterator[str]:
    """Texts that are looked for sign by sign: the concept's own and those it stands for."""
    synonyms = (variant.synonym for variant in concept.variants)
    for text in (concept.text, concept.correction, *synonyms):
        if text and not text.isascii():
            yield fold(text).replace(" ", "")


def marked(text: str, wanted: HighlightTerms) -> SafeString:
    """The whole text with its marks, escaped."""
    return _html(text, merged(spans(text, wanted)), 0, len(text))


def snippet(text: str, wanted: HighlightTerms, lang: str) -> SafeString:
    """The part of a text with the first marks, or its beginning where it has none."""
    width = WIDTHS[lang]
    start = _window(text, wanted, width)
    if start is None:
        marks = merged(spans(text, wanted))
        start = max(0, marks[0][0] - int(width * BEFORE)) if marks else 0
    end = min(len(text), start + width)
    # Words are cut where the window ends; a little more on both sides keeps them whole.
    left, right = max(0, start - 20), min(len(text), end + 20)
    inside = [(a + left, b + left) for a, b in spans(text[left:right], wanted)]
    shown = [(max(a, start), min(b, end)) for a, b in merged(inside) if a < end and b > start]
    cut = _html(text, shown, start, end).replace("\n", " / " if lang == "ja" else " · ")
    return mark_safe(("…" if start else "") + cut + ("…" if end < len(text) else ""))  # noqa: S308 - escaped in _html


def _window(text: str, wanted: HighlightTerms, width: int) -> int | None:
    """Where the words stand closest together, looked for cheaply; None when none is seen so."""
    folded, places = _folded(text)
    stems = [stem for stem in wanted.terms[TermType.WORD] if len(stem) > 1]
    at = [
        places[match.start()][0]
        for string in (*wanted.strings, *map(fold, stems))
        for match in re.finditer(re.escape(string), folded)
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


def spans(text: str, wanted: HighlightTerms) -> list[Span]:
    """The spans of all terms and strings, in any order."""
    text_words = list(words(text))
    return [
        *_of_words(text_words, wanted.terms[TermType.WORD]),
        *_of_readings(text_words, wanted.terms[TermType.READING]),
        *_of_strings(text, wanted.strings),
        *(
            (time.start, time.end)
            for time in times(text)
            if wanted.terms[TermType.TIME] & set(time.terms)
        ),
        *((at, at + 1) for at, sign in enumerate(text) if sign in wanted.terms[TermType.KANJI]),
    ]


def _of_words(text_words: Iterable[Word], terms: set[str]) -> Iterator[Span]:
    for word in text_words:
        if terms.intersection(word.terms):
            yield word.start, word.end


def _of_readings(text_words: list[Word], wanted: set[str]) -> Iterator[Span]:
    """Nouns in a row that are read as one of the readings wanted."""
    for first in range(len(text_words)) if wanted else ():
        reading = ""
        for last in range(first, min(first + MOST_READING_PARTS, len(text_words))):
            if not text_words[last].readings:
                break
            reading += "".join(text_words[last].readings)
            if short(reading) in wanted:
                yield text_words[first].start, text_words[last].end


def _of_strings(text: str, strings: set[str]) -> Iterator[Span]:
    folded, places = _folded(text)
    for string in strings:
        for match in re.finditer(re.escape(string), folded):
            yield places[match.start()][0], places[match.end() - 1][1]


def _folded(text: str) -> tuple[str, list[Span]]:
    """The folded text, and for every sign of it the span of the original it came from."""
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


def merged(unordered: Iterable[Span]) -> list[Span]:
    """Spans in their order, those that touch as one."""
    joined: list[Span] = []
    for start, end in sorted(unordered):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def _html(text: str, marks: Iterable[Span], start: int, end: int) -> SafeString:
    parts, at = [], start
    for begin, stop in marks:
        parts += [escape(text[at:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        at = stop
    parts.append(escape(text[at:end]))
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped above
