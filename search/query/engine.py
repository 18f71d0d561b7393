"""The search itself: candidates from the database, their order, and what to choose by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, NamedTuple

from search.index.database import POOL, exists, matches
from search.models import Entry
from search.query.groups import add_sounds
from search.query.memory import Memory, memory
from search.query.parse import Query
from search.query.plan import Plan, plan_of
from search.query.ranking import Ranker, Weighed
from search.query.waiting import items_to_come

PER_PAGE = 10
# Of the best weight, what a result must have that holds only a part of what was asked for.
LEAST = 0.06
# What a document counts that only says again what the page says it belongs to.
RESTATED = 0.8
# Rows with only a part of the words that are looked at, those the database weighs most.
MOST_LOOSE = 400


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

    def allows(self, row: Row) -> bool:
        """Whether a row is among what was chosen."""
        return not self.refusals(row)


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
    chosen = _one_per_item(_allowed(rows, choice), choice)
    weighed = _best_of_each(chosen, weigher)
    return Found(
        plan=plan,
        results=_in_order(weighed, choice),
        total=len(weighed),
        complete=sum(each.is_complete for each in weighed),
        facets=_facets(rows, choice),
    )


def _allowed(rows: list[Row], choice: Choice) -> list[Row]:
    """The rows among what was chosen; those that are alike in all that matters are asked once."""
    known = {row[2:7]: row for row in rows}
    allowed = {alike for alike, row in known.items() if choice.allows(row)}
    return [row for row in rows if row[2:7] in allowed]


class Weigher:
    """Weighs rows once, however often they are asked for."""

    def __init__(self, plan: Plan, known: Memory) -> None:
        self.plan, self.known = plan, known
        self.to_come = items_to_come()
        self._weighed: dict[int, Weighed] = {}
        self._ranker: Ranker | None = None

    def of(self, rows: list[Row]) -> list[Weighed]:
        """The weights of rows; of very many, of those the database weighs most."""
        best = nsmallest(POOL, rows, key=lambda row: (-row.weight, row.number))
        missing = [row.number for row in best if row.number not in self._weighed]
        # Made late: the ways of a group are known only when slips of the pen were looked for.
        self._ranker = self._ranker or Ranker(self.plan.groups, self.known)
        for entry in Entry.objects.filter(pk__in=missing) if missing else ():
            self._weighed[entry.pk] = self._ranker.weigh(entry)
        return [self._weighed[row.number] for row in best if row.number in self._weighed]


def _candidates(plan: Plan, choice: Choice, weigher: Weigher) -> list[Row]:
    """The rows with everything; where these fill no page, also those with a good part of it."""
    generation = weigher.known.generation
    rows = _out(matches(plan.strict, generation), weigher)
    if len({row.item for row in rows if choice.allows(row)}) >= PER_PAGE:
        return rows
    for group in plan.groups:
        if not group.is_time and not exists(group.node, generation):
            group.meant = weigher.known.spelling.nearest(group.text)
            add_sounds(group, group.meant)
    there = {row.number for row in rows}
    loose = _out(matches(plan.loose, generation, MOST_LOOSE), weigher)
    more = [row for row in loose if row.number not in there and choice.lang in ("all", row.lang)]
    return rows + _worth_showing(more, weigher, rows)


def _out(found: list[tuple[Any, ...]], weigher: Weigher) -> list[Row]:
    """The rows that were found, without what readers do not see before its day."""
    rows = [Row(*values) for values in found]
    return [row for row in rows if row.item not in weigher.to_come]


def _worth_showing(more: list[Row], weigher: Weigher, rows: list[Row]) -> list[Row]:
    """Of what holds a part of the words, what holds enough of them beside the best."""
    heaviest = max((each.weight for each in weigher.of([*rows, *more])), default=0.0)
    kept = {each.entry.pk for each in weigher.of(more) if each.weight > LEAST * heaviest}
    return [row for row in more if row.number in kept]


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


def _in_order(weighed: list[Weighed], choice: Choice) -> list[Weighed]:
    if choice.by_date:
        return sorted(
            weighed, key=lambda each: (str(each.entry.day or ""), each.weight), reverse=True
        )
    papers = _restating(weighed)

    def order(each: Weighed) -> tuple[bool, float, str]:
        weight = each.weight * (RESTATED if each.entry.item in papers else 1.0)
        return each.is_complete, round(weight, 6), each.entry.key

    return sorted(weighed, key=order, reverse=True)


def _restating(weighed: list[Weighed]) -> set[str]:
    """The documents that add nothing to the page they belong to, which was found, too.

    A document says its page over again, often in more words; one whose title is asked for stays.
    """
    found = {each.entry.item: each for each in weighed}
    return {
        each.entry.item
        for each in weighed
        for item in each.entry.papers_of.split()
        if item in found and _says_as_much(found[item], each)
    }


def _says_as_much(page: Weighed, paper: Weighed) -> bool:
    return page.is_complete >= paper.is_complete and page.in_title >= paper.in_title


def _facets(rows: list[Row], choice: Choice) -> dict[str, Counter[Any]]:
    """How many items each choice would leave, the other choices given."""
    alike: dict[tuple[Any, ...], tuple[Row, set[str]]] = {}
    for row in rows:
        # Thousands of rows share a few languages, kinds, years and places.
        alike.setdefault(row[2:7], (row, set()))[1].add(row.item)
    items: dict[str, dict[Any, set[str]]] = {name: defaultdict(set) for name in FACETS}
    for row, found in alike.values():
        refused = choice.refusals(row)
        # A row counts where it is, or would be, allowed by that one choice.
        for name in refused if len(refused) == 1 else () if refused else FACETS:
            for value in FACETS[name](row):
                items[name][value] |= found
    return {
        name: Counter({value: len(found) for value, found in values.items()})
        for name, values in items.items()
    }


FACETS: dict[str, Callable[[Row], Iterable[Any]]] = {
    "type": lambda row: [row.kind],
    "year": lambda row: [row.year] if row.year else [],
    "fy": lambda row: [row.fiscal_year] if row.fiscal_year else [],
    "pref": places,
    "lang": lambda row: [row.lang],
}
