"""The query language: words, "phrases", -exclusions, AND and OR."""

import re
from dataclasses import dataclass

from search.analysis import nfkc

LONGEST = 200

_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_PART = re.compile(r'(?P<minus>-)?"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+)')
_LEADING_MINUS = re.compile(r"^[-‐‑–—−](?=\w)")


class QueryTooLongError(ValueError):
    """The query has more than LONGEST characters."""


@dataclass(frozen=True)
class QueryTerm:
    """A word or phrase that is searched for, or excluded."""

    text: str
    is_quoted: bool = False
    is_unwanted: bool = False


@dataclass(frozen=True)
class Clause:
    """Terms joined by OR: one of them is enough."""

    terms: tuple[QueryTerm, ...]


@dataclass(frozen=True)
class Query:
    """A parsed query: a result matches every clause and none of the unwanted terms."""

    text: str
    clauses: tuple[Clause, ...]
    unwanted: tuple[QueryTerm, ...]


def parse(text: str) -> Query:
    """Parse any text; characters without a meaning are ignored. Raises QueryTooLongError."""
    text = nfkc(text.translate(_QUOTES)).strip()
    if len(text) > LONGEST:
        raise QueryTooLongError
    clauses: list[list[QueryTerm]] = []
    unwanted: list[QueryTerm] = []
    joins = negates = False
    for match in _PART.finditer(text):
        word = match["word"] or ""
        if word in ("AND", "OR", "NOT", "|", "||", "&", "&&"):
            joins, negates = word in ("OR", "|", "||"), word == "NOT"
            continue
        term = _term(match, negates)
        if term and term.is_unwanted:
            unwanted.append(term)
        elif term and joins and clauses:
            clauses[-1].append(term)
        elif term:
            clauses.append([term])
        joins = negates = False
    return Query(text, tuple(Clause(tuple(terms)) for terms in clauses), tuple(unwanted))


def _term(match: re.Match[str], negated: bool) -> QueryTerm | None:
    quoted, word = match["quoted"], match["word"] or ""
    unwanted = negated or bool(match["minus"] or _LEADING_MINUS.match(word))
    text = quoted if quoted is not None else _LEADING_MINUS.sub("", word)
    if not any(sign.isalnum() for sign in text):
        return None
    return QueryTerm(text, quoted is not None, unwanted)
