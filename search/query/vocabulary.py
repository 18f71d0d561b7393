"""The synonyms of the search: those of editors, and names of records in both languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pages.records.models import Municipality, Organisation, Person, Prize, Venue
from pages.records.on_record import nameable
from pages.records.prefectures import PREFECTURES
from search.analysis import fold, words
from search.models import Synonym

LONGEST = 6  # words of a term that are looked up together
_KIND = re.compile(r" (City|Town|Village|Ward)$")
_PREFECTURE_SIGN = re.compile(r"[都府県]$")


def key_of(text: str) -> str:
    """The key of a term: stems of English words, folded Japanese."""
    if text.isascii():
        return " ".join(term for word in words(text) for term in word.terms)
    return re.sub(r"\s+", "", fold(text))


class Vocabulary:
    """Looks up the synonyms of a term."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._others: dict[str, dict[str, None]] = defaultdict(dict)
        for word, other in pairs:
            key = key_of(word)
            if key and key_of(other) != key:
                self._others[key][other] = None

    def terms(self) -> list[str]:
        """Every synonym as it is written."""
        return list(
            dict.fromkeys(other for synonyms in self._others.values() for other in synonyms)
        )

    def others(self, key: str) -> list[str]:
        """The synonyms of a term, given its key."""
        return list(self._others.get(key, ()))


def read_vocabulary() -> Vocabulary:
    """Read the vocabulary from the database."""
    return Vocabulary([*_synonyms(), *_names(), *_readings()])


def _synonyms() -> Iterator[tuple[str, str]]:
    for synonym in Synonym.objects.all():
        yield from synonym.pairs()


def _names() -> Iterator[tuple[str, str]]:
    named = [
        *nameable(Municipality).values_list("name_ja", "name_en"),
        *nameable(Person).values_list("name_ja", "name_en"),
        *nameable(Venue).values_list("name_ja", "name_en"),
        *_with_short_names(Organisation),
        *_with_short_names(Prize),
        *PREFECTURES.values(),
        *((_PREFECTURE_SIGN.sub("", ja), en) for ja, en in PREFECTURES.values()),
        *((ja, f"{en} Prefecture") for ja, en in PREFECTURES.values()),
    ]
    for japanese, english in named:
        if japanese and english:
            yield japanese, english
            yield english, japanese
            if _KIND.search(english):
                yield _KIND.sub("", english), japanese


def _readings() -> Iterator[tuple[str, str]]:
    """The kana of names for the names, and the parts of people's names for one another."""
    yield from nameable(Municipality).exclude(kana="").values_list("kana", "name_ja")
    for names in nameable(Person).values_list("name_ja", "name_en", "kana"):
        japanese, english, kana = (name.split() for name in names)
        for other in (english, kana):
            if len(other) == len(japanese) > 1:
                yield from zip(other, japanese, strict=True)
        if len(english) == len(japanese) > 1:
            yield from zip(japanese, english, strict=True)
        if kana:
            yield "".join(kana), "".join(japanese)


def _with_short_names(model: type[Organisation | Prize]) -> Iterator[tuple[str, str]]:
    """Full and short names, which are synonyms of one another."""
    names = ("name_ja", "name_en", "short_name_ja", "short_name_en")
    for row in nameable(model).values_list(*names):
        known = [name for name in row if name]
        yield from ((one, other) for one in known for other in known if one != other)
