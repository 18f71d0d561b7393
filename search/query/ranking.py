"""The order of results: one weighing in Python over the rows that either database finds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from search.analysis import fold
from search.index.database import Phrase
from search.index.entries import Fields
from search.query.groups import Group, Leaf, Way
from search.query.memory import Memory
from search.query.rows import standing
from search.query.ways import Numbered, Parts, best, kind_of, padded

# BM25: how soon more of the same stops counting, and how much a long text is held back.
SATURATION, LENGTH = 1.2, 0.4

# Where a term stands, by the letter of its kind: fields and what they count.
WEIGHTS: dict[str, tuple[tuple[str, float], ...]] = {
    "w": (
        ("title_words", 4.0),
        ("kind_words", 5.0),
        ("words", 2.0),
        ("other_words", 0.7),
        ("around_words", 0.1),
    ),
    "b": (("title_bigrams", 2.0), ("bigrams", 1.0), ("other_bigrams", 0.4)),
    "r": (("title_readings", 4.0), ("readings", 2.0)),
    "c": (("title_kanji", 2.0), ("kanji", 0.5)),
    "m": (("own_times", 6.0), ("times", 1.0)),
}
_PLACES = {
    kind: tuple((Fields._fields.index(name), weight) for name, weight in fields)
    for kind, fields in WEIGHTS.items()
}
IN_TITLE, WHOLE_TITLE = 0.5, 0.2


class Text(NamedTuple):
    """What is read of a row to weigh and to show it, by the names of its columns."""

    pk: int
    source: str
    item: str
    lang: str
    part: int
    key: str
    kind: str
    title: str
    url: str
    text: str
    year: int | None
    fiscal_year: int | None
    papers_of: str
    terms: str
    length: int
    day: date | None  # as the process remembers it: reading dates takes its time


class Weighed(NamedTuple):
    """A row with its weight and the ways in which it was found."""

    entry: Text
    weight: float
    is_complete: bool  # says everything that was asked for
    in_title: float  # the part of it that stands in the title
    notes: tuple[str, ...]


@dataclass
class Ranker:
    """Weighs rows for the groups of a query."""

    groups: list[Group]
    memory: Memory

    def __post_init__(self) -> None:
        ways = [way for group in self.groups for way in (*group.ways, *group.parts)]
        self._counts = _counts([leaf for way in ways for leaf in way.leaves], self.memory)
        rows = len(self.memory.rows)
        self._rarity = {leaf: _rarity(count, rows) for leaf, count in self._counts.items()}
        self._names = [fold(group.text) for group in self.groups]
        self._title = "".join(self._names).replace(" ", "")
        self.possible = [self._possible(group) for group in self.groups]
        # Rows are many: what is the same in all of them is worked out once, leaves are numbers.
        self._leaves = [
            # A leaf that no row holds is looked for nowhere.
            (padded(leaf), _PLACES[kind_of(leaf)] if count else (), self._rarity[leaf])
            for leaf, count in self._counts.items()
        ]
        numbers = {leaf: number for number, leaf in enumerate(self._counts)}
        self._ways = [
            [
                Numbered(way, self._scale(way, group), [numbers[leaf] for leaf in way.leaves])
                for way in group.ways
                if self.rows_with(way)
            ]
            for group in self.groups
        ]
        self._parts = [Parts.of(group.parts, numbers, self._rarity) for group in self.groups]

    def rows_with(self, way: Way) -> int:
        """In how many rows a way stands at most."""
        return min(self._counts[leaf] for leaf in way.leaves)

    def worth(self, way: Way) -> float:
        """How much a way says at most: the rarer, the more."""
        return way.weight * self._rarity_of(way)

    @cached_property
    def _whole(self) -> float:
        return sum(self.possible) or 1.0

    def weigh(self, entry: Text) -> Weighed:
        """The weight of a row."""
        fields, title = entry.terms.split("\n"), fold(entry.title)
        weights = self._weights(fields, entry.length)
        total, matched, in_title, covered = 0.0, 0, 0.0, 0.0
        notes: list[str] = []
        for number, group in enumerate(self.groups):
            weight, way = best(self._ways[number], weights)
            most = self.possible[number]
            if way:
                matched += 1
                covered += most
                notes.append(way.note or group.text)
                in_title += self._is_named(number, way, fields, title)
            else:
                weight, said = self._parts[number].together(weights)
                covered += 0.5 * min(said, most)
                in_title += self._parts[number].share_in(fields[_TITLE_WORDS])
            total += weight
        titled = in_title / max(1, len(self.groups))
        weight = total * covered / self._whole * self._factor(entry, title, titled)
        complete = matched == len(self.groups)
        return Weighed(entry, weight, complete, titled, tuple(dict.fromkeys(notes)))

    def _is_named(self, number: int, way: Way, fields: list[str], title: str) -> bool:
        """Whether a thing is called so: its title says it, or it is its own date or number."""
        if self.groups[number].is_time:
            return padded(way.leaves[0]) in fields[_OWN_TIMES]
        return self._names[number] in title

    def _factor(self, entry: Text, title: str, in_title: float) -> float:
        whole = self._title and self._title in title.replace(" ", "")
        boost = 1 + IN_TITLE * in_title + (WHOLE_TITLE if whole else 0.0)
        return boost * standing(entry.kind, entry.year)

    def _rarity_of(self, way: Way) -> float:
        return sum(self._rarity[leaf] for leaf in way.leaves)

    def _possible(self, group: Group) -> float:
        """How much a group says: the rarer it is, the more."""
        return max(map(self._rarity_of, group.ways), default=0.0)

    def _scale(self, way: Way, group: Group) -> float:
        """A synonym is no rarer than the word it stands for, unless nobody writes that word."""
        own, word = self._rarity_of(way), self._rarity_of(group.ways[0])
        is_known = self.rows_with(group.ways[0]) > 0
        return way.weight * (min(1.0, word / own) if own and is_known else 1.0)

    def _weights(self, fields: list[str], length: int) -> list[float]:
        """What each leaf counts in a row: how often it stands there, by the weights of fields."""
        held_back = SATURATION * (1 - LENGTH + LENGTH * length / self.memory.length)
        weights = []
        for wanted, places, rarity in self._leaves:
            times = 0.0
            for place, weight in places:
                if wanted in fields[place]:
                    times += weight * fields[place].count(wanted)
            weights.append(rarity * (SATURATION + 1) * times / (times + held_back))
        return weights


_TITLE_WORDS, _OWN_TIMES = (Fields._fields.index(name) for name in ("title_words", "own_times"))


def _counts(leaves: list[Leaf], memory: Memory) -> dict[Leaf, int]:
    counts = memory.count(sorted({term for leaf in leaves for term in _terms_of(leaf)}))
    return {leaf: min(counts[term] for term in _terms_of(leaf)) for leaf in leaves}


def _terms_of(leaf: Leaf) -> tuple[str, ...]:
    return leaf.terms if isinstance(leaf, Phrase) else (leaf.text,)


def _rarity(count: int, rows: int) -> float:
    return math.log(1 + (rows - min(count, rows) + 0.5) / (count + 0.5))
