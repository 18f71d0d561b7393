"""Titles offered while somebody types."""

from __future__ import annotations

from heapq import nsmallest
from typing import NamedTuple

from search.index.documents import address_in_lists
from search.models import Entry
from search.query.autocomplete import autocomplete_query
from search.query.engine import search
from search.query.filters import Filters
from search.query.parse import Query
from search.query.rows import IndexRow, folded
from search.query.snapshot import snapshot
from search.results import documents_among

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
    begun = _begun(query.text, wanted, lang)
    offered = [Suggestion(entry.title, entry.url, entry.source) for entry in entries] + begun
    titles: dict[str, Suggestion] = {}
    for suggestion in sorted(offered, key=lambda each: wanted not in folded(each.title)):
        titles.setdefault(suggestion.title, suggestion)
    return _leading_somewhere(list(titles.values())[:MOST], lang)


class Suggestion(NamedTuple):
    """A title with the address and the source that the index holds."""

    title: str
    url: str
    source: str


def _leading_somewhere(suggestions: list[Suggestion], lang: str) -> list[tuple[str, str]]:
    """Those with an address: where a file is lost, that of the row that says that it follows."""
    documents = documents_among(suggestion.source for suggestion in suggestions)
    addresses = {
        source: address_in_lists(document, lang)
        for source, document in documents.items()
        if document.file and not document.has_file
    }
    leading = [(each.title, addresses.get(each.source, each.url)) for each in suggestions]
    return [(title, address) for title, address in leading if address]


def _begun(text: str, wanted: str, lang: str) -> list[Suggestion]:
    """The titles of rows with a word that begins so."""

    def order(row: IndexRow) -> tuple[bool, float, int]:
        return wanted not in row.title, -row.prior, row.number

    index = snapshot()
    embargoed, matches = (
        index.embargoed(),
        index.matching(autocomplete_query(text, is_partial=True)),
    )
    rows = [row for row in matches if row.lang == lang and row.item not in embargoed]
    numbers = [row.number for row in nsmallest(LOOKED_AT, rows, order)]
    offered = Entry.objects.filter(pk__in=numbers).values_list("pk", *Suggestion._fields)
    known = {number: Suggestion(*values) for number, *values in offered}
    return [known[number] for number in numbers if number in known]
