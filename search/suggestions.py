"""Titles offered while somebody types."""

from __future__ import annotations

from search.analysis import fold
from search.query.engine import Choice, search
from search.query.parse import Query

MOST = 8


def suggestions_for(query: Query, lang: str) -> list[tuple[str, str]]:
    """Titles and addresses, those that hold the very words first. Raises NoIndexError."""
    if not query.clauses:
        return []
    found = search(query, Choice(lang=lang, ui=lang)).results
    wanted = fold(query.text).replace(" ", "")
    best = sorted(found, key=lambda each: wanted not in fold(each.entry.title).replace(" ", ""))
    titles = {each.entry.title: each.entry.url for each in reversed(best[: 2 * MOST])}
    return list(reversed(titles.items()))[:MOST]
