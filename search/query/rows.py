"""The rows of the index without their texts, as a process keeps them in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pages.base.items import type_of
from search.analysis import fold
from search.models import Entry

# The prior of an entry grows with every year after the first.
FRESHNESS = 0.02
FIRST_YEAR = 2015
COLUMNS = ("pk", "item", "lang", "kind", "year", "fiscal_year", "prefectures", "day", "title")


class IndexRow(NamedTuple):
    """A row of the index, without its text."""

    number: int
    item: str
    lang: str
    kind: str
    year: int | None
    fiscal_year: int | None
    prefectures: str
    day: date | None
    title: str  # folded, without blanks
    facet_key: int  # the same for rows that no filter tells apart
    prior: float


def prior(kind: str, year: int | None) -> float:
    """The prior of a row by its type and year."""
    years = min(max((year or FIRST_YEAR) - FIRST_YEAR, 0), 20)
    return type_of(kind).prior * (1 + FRESHNESS * years)


def folded(title: str) -> str:
    """A title in the form in which titles are compared."""
    return fold(title).replace(" ", "")


def read_rows(generation: int) -> tuple[dict[int, IndexRow], float]:
    """All rows of a generation by their number, and their mean length in words."""
    entries = Entry.objects.filter(generation=generation).values_list(*COLUMNS, "length")
    facet_keys: dict[tuple[object, ...], int] = {}
    rows: dict[int, IndexRow] = {}
    length = 0
    for number, item, *values, day, title, words in entries.order_by("pk").iterator():
        lang, kind, year, fiscal_year, prefectures = values
        rows[number] = IndexRow(
            number=number,
            item=item,
            lang=lang,
            kind=kind,
            year=year,
            fiscal_year=fiscal_year,
            prefectures=prefectures,
            day=day,
            title=folded(title),
            facet_key=facet_keys.setdefault(tuple(values), len(facet_keys)),
            prior=prior(kind, year),
        )
        length += words
    return rows, length / (len(rows) or 1) or 1.0


def prefectures_of(row: IndexRow) -> set[int]:
    """The prefectures a row names."""
    return {int(number) for number in row.prefectures.split(",") if number}


def one_per_item(rows: Iterable[IndexRow]) -> list[IndexRow]:
    """The first row of every item."""
    items: dict[str, IndexRow] = {}
    for row in rows:
        items.setdefault(row.item, row)
    return list(items.values())
