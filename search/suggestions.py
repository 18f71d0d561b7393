"""Titles offered while somebody types."""

from __future__ import annotations

from search.analysis import fold
from search.index.database import matches
from search.models import Entry
from search.query.engine import Choice, Row, search
from search.query.memory import memory
from search.query.parse import Query
from search.query.typed import typed

MOST = 8
LOOKED_AT = 60  # rows that hold what was typed, of which the titles are compared


def suggestions_for(query: Query, lang: str) -> list[tuple[str, str]]:
    """Titles and addresses, those that hold the very signs first. Raises NoIndexError."""
    if not query.clauses:
        return []
    found = [each.entry for each in search(query, Choice(lang=lang, ui=lang)).results[: 2 * MOST]]
    wanted = fold(query.text).replace(" ", "")

    def lacks(entry: Entry) -> bool:
        return wanted not in fold(entry.title).replace(" ", "")

    titles: dict[str, str] = {}
    for entry in sorted([*found, *_begun(query.text, lang)], key=lacks):
        titles.setdefault(entry.title, entry.url)
    return list(titles.items())[:MOST]


def _begun(text: str, lang: str) -> list[Entry]:
    """Entries with a word that begins so."""
    rows = matches(typed(text, is_partial=True), memory().generation, LOOKED_AT)
    numbers = [row.number for row in map(Row._make, rows) if row.lang == lang]
    entries = Entry.objects.in_bulk(numbers)
    return [entries[number] for number in numbers if number in entries]
