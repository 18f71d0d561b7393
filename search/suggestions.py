"""Titles offered while somebody types."""

from __future__ import annotations

from heapq import nsmallest

from search.models import Entry
from search.query.autocomplete import autocomplete_query
from search.query.engine import search
from search.query.filters import Filters
from search.query.parse import Query
from search.query.rows import IndexRow, folded
from search.query.snapshot import snapshot

MOST = 8
LOOKED_AT = 30  # rows that hold what was typed; some have one title


def suggestions_for(query: Query, lang: str) -> list[tuple[str, str]]:
    """Titles and addresses, those that hold the very signs first. Raises NoIndexError."""
    if not query.clauses:
        return []
    entries = [
        result.entry for result in search(query, Filters(lang=lang, ui=lang)).results[: 2 * MOST]
    ]
    wanted = folded(query.text)
    offered = [(entry.title, entry.url) for entry in entries] + _begun(query.text, wanted, lang)
    titles: dict[str, str] = {}
    for title, url in sorted(offered, key=lambda pair: wanted not in folded(pair[0])):
        titles.setdefault(title, url)
    return list(titles.items())[:MOST]


def _begun(text: str, wanted: str, lang: str) -> list[tuple[str, str]]:
    """Titles and addresses of rows with a word that begins so."""

    def order(row: IndexRow) -> tuple[bool, float, int]:
        return wanted not in row.title, -row.prior, row.number

    index = snapshot()
    embargoed, matches = (
        index.embargoed(),
        index.matching(autocomplete_query(text, is_partial=True)),
    )
    rows = [row for row in matches if row.lang == lang and row.item not in embargoed]
    numbers = [row.number for row in nsmallest(LOOKED_AT, rows, order)]
    offered = Entry.objects.filter(pk__in=numbers).values_list("pk", "title", "url")
    known = {number: (title, url) for number, title, url in offered}
    return [known[number] for number in numbers if number in known]
