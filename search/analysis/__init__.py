"""What a text is found by, the same for texts and queries. No Django: plain functions of strings.

Every term carries the letter of its kind, so that one index holds them all: `w` words, `b` pairs
of signs, `r` readings, `c` single kanji, `m` dates and ordinals.
"""

from dataclasses import dataclass

from search.analysis.bigrams import bigrams, kanji
from search.analysis.folding import fold, is_kana, nfkc, short, token
from search.analysis.readings import from_latin, readings
from search.analysis.times import Time, terms_of_day, times
from search.analysis.words import Word, load, words

# Raise it when a text would be found by other terms than before: the index is then built anew.
ANALYZER_VERSION = 2

__all__ = [
    "ANALYZER_VERSION",
    "Analysis",
    "Time",
    "Word",
    "analyze",
    "bigrams",
    "fold",
    "from_latin",
    "is_kana",
    "kanji",
    "load",
    "nfkc",
    "readings",
    "short",
    "terms_of_day",
    "times",
    "token",
    "words",
]


@dataclass(frozen=True)
class Analysis:
    """The terms of a text by their kinds, repeated as often as they stand in it."""

    words: list[str]
    bigrams: list[str]
    readings: list[str]
    kanji: str
    times: list[str]


def analyze(text: str) -> Analysis:
    """All terms of a text."""
    if not text:
        return Analysis([], [], [], "", [])
    found = list(words(text))
    return Analysis(
        words=[term for word in found for term in word.terms],
        bigrams=bigrams(text),
        readings=readings(found),
        kanji=kanji(nfkc(text)),
        times=[term for time in times(nfkc(text)) for term in time.terms],
    )
