"""From wishes to groups: dates are taken out, compounds cut at particles, terms looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from search.analysis import is_kana, times, words
from search.analysis.words import Word
from search.index.database import All, Node, Some, Term, Without
from search.query.groups import (
    MOST_SYNONYMS,
    STOP_WORDS,
    SYNONYM,
    Group,
    Way,
    japanese_group,
    latin_group,
    phrase_of,
    said_as,
    terms_of,
)
from search.query.parse import Clause, Query, Wish
from search.query.vocabulary import LONGEST, Vocabulary, key_of


@dataclass
class Plan:
    """What is looked for: every group, and nothing of `unwanted`."""

    groups: list[Group] = field(default_factory=list)
    unwanted: list[Node] = field(default_factory=list)

    @property
    def strict(self) -> Node:
        """All groups."""
        return self.without(All(tuple(group.node for group in self.groups)))

    @property
    def loose(self) -> Node:
        """Any part of any group."""
        return self.without(Some(tuple(group.loose for group in self.groups)))

    def without(self, node: Node) -> Node:
        """Rows of a query, less those with anything unwanted."""
        return Without(node, tuple(self.unwanted)) if self.unwanted else node


def plan_of(query: Query, vocabulary: Vocabulary) -> Plan:
    """The groups of a query."""
    plan = Plan(unwanted=[node for wish in query.unwanted for node in _unwanted(wish)])
    latin: list[str] = []
    for clause in query.clauses:
        only = clause.wishes[0]
        if len(clause.wishes) == 1 and only.text.isascii() and not only.is_quoted:
            latin.append(only.text)
            continue
        plan.groups += [*_latin(" ".join(latin), vocabulary), *_of_clause(clause, vocabulary)]
        latin = []
    plan.groups += _latin(" ".join(latin), vocabulary)
    # Signs that no text is found by ask for nothing.
    plan.groups = [group for group in plan.groups if group.ways]
    if query.clauses and not plan.groups:
        # Words that usually only ask (`next`, 方法) are looked for when there are no others.
        leaves = phrase_of(query.text)
        plan.groups = [Group(query.text, ways=[Way(leaves)])] if leaves else []
    return plan


def _unwanted(wish: Wish) -> Iterator[Node]:
    for way in said_as(wish.text, 1.0):
        yield way.node


def _of_clause(clause: Clause, vocabulary: Vocabulary) -> list[Group]:
    if len(clause.wishes) == 1:
        return _of_wish(clause.wishes[0], vocabulary)
    # Of wishes joined by OR, each with all it means is one way.
    joined = Group(" OR ".join(wish.text for wish in clause.wishes))
    for wish in clause.wishes:
        groups = _of_wish(wish, vocabulary)
        if len(groups) == 1:
            joined.ways += groups[0].ways
        elif groups:
            firsts = [leaf for group in groups for leaf in group.ways[0].leaves]
            joined.add(Way(tuple(dict.fromkeys(firsts))))
    return [joined] if joined.ways else []


def _of_wish(wish: Wish, vocabulary: Vocabulary) -> list[Group]:
    if wish.is_quoted:
        leaves = phrase_of(wish.text)
        return [Group(wish.text, ways=[Way(leaves)])] if leaves else []
    read = _latin if wish.text.isascii() else _japanese
    return [group for group in read(wish.text, vocabulary) if group.ways]


# --- Dates ------------------------------------------------------------------------------------


def _around_times(text: str) -> Iterator[Group | str]:
    """The dates of a text as groups, and the texts between them."""
    at = 0
    for time in times(text):
        yield text[at : time.start]
        said = text[time.start : time.end].strip()
        yield Group(said, ways=[Way((Term(f"m{time.exact}"),), note=_plainly(said, time.exact))])
        at = time.end
    yield text[at:]


def _plainly(said: str, exact: str) -> str:
    """`令和4年 = 2022`, where it was not said so."""
    kind, number = exact[0], exact[1:]
    plain = {"y": number, "f": f"FY{number}", "t": f"{number[:4]}-{number[4:]}"}.get(kind, "")
    if kind == "d":
        plain = f"{number[:4]}-{number[4:6]}-{number[6:]}"
    return f"{said} = {plain}" if plain and not said.startswith(plain) else ""


# --- Japanese ---------------------------------------------------------------------------------


def _japanese(text: str, vocabulary: Vocabulary) -> Iterator[Group]:
    for piece in _around_times(text):
        if isinstance(piece, Group):
            yield piece
        elif piece.strip():
            yield from _compounds(piece.strip(), vocabulary)


def _compounds(text: str, vocabulary: Vocabulary) -> Iterator[Group]:
    """Runs of words, between particles, verbs and words that say nothing."""
    if is_kana(text) or len(text) == 1 or vocabulary.others(key_of(text)):
        yield _with_synonyms(text, list(words(text)), vocabulary)
        return
    run: list[Word] = []
    for word in [*words(text), Word(len(text), len(text), (), (), False, True)]:
        says_nothing = word.is_silent or set(word.terms) <= STOP_WORDS
        if run and (says_nothing or word.is_noun != run[-1].is_noun):
            yield _with_synonyms(text[run[0].start : run[-1].end], run, vocabulary)
            run = []
        if not says_nothing:
            run.append(word)


def _with_synonyms(text: str, found: list[Word], vocabulary: Vocabulary) -> Group:
    group = japanese_group(text, found)
    first = found[0].start if found else 0
    for begin, end in _spans(len(found)):
        part = text[found[begin].start - first : found[end - 1].end - first]
        rest = terms_of([*found[:begin], *found[end:]])
        for other in vocabulary.others(key_of(part))[:MOST_SYNONYMS]:
            note = f"{part} = {other}"
            for way in said_as(other, SYNONYM, note):
                group.add(Way((*rest, *way.leaves), way.weight, note))
    return group


def _spans(length: int) -> Iterator[tuple[int, int]]:
    """All runs of neighbouring words, the longest first."""
    for size in range(min(length, LONGEST), 0, -1):
        for begin in range(length - size + 1):
            yield begin, begin + size


# --- English ----------------------------------------------------------------------------------


def _latin(text: str, vocabulary: Vocabulary) -> Iterator[Group]:
    for piece in _around_times(text) if text else ():
        if isinstance(piece, Group):
            yield piece
        else:
            yield from _terms(piece, vocabulary)


def _terms(text: str, vocabulary: Vocabulary) -> Iterator[Group]:
    """Terms of several words that are known, and single words."""
    found = [word for word in words(text) if not word.is_silent]
    at = 0
    while at < len(found):
        size = _longest_known(found[at : at + LONGEST], vocabulary)
        taken = found[at : at + size]
        said = text[taken[0].start : taken[-1].end]
        group = latin_group(said, [word.terms[0] for word in taken])
        for other in vocabulary.others(_key(taken))[:MOST_SYNONYMS]:
            for way in said_as(other, SYNONYM, f"{said} = {other}"):
                group.add(way)
        yield group
        at += size


def _longest_known(found: list[Word], vocabulary: Vocabulary) -> int:
    for size in range(len(found), 1, -1):
        if vocabulary.others(_key(found[:size])):
            return size
    return 1


def _key(found: list[Word]) -> str:
    return " ".join(word.terms[0] for word in found)
