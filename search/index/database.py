"""The full-text index of the database: SQLite's FTS5 or PostgreSQL's tsvector, over one column.

Both hold the same terms; a query is a tree that is written in the syntax of either.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from search.analysis import TermType

# PostgreSQL stores no position beyond this one.
LAST_POSITION = 16_383


@dataclass(frozen=True)
class Term:
    """A term with the letter of its type; `is_prefix` matches every term that begins with it."""

    text: str
    is_prefix: bool = False

    @classmethod
    def of(cls, term_type: TermType, text: str, *, is_prefix: bool = False) -> Term:
        """The term of a type for a word, bigram, reading, kanji or time."""
        return cls(term_type.prefixed(text), is_prefix)

    @property
    def type(self) -> TermType:
        """The type its letter stands for."""
        return TermType(self.text[0])

    @property
    def bare(self) -> str:
        """The term without the letter of its type."""
        return self.text[1:]


@dataclass(frozen=True)
class Phrase:
    """Bigrams in sequence."""

    terms: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Conjunction: every part matches."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Some:
    """Disjunction: at least one part matches."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Without:
    """Exclusion: the first matches, and none of the others."""

    wanted: Node
    unwanted: tuple[Node, ...]


Node = Term | Phrase | All | Some | Without


def is_postgresql() -> bool:
    """Which of the two databases this is."""
    return connection.vendor == "postgresql"


def stored(tokens: str) -> str:
    """The terms of a row in the form of the column: PostgreSQL wants their positions."""
    if not is_postgresql():
        return tokens
    return " ".join(
        f"{token}:{min(position, LAST_POSITION)}"
        for position, token in enumerate(tokens.split(), 1)
    )


def written(node: Node) -> str:
    """A query in the syntax of the database."""
    return _tsquery(node) if is_postgresql() else _fts5(node)


def _fts5(node: Node) -> str:
    match node:
        case Term(text, is_prefix):
            return f'"{text}"*' if is_prefix else f'"{text}"'
        case Phrase(terms):
            return f'"{" ".join(terms)}"'
        case All(parts):
            return "(" + " AND ".join(map(_fts5, parts)) + ")"
        case Some(parts):
            return "(" + " OR ".join(map(_fts5, parts)) + ")"
        case Without(wanted, unwanted):
            return f"({_fts5(wanted)} NOT {_fts5(Some(unwanted))})"


def _tsquery(node: Node) -> str:
    match node:
        case Term(text, is_prefix):
            return f"'{text}':*" if is_prefix else f"'{text}'"
        case Phrase(terms):
            return "(" + " <-> ".join(f"'{term}'" for term in terms) + ")"
        case All(parts):
            return "(" + " & ".join(map(_tsquery, parts)) + ")"
        case Some(parts):
            return "(" + " | ".join(map(_tsquery, parts)) + ")"
        case Without(wanted, unwanted):
            return f"({_tsquery(wanted)} & !{_tsquery(Some(unwanted))})"


# --- Queries ----------------------------------------------------------------------------------

_MATCHES = {
    "sqlite": "SELECT %s, rowid FROM search_full_text WHERE search_full_text MATCH %s",
    "postgresql": "SELECT %s, id FROM search_entry WHERE full_text @@ CAST(%s AS tsquery)",
}
_FIRST = {
    "sqlite": (
        "SELECT * FROM (SELECT %s AS place FROM search_full_text f JOIN search_entry e"
        " ON e.id = f.rowid WHERE search_full_text MATCH %s AND e.generation = %s LIMIT 1) found"
    ),
    "postgresql": (
        "SELECT * FROM (SELECT CAST(%s AS integer) AS place FROM search_entry"
        " WHERE full_text @@ CAST(%s AS tsquery) AND generation = %s LIMIT 1) found"
    ),
}
_FREQUENCIES = {
    "sqlite": "SELECT term, doc FROM search_vocabulary WHERE term IN ({})",
    "postgresql": (
        "SELECT t, (SELECT count(*) FROM search_entry e WHERE e.full_text @@"
        " CAST(quote_literal(t) AS tsquery)) FROM unnest(ARRAY[{}]) t"
    ),
}


def matches(nodes: list[Node]) -> list[tuple[int, int]]:
    """The ids of matching rows, paired with the position of the query they match.

    Rows are neither read nor sorted here: both take far longer than matching.
    """
    one = _MATCHES[connection.vendor]
    given = [value for place, node in enumerate(nodes) for value in (place, written(node))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(nodes)), given)
        return list(cursor.fetchall())


def queries_with_matches(nodes: list[Node], generation: int) -> set[int]:
    """The positions of the queries that match any row, in one statement."""
    if not nodes:
        return set()
    given = [
        value for place, node in enumerate(nodes) for value in (place, written(node), generation)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([_FIRST[connection.vendor]] * len(nodes)), given)
        return {place for (place,) in cursor.fetchall()}


def compact() -> None:
    """Merge the segments of the index after a bulk write: SQLite reads one faster than many."""
    if not is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_full_text(search_full_text) VALUES ('optimize')")


def frequencies(terms: list[str]) -> dict[str, int]:
    """The document frequency of terms: the number of rows that hold them."""
    if not terms:
        return {}
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(terms))
        cursor.execute(_FREQUENCIES[connection.vendor].format(marks), terms)
        return dict(cursor.fetchall())
