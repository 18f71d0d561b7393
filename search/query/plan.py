"""The plan of a search: a query as concepts, split at dates, particles and stop words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from search.analysis import TermType, Time, is_kana, times, words
from search.analysis.words import Word
from search.index.database import All, Node, Some, Term, Without
from search.query.concepts import (
    MOST_SYNONYMS,
    STOP_WORDS,
    SYNONYM,
    Concept,
    Expansion,
    Variant,
    japanese_concept,
    latin_concept,
    phrase_of,
    terms_of,
    variants_of,
)
from search.query.parse import Clause, Query, QueryTerm
from search.query.vocabulary import LONGEST, Vocabulary, key_of


@dataclass
class Plan:
    """The concepts a result must express, and the queries it must not match."""

    concepts: list[Concept] = field(default_factory=list)
    unwanted: list[Node] = field(default_factory=list)

    @property
    def strict(self) -> Node:
        """The query for every concept."""
        return self.without(All(tuple(concept.node for concept in self.concepts)))

    @property
    def loose(self) -> Node:
        """The query for any part of any concept."""
        return self.without(Some(tuple(concept.loose for concept in self.concepts)))

    def without(self, node: Node) -> Node:
        """A query without the rows that match anything unwanted."""
        return Without(node, tuple(self.unwanted)) if self.unwanted else node


def plan_of(query: Query, vocabulary: Vocabulary) -> Plan:
    """Plan a query."""
    plan = Plan(unwanted=[node for term in query.unwanted for node in _unwanted(term)])
    latin: list[str] = []
    for clause in query.clauses:
        only = clause.terms[0]
        if len(clause.terms) == 1 and only.text.isascii() and not only.is_quoted:
            latin.append(only.text)
            continue
        plan.concepts += [*_latin(" ".join(latin), vocabulary), *_of_clause(clause, vocabulary)]
        latin = []
    plan.concepts += _latin(" ".join(latin), vocabulary)
    # Characters that the index does not hold express nothing.
    plan.concepts = [concept for concept in plan.concepts if concept.variants]
    if query.clauses and not plan.concepts:
        # Stop words (`next`, 方法) are searched for where the query holds nothing else.
        leaves = phrase_of(query.text)
        plan.concepts = [Concept(query.text, variants=[Variant(leaves)])] if leaves else []
    return plan


def _unwanted(term: QueryTerm) -> Iterator[Node]:
    for variant in variants_of(term.text, 1.0):
        yield variant.node


def _of_clause(clause: Clause, vocabulary: Vocabulary) -> list[Concept]:
    if len(clause.terms) == 1:
        return _of_term(clause.terms[0], vocabulary)
    # Terms joined by OR are variants of one concept.
    joined = Concept(" OR ".join(term.text for term in clause.terms))
    for term in clause.terms:
        concepts = _of_term(term, vocabulary)
        if len(concepts) == 1:
            joined.variants += concepts[0].variants
        elif concepts:
            firsts = [leaf for concept in concepts for leaf in concept.variants[0].leaves]
            joined.add(Variant(tuple(dict.fromkeys(firsts))))
    return [joined] if joined.variants else []


def _of_term(term: QueryTerm, vocabulary: Vocabulary) -> list[Concept]:
    if term.is_quoted:
        leaves = phrase_of(term.text)
        return [Concept(term.text, variants=[Variant(leaves)])] if leaves else []
    read = _latin if term.text.isascii() else _japanese
    return [concept for concept in read(term.text, vocabulary) if concept.variants]


# --- Dates ------------------------------------------------------------------------------------


def _around_times(text: str) -> Iterator[Concept | str]:
    """The dates of a text as concepts, and the texts between them."""
    at = 0
    for time in times(text):
        yield text[at : time.start]
        written = text[time.start : time.end].strip()
        term = Term.of(TermType.TIME, time.exact)
        yield Concept(written, variants=[Variant((term,), expansion=_normalised(written, time))])
        at = time.end
    yield text[at:]


def _normalised(written: str, time: Time) -> Expansion | None:
    """`令和4年 = 2022`, where it was not written so."""
    plain = time.plain
    return Expansion(written, plain) if plain and not written.startswith(plain) else None


# --- Japanese ---------------------------------------------------------------------------------


def _japanese(text: str, vocabulary: Vocabulary) -> Iterator[Concept]:
    for piece in _around_times(text):
        if isinstance(piece, Concept):
            yield piece
        elif piece.strip():
            yield from _compounds(piece.strip(), vocabulary)


def _compounds(text: str, vocabulary: Vocabulary) -> Iterator[Concept]:
    """Runs of nouns, split at particles, verbs and stop words."""
    if is_kana(text) or len(text) == 1 or vocabulary.others(key_of(text)):
        yield _with_synonyms(text, list(words(text)), vocabulary)
        return
    run: list[Word] = []
    for word in [*words(text), Word(len(text), len(text), (), (), False, True)]:
        is_boundary = word.is_silent or set(word.terms) <= STOP_WORDS
        if run and (is_boundary or word.is_noun != run[-1].is_noun):
            yield _with_synonyms(text[run[0].start : run[-1].end], run, vocabulary)
            run = []
        if not is_boundary:
            run.append(word)


def _with_synonyms(text: str, tokens: list[Word], vocabulary: Vocabulary) -> Concept:
    concept = japanese_concept(text, tokens)
    first = tokens[0].start if tokens else 0
    for begin, end in _spans(len(tokens)):
        part = text[tokens[begin].start - first : tokens[end - 1].end - first]
        rest = terms_of([*tokens[:begin], *tokens[end:]])
        for other in vocabulary.others(key_of(part))[:MOST_SYNONYMS]:
            expansion = Expansion(part, other)
            for variant in variants_of(other, SYNONYM, expansion):
                concept.add(Variant((*rest, *variant.leaves), variant.weight, expansion))
    return concept


def _spans(length: int) -> Iterator[tuple[int, int]]:
    """All runs of adjacent words, the longest first."""
    for size in range(min(length, LONGEST), 0, -1):
        for begin in range(length - size + 1):
            yield begin, begin + size


# --- English ----------------------------------------------------------------------------------


def _latin(text: str, vocabulary: Vocabulary) -> Iterator[Concept]:
    for piece in _around_times(text) if text else ():
        if isinstance(piece, Concept):
            yield piece
        else:
            yield from _terms(piece, vocabulary)


def _terms(text: str, vocabulary: Vocabulary) -> Iterator[Concept]:
    """Terms of several words that have synonyms, and single words."""
    tokens = [word for word in words(text) if not word.is_silent]
    at = 0
    while at < len(tokens):
        size = _longest_known(tokens[at : at + LONGEST], vocabulary)
        taken = tokens[at : at + size]
        written = text[taken[0].start : taken[-1].end]
        concept = latin_concept(written, [word.terms[0] for word in taken])
        for other in vocabulary.others(_key(taken))[:MOST_SYNONYMS]:
            for variant in variants_of(other, SYNONYM, Expansion(written, other)):
                concept.add(variant)
        yield concept
        at += size


def _longest_known(tokens: list[Word], vocabulary: Vocabulary) -> int:
    for size in range(len(tokens), 1, -1):
        if vocabulary.others(_key(tokens[:size])):
            return size
    return 1


def _key(tokens: list[Word]) -> str:
    return " ".join(word.terms[0] for word in tokens)
