"""The ranking: BM25 over boosted fields, in Python, so that both databases return one order.

Without inverse document frequency, which gains nothing here: rows that match every concept come
first, and stop words are never searched for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from search.analysis import TermType, fold
from search.index.database import Phrase
from search.index.entries import Fields
from search.query.concepts import Concept, Expansion, Leaf, Variant
from search.query.matching import (
    NumberedVariant,
    PartialVariants,
    best_variant,
    field_token,
    type_of,
)
from search.query.rows import prior
from search.query.snapshot import Snapshot

# BM25: how soon repeated terms stop adding to the score (k1), and the penalty of length (b).
SATURATION, LENGTH_PENALTY = 1.2, 0.4

# The fields in which terms of a type are counted, with their boosts.
FIELD_BOOSTS: dict[TermType, tuple[tuple[str, float], ...]] = {
    TermType.WORD: (
        ("title_words", 4.0),
        ("kind_words", 5.0),
        ("words", 2.0),
        ("other_words", 0.7),
        ("around_words", 0.1),
    ),
    TermType.BIGRAM: (("title_bigrams", 2.0), ("bigrams", 1.0), ("other_bigrams", 0.4)),
    TermType.READING: (("title_readings", 4.0), ("readings", 2.0)),
    TermType.KANJI: (("title_kanji", 2.0), ("kanji", 0.5)),
    TermType.TIME: (("own_times", 6.0), ("times", 1.0)),
}
# The boost of an entry whose title names every concept.
TITLE_BOOST = 0.5
# The share of a concept that its partial variants cover at most.
PARTIAL_COVERAGE = 0.5
_OWN_TIMES = Fields._fields.index("own_times")


class EntryValues(NamedTuple):
    """The columns of an entry that are read to score and to show it."""

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
    day: date | None  # from the snapshot: to parse dates again would take its time


class ScoredEntry(NamedTuple):
    """An entry with its score and the reasons for it."""

    entry: EntryValues
    score: float
    is_complete: bool  # matches every concept of the query
    title_coverage: float  # the share of the concepts that its title names
    expansions: tuple[Expansion, ...]  # by which variants the concepts match


@dataclass
class Ranker:
    """Scores entries for the concepts of a query."""

    concepts: list[Concept]
    snapshot: Snapshot

    def __post_init__(self) -> None:
        variants = [variant for concept in self.concepts for variant in _all_variants(concept)]
        leaves = [leaf for variant in variants for leaf in variant.leaves]
        self._frequencies = _frequencies(leaves, self.snapshot)
        self._names = [fold(concept.text) for concept in self.concepts]
        # The leaves of the longest variant: a compound of three words counts three times as much.
        self.sizes = [
            max((len(variant.leaves) for variant in concept.variants), default=0)
            for concept in self.concepts
        ]
        # Entries are many: what is the same for all is computed once, and leaves are numbers.
        self._leaves = [
            (field_token(leaf), _fields_of(leaf) if count else ())
            for leaf, count in self._frequencies.items()
        ]
        numbers = {leaf: number for number, leaf in enumerate(self._frequencies)}
        self._variants = [
            [
                NumberedVariant(
                    variant,
                    self._weight(variant, concept),
                    [numbers[leaf] for leaf in variant.leaves],
                )
                for variant in concept.variants
                if self.frequency(variant)
            ]
            for concept in self.concepts
        ]
        self._partials = [
            PartialVariants.of(concept.partials, numbers) for concept in self.concepts
        ]

    def frequency(self, variant: Variant) -> int:
        """The number of rows that match a variant, at most."""
        return min(self._frequencies[leaf] for leaf in variant.leaves)

    def score(self, entry: EntryValues) -> ScoredEntry:
        """Score an entry."""
        fields, title = entry.terms.split("\n"), fold(entry.title)
        leaf_scores = self._leaf_scores(fields, entry.length)
        total = covered = 0.0
        titled = 0
        expansions: list[Expansion] = []
        for number, concept in enumerate(self.concepts):
            score, variant = best_variant(self._variants[number], leaf_scores)
            if variant:
                covered += self.sizes[number]
                expansions.append(variant.expansion or Expansion(concept.text))
                titled += self._is_titled(number, variant, fields, title)
            else:
                score, matching = self._partials[number].score(leaf_scores)
                covered += PARTIAL_COVERAGE * min(matching, self.sizes[number])
            total += score
        title_coverage = titled / max(1, len(self.concepts))
        boost = (1 + TITLE_BOOST * title_coverage) * prior(entry.kind, entry.year)
        return ScoredEntry(
            entry=entry,
            score=total * covered / (sum(self.sizes) or 1) * boost,
            is_complete=len(expansions) == len(self.concepts),
            title_coverage=title_coverage,
            expansions=tuple(dict.fromkeys(expansions)),
        )

    def _is_titled(self, number: int, variant: Variant, fields: list[str], title: str) -> bool:
        """Whether the title names a concept; of a time, whether it is the entry's own."""
        if self.concepts[number].is_time:
            return field_token(variant.leaves[0]) in fields[_OWN_TIMES]
        return self._names[number] in title

    def _weight(self, variant: Variant, concept: Concept) -> float:
        """A synonym of several words counts no more than the word itself, if the site uses that."""
        word = concept.variants[0]
        share = len(word.leaves) / len(variant.leaves)
        return variant.weight * (min(1.0, share) if self.frequency(word) else 1.0)

    def _leaf_scores(self, fields: list[str], length: int) -> list[float]:
        """The BM25 score of every leaf in an entry, occurrences weighted by field."""
        relative_length = length / self.snapshot.length
        damping = SATURATION * (1 - LENGTH_PENALTY + LENGTH_PENALTY * relative_length)
        scores = []
        for token, boosts in self._leaves:
            occurrences = 0.0
            for field, boost in boosts:
                if token in fields[field]:
                    occurrences += boost * fields[field].count(token)
            scores.append((SATURATION + 1) * occurrences / (occurrences + damping))
        return scores


def _all_variants(concept: Concept) -> list[Variant]:
    return [*concept.variants, *concept.partials]


def _fields_of(leaf: Leaf) -> list[tuple[int, float]]:
    boosts = FIELD_BOOSTS[type_of(leaf)]
    return [(Fields._fields.index(name), boost) for name, boost in boosts]


def _frequencies(leaves: list[Leaf], snapshot: Snapshot) -> dict[Leaf, int]:
    """The document frequency of leaves, of a phrase at most that of its rarest term."""
    counts = snapshot.count(sorted({term for leaf in leaves for term in _terms_of(leaf)}))
    return {leaf: min(counts[term] for term in _terms_of(leaf)) for leaf in leaves}


def _terms_of(leaf: Leaf) -> tuple[str, ...]:
    return leaf.terms if isinstance(leaf, Phrase) else (leaf.text,)
