"""What the reader narrows the results down to, and how many items each choice would leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from search.query.rows import Row, places


@dataclass(frozen=True)
class Choice:
    """What the reader narrowed the results down to; several values of one kind mean any of them."""

    lang: str = "ja"  # or `en`, or `all`: each item once, in `ui` where there is one
    ui: str = "ja"
    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    fiscal_years: frozenset[int] = frozenset()
    prefectures: frozenset[int] = frozenset()
    by_date: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether there is anything chosen that could be left out."""
        return bool(self.kinds or self.years or self.fiscal_years or self.prefectures)

    def refusals(self, row: Row) -> list[str]:
        """The kinds of choice that a row does not meet."""
        met = {
            "lang": self.lang in ("all", row.lang),
            "type": not self.kinds or row.kind in self.kinds,
            "year": not self.years or row.year in self.years,
            "fy": not self.fiscal_years or row.fiscal_year in self.fiscal_years,
            "pref": not self.prefectures or bool(self.prefectures & places(row)),
        }
        return [name for name, is_met in met.items() if not is_met]

    def allowed(self, rows: list[Row]) -> list[Row]:
        """The rows among what was chosen; those that are alike are asked once."""
        kinds = {row.alike: row for row in rows}
        allowed = {alike for alike, row in kinds.items() if not self.refusals(row)}
        return [row for row in rows if row.alike in allowed]

    def in_own_language(self, rows: list[Row]) -> list[Row]:
        """Of items in two languages, the rows in the reader's."""
        if self.lang != "all":
            return rows
        own = {row.item for row in rows if row.lang == self.ui}
        return [row for row in rows if row.lang == self.ui or row.item not in own]


FACETS: dict[str, Callable[[Row], Iterable[Any]]] = {
    "type": lambda row: [row.kind],
    "year": lambda row: [row.year] if row.year else [],
    "fy": lambda row: [row.fiscal_year] if row.fiscal_year else [],
    "pref": places,
    "lang": lambda row: [row.lang],
}


def facets(rows: list[Row], choice: Choice) -> dict[str, Counter[Any]]:
    """How many items each choice would leave, the other choices given."""
    kinds = {row.alike: row for row in rows}
    # Thousands of rows share a few languages, kinds, years and places.
    alike: dict[int, set[str]] = {number: set() for number in kinds}
    for row in rows:
        alike[row.alike].add(row.item)
    items: dict[str, dict[Any, set[str]]] = {name: defaultdict(set) for name in FACETS}
    for number, row in kinds.items():
        refused = choice.refusals(row)
        # A row counts where it is, or would be, allowed by that one choice.
        for name in refused if len(refused) == 1 else () if refused else FACETS:
            for value in FACETS[name](row):
                items[name][value] |= alike[number]
    return {
        name: Counter({value: len(found) for value, found in values.items()})
        for name, values in items.items()
    }
