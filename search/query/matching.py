"""The variants of a concept, prepared for scoring many rows."""

from __future__ import annotations

from typing import NamedTuple

from search.analysis import TermType
from search.index.database import Term
from search.query.concepts import Leaf, Variant

# The share of the bigram pairs of an unknown word that a text needs to match it.
LEAST_BIGRAMS = 0.5
# The weight of the second and third best matching variant beside the best one.
FURTHER_VARIANTS = 0.2


class NumberedVariant(NamedTuple):
    """A variant with its weight and the numbers of its leaves."""

    variant: Variant
    weight: float
    leaves: list[int]

    def score(self, leaf_scores: list[float]) -> float:
        """The sum of its leaves' scores; zero where one of them does not match."""
        scores = [leaf_scores[leaf] for leaf in self.leaves]
        return self.weight * sum(scores) if all(scores) else 0.0


def field_token(leaf: Leaf) -> str:
    """A leaf as the substring that a field of a row holds."""
    terms = [leaf.text] if isinstance(leaf, Term) else leaf.terms
    return f" {' '.join(term[1:] for term in terms)} "


def type_of(leaf: Leaf) -> TermType:
    """The type of a leaf; phrases are made of bigrams."""
    return leaf.type if isinstance(leaf, Term) else TermType.BIGRAM


def best_variant(
    variants: list[NumberedVariant], leaf_scores: list[float]
) -> tuple[float, Variant | None]:
    """The score of a concept in a row and its best variant; further variants add a little."""
    scores = [numbered.score(leaf_scores) for numbered in variants]
    best = max(scores, default=0.0)
    if not best:
        return 0.0, None
    further = sum(sorted(scores, reverse=True)[1:3])
    return best + FURTHER_VARIANTS * further, variants[scores.index(best)].variant


class PartialVariants(NamedTuple):
    """The partial variants of a concept: its words, and the bigram pairs of an unknown word."""

    words: list[NumberedVariant]
    bigrams: list[NumberedVariant]

    @classmethod
    def of(cls, partials: list[Variant], numbers: dict[Leaf, int]) -> PartialVariants:
        """The partial variants by the type of their leaves."""
        words: list[NumberedVariant] = []
        bigrams: list[NumberedVariant] = []
        for variant in partials:
            kind = bigrams if type_of(variant.leaves[0]) is TermType.BIGRAM else words
            leaves = [numbers[leaf] for leaf in variant.leaves]
            kind.append(NumberedVariant(variant, variant.weight, leaves))
        return cls(words, bigrams)

    def score(self, leaf_scores: list[float]) -> tuple[float, int]:
        """The score of the parts that match, and their number."""
        words = list(filter(None, (part.score(leaf_scores) for part in self.words)))
        bigrams = list(filter(None, (part.score(leaf_scores) for part in self.bigrams)))
        # A few bigrams of an unknown word match by chance: ガイドライン and オンライン.
        scores = words + (bigrams if len(bigrams) >= LEAST_BIGRAMS * len(self.bigrams) else [])
        return sum(scores), len(scores)
