"""Text analysis, the same for documents and queries: words, bigrams, readings, kanji and times.

No Django: pure functions of strings.
"""

from dataclasses import dataclass

from search.analysis.bigrams import bigrams, kanji
from search.analysis.folding import fold, is_kana, nfkc, short, token
from search.analysis.readings import from_latin, readings
from search.analysis.terms import TermType
from search.analysis.times import Time, terms_of_day, times
from search.analysis.words import Word, load, words

# Raise it when the analysis of a text changes: the index is then rebuilt.
ANALYZER_VERSION = 3

__all__ = [
    "ANALYZER_VERSION",
    "Analysis",
    "TermType",
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
    """The terms of a text by type, repeated as often as they occur."""

    words: list[str]
    bigrams: list[str]
    readings: list[str]
    kanji: str
    times: list[str]


def analyze(text: str) -> Analysis:
    """Analyse a text."""
    if not text:
        return Analysis([], [], [], "", [])
    tokens = list(words(text))
    return Analysis(
        words=[term for word in tokens for term in word.terms],
        bigrams=bigrams(text),
        readings=readings(tokens),
        kanji=kanji(nfkc(text)),
        times=[term for time in times(nfkc(text)) for term in time.terms],
    )
