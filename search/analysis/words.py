"""Words of Japanese and English texts with their places, from Sudachi and a stemmer.

Japanese is cut into long units (C) together with the short ones they are made of (A), each in its
normalized form, so that 申込, 申し込み and 申込み are one. Sudachi's places count characters of the
text it was given, whatever their width, so marks fall on the right ones.
"""

import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sudachipy import Dictionary, SplitMode

from search.analysis.english import STOP_WORDS, stem
from search.analysis.folding import nfkc, token

# Sudachi takes 65,535 bytes after normalising, and one sign may stand for eighteen (ﷺ).
LONGEST = 1500
SILENT = frozenset({"補助記号", "空白", "助詞", "助動詞", "記号"})
NOUNS = frozenset({"名詞", "接尾辞", "接頭辞"})

_ASCII = re.compile(r"[0-9A-Za-z]")
_LATIN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|[0-9]+")
_ENGLISH_LINE = re.compile(r"[\x00-\u02ff\u2000-\u206f]*\Z")
_PIECE = re.compile(r"[^\n。]*[\n。]?")
_threads = threading.local()

# Terms, readings, whether a noun, whether silent: what a Word holds besides its place.
Forms = tuple[tuple[str, ...], tuple[str, ...], bool, bool]
_known: dict[int, Forms] = {}
_UNKNOWN = 0xF0000000  # numbers from here on belong to words the dictionary does not hold


class Word(NamedTuple):
    """A word from `start` to `end`, under every form by which it matches."""

    start: int
    end: int
    terms: tuple[str, ...]  # the whole, then its parts
    readings: tuple[str, ...]  # of its parts in katakana; none unless it is a Japanese noun
    is_noun: bool
    is_silent: bool  # a particle or a sign: it ends a run of nouns and is not searched for


def words(text: str) -> Iterator[Word]:
    """The words of a text, signs and particles included."""
    for start, piece in _pieces(text):
        if _ENGLISH_LINE.match(piece):
            yield from _english(piece, start)
        else:
            yield from _japanese(piece, start)


def load() -> None:
    """Read the dictionary before the first search needs it."""
    _tokenizer()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Lines and sentences, none longer than Sudachi takes."""
    for match in _PIECE.finditer(text):
        piece = match.group()
        for at in range(0, len(piece), LONGEST):
            yield match.start() + at, piece[at : at + LONGEST]


def _english(piece: str, start: int) -> Iterator[Word]:
    for match in _ENGLISH_WORD.finditer(piece):
        terms = _latin_terms(match.group())
        yield Word(start + match.start(), start + match.end(), terms, (), True, not terms)


def _latin_terms(text: str) -> tuple[str, ...]:
    lowered = (word.lower().replace("’", "'") for word in _ENGLISH_WORD.findall(text))
    return tuple(stem(word.split("'")[0]) for word in lowered if word not in STOP_WORDS)


def _japanese(piece: str, start: int) -> Iterator[Word]:
    for morpheme in _tokenizer().tokenize(piece):
        number = morpheme.word_id()
        forms = _known.get(number)
        if forms is None:
            forms = _work_out(morpheme)
            if number < _UNKNOWN:
                _known[number] = forms
        yield Word(start + morpheme.begin(), start + morpheme.end(), *forms)


def _work_out(morpheme: Any) -> Forms:
    """The forms of a word, the same wherever it stands; kept for words of the dictionary."""
    part, surface = morpheme.part_of_speech()[0], morpheme.surface()
    if part in SILENT:
        return (), (), False, True
    # A word that cannot be split gives no parts.
    parts = list(morpheme.split(SplitMode.A)) or [morpheme]
    whole = (morpheme, *parts) if len(parts) > 1 else parts
    terms = [token(unit.normalized_form()) for unit in whole]
    terms += _latin_terms(surface) if _LATIN.search(surface) else ()
    # Numbers are read sign by sign and Latin letters as names: such readings help nobody.
    is_noun = part in NOUNS
    read = is_noun and not _ASCII.search(nfkc(surface))
    readings = tuple(unit.reading_form() for unit in parts) if read else ()
    return tuple(filter(None, dict.fromkeys(terms))), readings, is_noun, False


@cache
def _dictionary() -> Any:
    return Dictionary(dict="core")


def _tokenizer() -> Any:
    """The tokenizer of this thread: one shared by threads fails while another uses it."""
    if not hasattr(_threads, "tokenizer"):
        _threads.tokenizer = _dictionary().tokenizer(SplitMode.C)
    return _threads.tokenizer
