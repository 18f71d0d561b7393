"""The filters of a search, and the counts of items under every value of a facet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from search.query.rows import IndexRow, prefectures_of


@dataclass(frozen=True)
class Filters:
    """The values a reader has selected; several values of one facet mean any of them."""

    lang: str = "ja"  # or `en`, or `all`: every item once, in `ui` where there is such a version
    ui: str = "ja"
    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    fiscal_years: frozenset[int] = frozenset()
    prefectures: frozenset[int] = frozenset()
    by_date: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set that could be removed."""
        return bool(self.kinds or self.years or self.fiscal_years or self.prefectures)

    def failures(self, row: IndexRow) -> list[str]:
        """The facets whose filter a row does not pass."""
        passes = {
            "lang": self.lang in ("all", row.lang),
            "type": not self.kinds or row.kind in self.kinds,
            "year": not self.years or row.year in self.years,
            "fy": not self.fiscal_years or row.fiscal_year in self.fiscal_years,
            "pref": not self.prefectures or bool(self.prefectures & prefectures_of(row)),
        }
        return [name for name, is_passed in passes.items() if not is_passed]

    def apply(self, rows: list[IndexRow]) -> list[IndexRow]:
        """The rows that pass; rows with the same facet key are tested once."""
        samples = {row.facet_key: row for row in rows}
        passing = {key for key, row in samples.items() if not self.failures(row)}
        return [row for row in rows if row.facet_key in passing]

    def in_own_language(self, rows: list[IndexRow]) -> list[IndexRow]:
        """Of items in two languages, the rows in the reader's."""
        if self.lang != "all":
            return rows
        own = {row.item for row in rows if row.lang == self.ui}
        return [row for row in rows if row.lang == self.ui or row.item not in own]


VALUES: dict[str, Callable[[IndexRow], Iterable[Any]]] = {
    "type": lambda row: [row.kind],
    "year": lambda row: [row.year] if row.year else [],
    "fy": lambda row: [row.fiscal_year] if row.fiscal_year else [],
    "pref": prefectures_of,
    "lang": lambda row: [row.lang],
}


def facet_counts(rows: list[IndexRow], filters: Filters) -> dict[str, Counter[Any]]:
    """The items under every value of every facet, the filters of the other facets applied."""
    samples = {row.facet_key: row for row in rows}
    # Thousands of rows share a few languages, kinds, years and prefectures.
    items_of: dict[int, set[str]] = {key: set() for key in samples}
    for row in rows:
        items_of[row.facet_key].add(row.item)
    items: dict[str, dict[Any, set[str]]] = {name: defaultdict(set) for name in VALUES}
    for key, row in samples.items():
        failed = filters.failures(row)
        # A row that only one facet's filter excludes counts under the values of that facet.
        for name in failed if len(failed) == 1 else () if failed else VALUES:
            for value in VALUES[name](row):
                items[name][value] |= items_of[key]
    return {
        name: Counter({value: len(those) for value, those in values.items()})
        for name, values in items.items()
    }
