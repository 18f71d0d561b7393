"""The order of results: one weighing in Python over the rows that either database finds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis import fold
from search.index.database import Phrase, Term
from search.index.entries import Fields, fields_of
from search.models import Entry
from search.query.groups import Group, Leaf, Way
from search.query.memory import Memory

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
KIND = {"summit": 1.15, "assembly": 1.1, "training": 1.1, "award": 1.1, "session": 1.1,
        "proposal": 1.1, "survey": 1.05, "document": 0.9, "news": 0.7}  # fmt: skip
IN_TITLE, WHOLE_TITLE = 0.5, 0.2
RECENT = 0.02  # a year
FIRST_YEAR = 2015
LIKE = 0.5  # of the signs of a word, what a text has that means it


class Weighed(NamedTuple):
    """A row with its weight and the ways in which it was found."""

    entry: Entry
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
        leaves = [leaf for group in self.groups for way in _all(group) for leaf in way.leaves]
        self._rarity = _rarities(leaves, self.memory)
        self._scales = {way: self._scale(way, group) for group in self.groups for way in group.ways}
        self._most = [self._possible(group) for group in self.groups]
        self._title = fold("".join(group.text for group in self.groups)).replace(" ", "")

    def weigh(self, entry: Entry) -> Weighed:
        """The weight of a row."""
        fields = fields_of(entry)
        weigh_leaf = self._leaf_weigher(fields, entry.length)
        total, matched, in_title, covered = 0.0, 0, 0.0, 0.0
        notes: list[str] = []
        for group, most in zip(self.groups, self._most, strict=True):
            weight, way = _best(group.ways, weigh_leaf, self._scales)
            if way:
                matched += 1
                covered += most
                notes.append(way.note or group.text)
            else:
                weight, said = _together(group.parts, weigh_leaf, self._rarity)
                covered += 0.5 * min(said, most)
                in_title += _share_in_title(group, fields)
            total += weight
            in_title += bool(way and _names(entry, fields, group, way))
        coverage = covered / (sum(self._most) or 1.0)
        titled = in_title / max(1, len(self.groups))
        weight = total * coverage * self._factor(entry, titled)
        complete = matched == len(self.groups)
        return Weighed(entry, weight, complete, titled, tuple(dict.fromkeys(notes)))

    def _factor(self, entry: Entry, in_title: float) -> float:
        whole = self._title and self._title in fold(entry.title).replace(" ", "")
        years = min(max((entry.year or FIRST_YEAR) - FIRST_YEAR, 0), 20)
        boost = 1 + IN_TITLE * in_title + (WHOLE_TITLE if whole else 0.0)
        return boost * KIND.get(entry.kind, 1.0) * (1 + RECENT * years)

    def _possible(self, group: Group) -> float:
        """How much a group says: the rarer it is, the more."""
        return max(
            (sum(self._rarity[leaf] for leaf in way.leaves) for way in group.ways), default=0.0
        )

    def _scale(self, way: Way, group: Group) -> float:
        """A synonym is no rarer than the word it stands for, unless nobody writes that word."""
        own, word = (
            sum(self._rarity[leaf] for leaf in each.leaves) for each in (way, group.ways[0])
        )
        is_known = all(self._counts(leaf) for leaf in group.ways[0].leaves)
        return way.weight * (min(1.0, word / own) if own and is_known else 1.0)

    def _counts(self, leaf: Leaf) -> int:
        return min(self.memory.count([])[term] for term in _terms_of(leaf))

    def _leaf_weigher(self, fields: Fields, length: int) -> Callable[[Leaf], float]:
        held_back = SATURATION * (1 - LENGTH + LENGTH * length / self.memory.length)
        known: dict[Leaf, float] = {}

        def weigh(leaf: Leaf) -> float:
            if leaf not in known:
                times = _times(leaf, fields)
                known[leaf] = self._rarity[leaf] * times * (SATURATION + 1) / (times + held_back)
            return known[leaf]

        return weigh


def _names(entry: Entry, fields: Fields, group: Group, way: Way) -> bool:
    """Whether a thing is called so: its title says it, or it is its own date or number."""
    if group.is_time:
        return f" {_said(way.leaves[0])} " in fields.own_times
    return fold(group.text) in fold(entry.title)


def _said(leaf: Leaf) -> str:
    return leaf.text[1:] if isinstance(leaf, Term) else " ".join(term[1:] for term in leaf.terms)


def _share_in_title(group: Group, fields: Fields) -> float:
    """How many of the words of a compound the title says, where the text lacks the others."""
    words = [
        leaf.text[1:]
        for way in group.parts
        for leaf in way.leaves
        if isinstance(leaf, Term) and leaf.text[0] == "w"
    ]
    return sum(f" {word} " in fields.title_words for word in words) / (len(words) or 1)


def _all(group: Group) -> list[Way]:
    return [*group.ways, *group.parts]


def _best(
    ways: list[Way], weigh: Callable[[Leaf], float], scales: dict[Way, float]
) -> tuple[float, Way | None]:
    """The best way, and a little for every other in which the text says the same."""
    found: list[tuple[float, Way]] = []
    for way in ways:
        total = 0.0
        for leaf in way.leaves:
            weight = weigh(leaf)
            if not weight:
                break
            total += weight
        else:
            found.append((scales[way] * total, way))
    if not found:
        return 0.0, None
    best, way = max(found, key=lambda each: each[0])
    others = sum(sorted((weight for weight, _way in found), reverse=True)[1:3])
    return best + 0.2 * others, way


def _together(
    parts: list[Way], weigh: Callable[[Leaf], float], rarity: dict[Leaf, float]
) -> tuple[float, float]:
    """The weight of all parts that are there, and how much they say."""
    there = [way for way in parts if all(weigh(leaf) for leaf in way.leaves)]
    # Of a word that no text holds, a few signs are chance (ガイドライン and オンライン).
    if sum(map(_is_of_signs, there)) < LIKE * sum(map(_is_of_signs, parts)):
        there = [way for way in there if not _is_of_signs(way)]
    weight = sum(way.weight * weigh(leaf) for way in there for leaf in way.leaves)
    return weight, sum(max(rarity[leaf] for leaf in way.leaves) for way in there)


def _is_of_signs(way: Way) -> bool:
    return isinstance(way.leaves[0], Term) and way.leaves[0].text[0] == "b"


def _times(leaf: Leaf, fields: Fields) -> float:
    """How often a leaf stands in a row, by the weights of the fields."""
    kind = leaf.text[0] if isinstance(leaf, Term) else "b"
    wanted, total = f" {_said(leaf)} ", 0.0
    for name, weight in WEIGHTS[kind]:
        line = getattr(fields, name)
        if wanted in line:
            total += weight * line.count(wanted)
    return total


def _rarities(leaves: list[Leaf], memory: Memory) -> dict[Leaf, float]:
    terms = {term for leaf in leaves for term in _terms_of(leaf)}
    counts = memory.count(sorted(terms))
    return {
        leaf: _rarity(min(counts[term] for term in _terms_of(leaf)), memory.rows) for leaf in leaves
    }


def _terms_of(leaf: Leaf) -> tuple[str, ...]:
    return leaf.terms if isinstance(leaf, Phrase) else (leaf.text,)


def _rarity(count: int, rows: int) -> float:
    return math.log(1 + (rows - min(count, rows) + 0.5) / (count + 0.5))
