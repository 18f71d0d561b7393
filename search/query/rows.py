"""The rows of the index without their texts, as a process remembers them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from search.analysis import fold
from search.models import Entry

KIND = {"summit": 1.15, "assembly": 1.1, "training": 1.1, "award": 1.1, "session": 1.1,
        "proposal": 1.1, "survey": 1.05, "document": 0.9, "news": 0.7}  # fmt: skip
RECENT = 0.02  # a year
FIRST_YEAR = 2015
COLUMNS = ("pk", "item", "lang", "kind", "year", "fiscal_year", "prefectures", "day", "title")


class Row(NamedTuple):
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
    alike: int  # the same for rows that no choice of the reader tells apart
    standing: float


def standing(kind: str, year: int | None) -> float:
    """What a thing counts before anything is asked."""
    years = min(max((year or FIRST_YEAR) - FIRST_YEAR, 0), 20)
    return KIND.get(kind, 1.0) * (1 + RECENT * years)


def folded(title: str) -> str:
    """A title as titles are compared."""
    return fold(title).replace(" ", "")


def read_rows(generation: int) -> tuple[dict[int, Row], float]:
    """All rows by their number, and their mean length."""
    found = Entry.objects.filter(generation=generation).values_list(*COLUMNS, "length")
    kinds: dict[tuple[object, ...], int] = {}
    rows: dict[int, Row] = {}
    length = 0
    for number, item, *marks, day, title, words in found.order_by("pk").iterator():
        lang, kind, year, fiscal_year, prefectures = marks
        rows[number] = Row(
            number=number,
            item=item,
            lang=lang,
            kind=kind,
            year=year,
            fiscal_year=fiscal_year,
            prefectures=prefectures,
            day=day,
            title=folded(title),
            alike=kinds.setdefault(tuple(marks), len(kinds)),
            standing=standing(kind, year),
        )
        length += words
    return rows, length / (len(rows) or 1) or 1.0


def places(row: Row) -> set[int]:
    """The prefectures a row names."""
    return {int(number) for number in row.prefectures.split(",") if number}


def one_of_each(rows: Iterable[Row]) -> list[Row]:
    """The first row of each item."""
    items: dict[str, Row] = {}
    for row in rows:
        items.setdefault(row.item, row)
    return list(items.values())
