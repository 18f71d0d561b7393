"""The ways and parts of a group, prepared for being weighed in many rows."""

from __future__ import annotations

from typing import NamedTuple

from search.index.database import Term
from search.query.groups import Leaf, Way

LIKE = 0.5  # of the signs of a word, what a text has that means it


class Numbered(NamedTuple):
    """A way with what it counts and the numbers of its leaves."""

    way: Way
    scale: float
    leaves: list[int]


def padded(leaf: Leaf) -> str:
    """A leaf as it stands in a field."""
    terms = [leaf.text] if isinstance(leaf, Term) else leaf.terms
    return f" {' '.join(term[1:] for term in terms)} "


def kind_of(leaf: Leaf) -> str:
    """The letter of its kind; phrases are made of pairs of signs."""
    return leaf.text[0] if isinstance(leaf, Term) else "b"


def best(ways: list[Numbered], weights: list[float]) -> tuple[float, Way | None]:
    """The best way, and a little for every other in which the text says the same."""
    found: list[tuple[float, Way]] = []
    for way, scale, leaves in ways:
        total = 0.0
        for leaf in leaves:
            if not weights[leaf]:
                break
            total += weights[leaf]
        else:
            found.append((scale * total, way))
    if not found:
        return 0.0, None
    most, way = max(found, key=lambda each: each[0])
    others = sum(sorted((weight for weight, _way in found), reverse=True)[1:3])
    return most + 0.2 * others, way


class Parts(NamedTuple):
    """The parts of a group: words, and pairs of signs."""

    words: list[Numbered]
    signs: list[Numbered]
    titles: list[str]  # how a title says the words
    rarity: dict[int, float]

    @classmethod
    def of(cls, parts: list[Way], numbers: dict[Leaf, int], rarity: dict[Leaf, float]) -> Parts:
        """Parts told apart by what they are made of."""
        words: list[Numbered] = []
        signs: list[Numbered] = []
        for way in parts:
            kind = signs if _is("b", way.leaves[0]) else words
            kind.append(Numbered(way, way.weight, [numbers[leaf] for leaf in way.leaves]))
        leaves = dict.fromkeys(leaf for way in parts for leaf in way.leaves)
        titles = [padded(leaf) for way in parts for leaf in way.leaves if _is("w", leaf)]
        return cls(words, signs, titles, {numbers[leaf]: rarity[leaf] for leaf in leaves})

    def together(self, weights: list[float]) -> tuple[float, float]:
        """The weight of all parts that are there, and how much they say."""
        there = [each for each in self.words if all(weights[leaf] for leaf in each.leaves)]
        signs = [each for each in self.signs if all(weights[leaf] for leaf in each.leaves)]
        # Of a word that no text holds, a few signs are chance (ガイドライン and オンライン).
        if len(signs) >= LIKE * len(self.signs):
            there += signs
        weight = sum(each.scale * weights[leaf] for each in there for leaf in each.leaves)
        return weight, sum(max(self.rarity[leaf] for leaf in each.leaves) for each in there)

    def share_in(self, title: str) -> float:
        """How many of the words of a compound the title says, where the text lacks the others."""
        return sum(word in title for word in self.titles) / (len(self.titles) or 1)


def _is(kind: str, leaf: Leaf) -> bool:
    return isinstance(leaf, Term) and leaf.text[0] == kind
