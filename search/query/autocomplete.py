"""Autocompletion: the query for a text that is being typed, whose last word may be a prefix."""

from __future__ import annotations

from search.analysis import TermType, bigrams, from_latin, is_kana, short
from search.index.database import All, Node, Some, Term
from search.query.concepts import Concept
from search.query.parse import LONGEST, parse
from search.query.plan import plan_of
from search.query.vocabulary import Vocabulary

NOTHING = Term("zzzz")  # a term no row holds


def autocomplete_query(text: str, *, is_partial: bool) -> Node:
    """The query for all words of a text, by word, bigram, reading and romanised reading."""
    plan = plan_of(parse(text[:LONGEST]), Vocabulary([]))
    if not plan.concepts:
        return NOTHING
    return plan.without(All(tuple(_node(concept, is_partial) for concept in plan.concepts)))


def _node(concept: Concept, is_partial: bool) -> Node:  # noqa: FBT001
    pairs = bigrams(concept.text)
    # A text of several bigrams has their phrase, which matches within words, among its variants.
    terms = [Term.of(TermType.BIGRAM, pairs[0], is_prefix=is_partial)] if len(pairs) == 1 else []
    reading = short(concept.text) if is_kana(concept.text) else from_latin(concept.text)
    if len(reading) > 1:
        terms.append(Term.of(TermType.READING, reading, is_prefix=is_partial))
    return Some((concept.node, *terms))
