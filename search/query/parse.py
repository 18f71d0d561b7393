"""What a visitor asks for: words, "phrases", -without, AND and OR."""

import re
from dataclasses import dataclass

from search.analysis import nfkc

LONGEST = 200

_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_PART = re.compile(r'(?P<minus>-)?"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+)')
_LEADING_MINUS = re.compile(r"^[-‐‑–—−](?=\w)")


class QueryTooLongError(ValueError):
    """More than anybody would type."""


@dataclass(frozen=True)
class Wish:
    """A word or phrase that is asked for, or that must be absent."""

    text: str
    is_quoted: bool = False
    is_unwanted: bool = False


@dataclass(frozen=True)
class Clause:
    """Wishes of which one is enough."""

    wishes: tuple[Wish, ...]


@dataclass(frozen=True)
class Query:
    """Everything asked for: each clause is wanted, none of the unwanted may be there."""

    text: str
    clauses: tuple[Clause, ...]
    unwanted: tuple[Wish, ...]


def parse(text: str) -> Query:
    """Reads any text: signs that mean nothing are passed over. Raises QueryTooLongError."""
    text = nfkc(text.translate(_QUOTES)).strip()
    if len(text) > LONGEST:
        raise QueryTooLongError
    clauses: list[list[Wish]] = []
    unwanted: list[Wish] = []
    joins = negates = False
    for found in _PART.finditer(text):
        word = found["word"] or ""
        if word in ("AND", "OR", "NOT", "|", "||", "&", "&&"):
            joins, negates = word in ("OR", "|", "||"), word == "NOT"
            continue
        wish = _wish(found, negates)
        if wish and wish.is_unwanted:
            unwanted.append(wish)
        elif wish and joins and clauses:
            clauses[-1].append(wish)
        elif wish:
            clauses.append([wish])
        joins = negates = False
    return Query(text, tuple(Clause(tuple(each)) for each in clauses), tuple(unwanted))


def _wish(found: re.Match[str], negated: bool) -> Wish | None:
    quoted, word = found["quoted"], found["word"] or ""
    unwanted = negated or bool(found["minus"] or _LEADING_MINUS.match(word))
    text = quoted if quoted is not None else _LEADING_MINUS.sub("", word)
    if not any(sign.isalnum() for sign in text):
        return None
    return Wish(text, quoted is not None, unwanted)
