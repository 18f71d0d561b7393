"""What somebody has typed so far, as a query: its last word may still be a beginning."""

from __future__ import annotations

from search.analysis import bigrams, from_latin, is_kana, short
from search.index.database import All, Node, Some, Term
from search.query.groups import Group
from search.query.parse import LONGEST, parse
from search.query.plan import plan_of
from search.query.vocabulary import Vocabulary

NOTHING = Term("zzzz")  # stands in no text


def typed(text: str, *, is_partial: bool) -> Node:
    """Everything of what was typed, by words, signs, readings and their Latin spelling."""
    plan = plan_of(parse(text[:LONGEST]), Vocabulary([]))
    if not plan.groups:
        return NOTHING
    return plan.without(All(tuple(_node(group, is_partial) for group in plan.groups)))


def _node(group: Group, is_partial: bool) -> Node:  # noqa: FBT001
    pairs = bigrams(group.text)
    # Of more than one pair the phrase, which finds any part of a word, is among the ways.
    terms = [Term(f"b{pairs[0]}", is_partial)] if len(pairs) == 1 else []
    reading = short(group.text) if is_kana(group.text) else from_latin(group.text)
    if len(reading) > 1:
        terms.append(Term(f"r{reading}", is_partial))
    return Some((group.node, *terms))
