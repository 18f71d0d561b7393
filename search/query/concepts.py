"""Concepts: the units of meaning of a query, with the variants by which texts express them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from search.analysis import TermType, bigrams, from_latin, is_kana, kanji, readings, short, words
from search.analysis.words import Word
from search.index.database import All, Node, Phrase, Some, Term

# The weight of a synonym, an ambiguous reading and a part of a compound, beside the word (1.0).
SYNONYM, READING, PARTIAL = 0.7, 0.6, 0.4
MOST_SYNONYMS = 16

_STOP_WORDS = (
    "どう 何う どこ 何処 誰 いつ 何時 何 なに 良い いい 為る する 出来る 成る なる 有る "
    "ある 居る いる 事 こと 物 もの 為 ため 下さる 下さい 教える 知る 方 遣る やる 因る "
    "就く 於く 言う 見る 此の 其の 何の どの どれ 何れ どんな 如何 これ それ あれ 此れ "
    "其れ 彼れ 及び 又 御 お 様 よう 様だ 何故 なぜ 何処 幾ら いくら 方法 仕方 遣り方 手順 詳細 "
    "次 次回 今度 今後 最新"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())

Leaf = Term | Phrase


class Expansion(NamedTuple):
    """Words of a query and the words searched for in their place; results show it as a reason."""

    query: str
    target: str = ""
    is_correction: bool = False

    def __str__(self) -> str:
        if not self.target:
            return self.query
        return f"{self.query} {'→' if self.is_correction else '='} {self.target}"

    @property
    def synonym(self) -> str:
        """The other words, unless they correct a misspelling."""
        return "" if self.is_correction else self.target


@dataclass(frozen=True)
class Variant:
    """Terms and phrases that together express a concept: all of them must match."""

    leaves: tuple[Leaf, ...]
    weight: float = 1.0
    expansion: Expansion | None = None  # none for the words of the query themselves

    @property
    def node(self) -> Node:
        """The variant as a query."""
        return self.leaves[0] if len(self.leaves) == 1 else All(self.leaves)

    @property
    def synonym(self) -> str:
        """The words that stand for those of the query; empty where there are none."""
        return self.expansion.synonym if self.expansion else ""


@dataclass
class Concept:
    """One unit of meaning: any of `variants` expresses it, `partials` express a part of it."""

    text: str
    correction: str = ""  # the word of the site that was meant, where `text` is misspelt
    variants: list[Variant] = field(default_factory=list)
    partials: list[Variant] = field(default_factory=list)

    @property
    def is_time(self) -> bool:
        """Whether it is a date or number, which no spelling correction may touch."""
        leaf = self.variants[0].leaves[0]
        return isinstance(leaf, Term) and leaf.type is TermType.TIME

    @property
    def node(self) -> Node:
        """The query for any of its variants."""
        return Some(tuple(variant.node for variant in _needed(self.variants)))

    @property
    def loose(self) -> Node:
        """The query for any of its variants or partial variants."""
        return Some(tuple(variant.node for variant in [*self.variants, *self.partials]))

    def add(self, variant: Variant) -> None:
        """Add a variant that has leaves and is not there yet."""
        if variant.leaves and all(variant.leaves != known.leaves for known in self.variants):
            self.variants.append(variant)


def _needed(variants: list[Variant]) -> list[Variant]:
    """The variants that match rows of their own: 首長サミット has none that サミット lacks."""
    return [
        variant
        for at, variant in enumerate(variants)
        if not any(
            _matches_all_of(other, variant) and (before < at or not _matches_all_of(variant, other))
            for before, other in enumerate(variants)
            if before != at
        )
    ]


def _matches_all_of(one: Variant, other: Variant) -> bool:
    return all(any(_implies(theirs, leaf) for theirs in other.leaves) for leaf in one.leaves)


def _implies(leaf: Leaf, wanted: Leaf) -> bool:
    """Whether every row that matches a leaf matches another."""
    if isinstance(leaf, Term):
        return leaf == wanted
    terms = wanted.terms if isinstance(wanted, Phrase) else (wanted.text,)
    return f" {' '.join(terms)} " in f" {' '.join(leaf.terms)} "


def terms_of(tokens: list[Word]) -> tuple[Term, ...]:
    """The shortest units of words as terms, stop words left out."""
    terms: dict[Term, None] = {}
    for word in tokens:
        units = word.terms[1:] if len(word.terms) > 1 else word.terms
        terms.update(
            (Term.of(TermType.WORD, unit), None) for unit in units if unit not in STOP_WORDS
        )
    return tuple(terms)


def phrase_of(text: str) -> tuple[Leaf, ...]:
    """The bigrams of a text as a phrase."""
    pairs = tuple(TermType.BIGRAM.prefixed(pair) for pair in bigrams(text))
    if len(pairs) == 1:
        return (Term(pairs[0]),)
    return (Phrase(pairs),) if pairs else ()


def variants_of(text: str, weight: float, expansion: Expansion | None = None) -> list[Variant]:
    """The variants of a text itself: its words, and its bigrams as a phrase."""
    terms = terms_of([word for word in words(text) if not word.is_silent])
    variants = [Variant(terms, weight, expansion)] if terms else []
    if not text.isascii() and len(text) > 1:
        variants.append(Variant(phrase_of(text), weight, expansion))
    return [variant for variant in variants if variant.leaves]


def japanese_concept(text: str, tokens: list[Word]) -> Concept:
    """The concept of a Japanese word or compound."""
    concept = Concept(text)
    terms = terms_of(tokens)
    if len(text) == 1:
        concept.add(Variant((Term.of(TermType.WORD, text),)))
        concept.add(Variant((Term.of(TermType.KANJI, text),)) if kanji(text) else Variant(()))
    elif is_kana(text):
        concept.add(Variant((Term.of(TermType.READING, short(text)),), READING))
    if len(text) > 1:
        concept.add(Variant(terms if not is_kana(text) or len(tokens) == 1 else ()))
        concept.add(Variant(phrase_of(text)))
    # 市 of 戸田市 means nothing without the name before it.
    longer = [term for term in terms if len(term.bare) > 1]
    concept.partials += [Variant((term,), PARTIAL) for term in longer if len(terms) > 1]
    return concept


def latin_concept(text: str, stems: list[str]) -> Concept:
    """The concept of one or more English words."""
    concept = Concept(text)
    terms = tuple(Term.of(TermType.WORD, stem) for stem in stems)
    concept.add(Variant(terms))
    concept.partials += [Variant((term,), PARTIAL) for term in terms if len(terms) > 1]
    return concept


def add_fuzzy_variants(concept: Concept, correction: str) -> None:
    """Widen a concept that matches nothing: its correction, its reading, pairs of its bigrams."""
    text = concept.text
    concept.correction = correction
    if correction:
        expansion = Expansion(text, correction, is_correction=True)
        for variant in variants_of(correction, 1.0, expansion):
            concept.add(variant)
    if text.isascii():
        reading = from_latin(text)
        concept.add(Variant((Term.of(TermType.READING, reading),) if reading else ()))
        return
    spoken = readings(list(words(text)))
    if spoken:
        concept.add(Variant((Term.of(TermType.READING, max(spoken, key=len)),)))
    pairs = [pair for pair in dict.fromkeys(bigrams(text)) if len(pair) > 1]
    terms = [Term.of(TermType.BIGRAM, pair) for pair in pairs]
    concept.partials += [Variant(both, PARTIAL) for both in zip(terms, terms[1:], strict=False)]
