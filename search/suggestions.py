"""Titles offered while somebody types."""

from __future__ import annotations

from heapq import nsmallest

from search.models import Entry
from search.query.choice import Choice
from search.query.engine import search
from search.query.memory import memory
from search.query.parse import Query
from search.query.rows import Row, folded
from search.query.typed import typed

MOST = 8
LOOKED_AT = 30  # rows that hold what was typed; some have one title


def suggestions_for(query: Query, lang: str) -> list[tuple[str, str]]:
    """Titles and addresses, those that hold the very signs first. Raises NoIndexError."""
    if not query.clauses:
        return []
    found = [each.entry for each in search(query, Choice(lang=lang, ui=lang)).results[: 2 * MOST]]
    wanted = folded(query.text)
    offered = [(each.title, each.url) for each in found] + _begun(query.text, wanted, lang)
    titles: dict[str, str] = {}
    for title, url in sorted(offered, key=lambda each: wanted not in folded(each[0])):
        titles.setdefault(title, url)
    return list(titles.items())[:MOST]


def _begun(text: str, wanted: str, lang: str) -> list[tuple[str, str]]:
    """Titles and addresses of rows with a word that begins so."""

    def order(row: Row) -> tuple[bool, float, int]:
        return wanted not in row.title, -row.standing, row.number

    index = memory()
    to_come, found = index.to_come(), index.found(typed(text, is_partial=True))
    rows = [row for row in found if row.lang == lang and row.item not in to_come]
    numbers = [row.number for row in nsmallest(LOOKED_AT, rows, order)]
    offered = Entry.objects.filter(pk__in=numbers).values_list("pk", "title", "url")
    known = {number: (title, url) for number, title, url in offered}
    return [known[number] for number in numbers if number in known]
