"""Names of files in ASCII, as Japanese reads: 写真ガイド.PDF becomes shashin-gaido.pdf.

Wagtail's own transliteration reads characters as Chinese (写真: XieZhen), and cleaning a name whose
voicing marks stand apart, as a Mac writes it, loses them (ガイド: カイト).
"""

import re
import threading
from collections.abc import Iterator
from functools import cache, lru_cache
from posixpath import splitext
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from sudachipy import Dictionary, SplitMode

from pages.records.romanise import ReadingError, hepburn
from pages.records.spelling import usual_letters

LONGEST = 80
NOTHING_LEFT = "file"
_EXTENSION = re.compile(r"\.[a-z0-9]{1,10}")
_SIGNS = frozenset({"補助記号", "記号", "空白"})
# What a file's name may not hold on some system, and marks that turn its direction.
_NOT_IN_NAMES = re.compile('[\x00-\x1f\x7f-\x9f/\\\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_threads = threading.local()


@lru_cache(2048)
def ascii_file_name(name: str) -> str:
    """A name as it is stored and linked; one that is ASCII already stays."""
    composed = _NOT_IN_NAMES.sub(" ", normalize("NFKC", name[:255])).strip()
    stem, extension = splitext(composed)
    extension = extension.lower()
    if not _EXTENSION.fullmatch(extension):
        stem, extension = composed, ""
    if not stem.isascii():
        stem = _tidy("".join(_words(stem)))
    return f"{stem[:LONGEST].strip('-._ ') or NOTHING_LEFT}{extension}"


def document_path(document: Any, name: str) -> str:
    """Where a document's file is stored."""
    return f"documents/{ascii_file_name(name)}"


def recording_path(recording: Any, name: str) -> str:
    """Where the file of a recording is stored."""
    return f"recordings/{ascii_file_name(name)}"


def content_disposition(kind: str, name: str, title: str) -> str:
    """The header of a download (RFC 6266): an ASCII name, and the title for whoever can read it."""
    stem, extension = splitext(ascii_file_name(name))
    header = f'{kind}; filename="{stem}{extension}"'
    readable = _NOT_IN_NAMES.sub(" ", normalize("NFC", title))[:LONGEST].strip(" .")
    if not readable or readable.isascii():
        return header
    readable = readable.removesuffix(extension)
    return f"{header}; filename*=UTF-8''{quote(readable + extension, safe='')}"


def _words(text: str) -> Iterator[str]:
    """The words in Latin letters; a sign that names may hold stays, what cannot be read goes."""
    for morpheme in _morphemes(text):
        surface = morpheme.surface()
        if surface.isascii():  # ver2 is two words to the analyser
            yield surface
        elif morpheme.part_of_speech()[0] in _SIGNS:
            yield "-"
        else:
            yield f"-{_latin(surface, morpheme.reading_form())}-"


def _morphemes(text: str) -> list[Any]:
    """The words; where one is unknown, those of the usual letters: 髙橋 is in no dictionary."""
    found = list(_tokenizer().tokenize(text))
    if not any(morpheme.is_oov() for morpheme in found):
        return found
    return list(_tokenizer().tokenize(usual_letters(text)))


def _latin(surface: str, reading: str) -> str:
    """The reading; of letters with accents the letters."""
    try:
        return hepburn(reading).replace("'", "")
    except ReadingError:
        return normalize("NFKD", surface).encode("ascii", "ignore").decode()


def _tidy(text: str) -> str:
    only = re.sub(r"[^A-Za-z0-9._-]+", "-", text)
    return re.sub(r"-*([._])-*", r"\1", re.sub("-{2,}", "-", only))


@cache
def _dictionary() -> Any:
    return Dictionary(dict="core")


def _tokenizer() -> Any:
    """The tokenizer of this thread: one shared by threads fails while another uses it."""
    if not hasattr(_threads, "tokenizer"):
        _threads.tokenizer = _dictionary().tokenizer(SplitMode.C)
    return _threads.tokenizer
