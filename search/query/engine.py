"""The search itself: candidates from the database, their order, and what to choose by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from search.index.database import POOL, exists, matches
from search.models import Entry
from search.query.groups import add_sounds
from search.query.memory import Memory, memory
from search.query.parse import Query
from search.query.plan import Plan, plan_of
from search.query.ranking import Ranker, Weighed

PER_PAGE = 10
# Of the best weight, what a result must have that holds only a part of what was asked for.
LEAST = 0.06


class Row(NamedTuple):
    """A row that was found, without its text."""

    number: int
    item: str
    lang: str
    kind: str
    year: int | None
    fiscal_year: int | None
    prefectures: str
    weight: float


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

    def allows(self, row: Row, but: str = "") -> bool:
        """Whether a row is among what was chosen, one kind of choice left aside."""
        return (
            (but == "lang" or self.lang in ("all", row.lang))
            and (but == "type" or not self.kinds or row.kind in self.kinds)
            and (but == "year" or not self.years or row.year in self.years)
            and (but == "fy" or not self.fiscal_years or row.fiscal_year in self.fiscal_years)
            and (but == "pref" or not self.prefectures or bool(self.prefectures & places(row)))
        )


def places(row: Row) -> set[int]:
    """The prefectures a row names."""
    return {int(number) for number in row.prefectures.split(",") if number}


@dataclass
class Found:
    """All that was found, in its order."""

    plan: Plan
    results: list[Weighed] = field(default_factory=list)
    total: int = 0
    complete: int = 0  # how many of them hold everything asked for
    facets: dict[str, Counter[Any]] = field(default_factory=dict)


def search(query: Query, choice: Choice) -> Found:
    """Everything a query finds, the best first. Raises NoIndexError."""
    known = memory()
    plan = plan_of(query, known.vocabulary)
    if not plan.groups:
        return Found(plan)
    weigher = Weigher(plan, known)
    rows = _candidates(plan, choice, weigher)
    chosen = _one_per_item([row for row in rows if choice.allows(row)], choice)
    weighed = _best_of_each(chosen, weigher)
    return Found(
        plan=plan,
        results=_in_order(weighed, choice),
        total=len(weighed),
        complete=sum(each.is_complete for each in weighed),
        facets=_facets(rows, choice),
    )


class Weigher:
    """Weighs rows once, however often they are asked for."""

    def __init__(self, plan: Plan, known: Memory) -> None:
        self.plan, self.known = plan, known
        self._weighed: dict[int, Weighed] = {}
        self._ranker: Ranker | None = None

    def of(self, rows: list[Row], most: int = POOL) -> list[Weighed]:
        """The weights of rows; of very many, of those the database weighs most."""
        best = sorted(rows, key=lambda row: (-row.weight, row.number))[:most]
        missing = [row.number for row in best if row.number not in self._weighed]
        # Made late: the ways of a group are known only when slips of the pen were looked for.
        self._ranker = self._ranker or Ranker(self.plan.groups, self.known)
        for entry in Entry.objects.filter(pk__in=missing) if missing else ():
            self._weighed[entry.pk] = self._ranker.weigh(entry)
        return [self._weighed[row.number] for row in best if row.number in self._weighed]


def _candidates(plan: Plan, choice: Choice, weigher: Weigher) -> list[Row]:
    """The rows with everything; where these fill no page, also those with a good part of it."""
    generation = weigher.known.generation
    rows = [Row(*found) for found in matches(plan.strict, generation)]
    if len({row.item for row in rows if choice.allows(row)}) >= PER_PAGE:
        return rows
    for group in plan.groups:
        if not exists(group.node, generation):
            group.meant = weigher.known.spelling.nearest(group.text)
            add_sounds(group, group.meant)
    there = {row.number for row in rows}
    loose = [Row(*found) for found in matches(plan.loose, generation)]
    return _worth_showing(rows + [row for row in loose if row.number not in there], weigher)


def _worth_showing(rows: list[Row], weigher: Weigher) -> list[Row]:
    """Without what holds too little of what was asked for."""
    weighed = weigher.of(rows, 2 * POOL)
    heaviest = {
        lang: max((each.weight for each in weighed if each.entry.lang == lang), default=0.0)
        for lang in ("ja", "en")
    }
    kept = {
        each.entry.pk
        for each in weighed
        if each.is_complete or each.weight > LEAST * heaviest[each.entry.lang]
    }
    return [row for row in rows if row.number in kept]


def _one_per_item(rows: list[Row], choice: Choice) -> dict[str, list[Row]]:
    """The rows by the item they belong to; of two languages the reader's."""
    items: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        items[row.item].append(row)
    if choice.lang == "all":
        for item, found in items.items():
            own = [row for row in found if row.lang == choice.ui]
            items[item] = own or found
    return items


def _best_of_each(items: dict[str, list[Row]], weigher: Weigher) -> list[Weighed]:
    """The best row of each item."""
    best: dict[str, Weighed] = {}
    for found in weigher.of([row for rows in items.values() for row in rows]):
        item = found.entry.item
        if item not in best or found.weight > best[item].weight:
            best[item] = found
    return [found for found in best.values() if found.weight > 0]


def _in_order(weighed: Iterable[Weighed], choice: Choice) -> list[Weighed]:
    if choice.by_date:
        return sorted(
            weighed, key=lambda each: (str(each.entry.day or ""), each.weight), reverse=True
        )
    return sorted(
        weighed,
        key=lambda each: (each.is_complete, round(each.weight, 6), each.entry.key),
        reverse=True,
    )


def _facets(rows: list[Row], choice: Choice) -> dict[str, Counter[Any]]:
    """How many items each choice would leave, the other choices given."""
    values = {
        "type": lambda row: [row.kind],
        "year": lambda row: [row.year] if row.year else [],
        "fy": lambda row: [row.fiscal_year] if row.fiscal_year else [],
        "pref": places,
        "lang": lambda row: [row.lang],
    }
    facets: dict[str, Counter[Any]] = {}
    for name, read in values.items():
        items = {
            (value, row.item) for row in rows if choice.allows(row, but=name) for value in read(row)
        }
        facets[name] = Counter(value for value, _item in items)
    return facets
