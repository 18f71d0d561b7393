"""Which of the rows that were found are worth reading: thousands hold a common word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from heapq import nlargest
from typing import Any

from search.index.database import Some, matches
from search.models import Entry
from search.query.groups import Group, Way
from search.query.memory import Memory
from search.query.plan import Plan
from search.query.ranking import IN_TITLE, Ranker, Text, Weighed
from search.query.rows import Row, folded

# Rows weighed at once.
POOL = 120
# In how many rows a way may stand to be looked for when rarer ones are there.
MOST_LOOSE = 400
# Names of a group that are looked for in titles.
MOST_NAMES = 4


class Pool:
    """Weighs rows once, however often they are asked for; of many, those that promise most."""

    def __init__(self, plan: Plan, known: Memory) -> None:
        self.plan, self.known = plan, known
        self._to_come = known.to_come()
        self._weighed: dict[int, Weighed] = {}
        # Of rows with only a part of what was asked for, how much of it.
        self._share: dict[int, float] = {}

    @cached_property
    def ranker(self) -> Ranker:
        """Made late: the ways of a group are known only when slips of the pen were looked for."""
        return Ranker(self.plan.groups, self.known)

    def of(self, rows: list[Row]) -> list[Weighed]:
        """The weights of rows."""
        missing = [row.number for row in rows if row.number not in self._weighed]
        texts = Entry.objects.filter(pk__in=missing).values_list(*Text._fields[:-1])
        for values in texts if missing else ():
            text = Text._make((*values, self.known.rows[values[0]].day))
            self._weighed[text.pk] = self.ranker.weigh(text)
        return [self._weighed[row.number] for row in rows if row.number in self._weighed]

    def best(self, rows: list[Row], *, by_date: bool = False) -> list[Row]:
        """The rows that are weighed: the latest, or those whose titles promise most."""
        if len(rows) <= POOL:
            return rows
        return nlargest(POOL, rows, self.order(rows, by_date=by_date))

    def order(self, rows: list[Row], *, by_date: bool) -> Callable[[Row], tuple[Any, ...]]:
        """The order of rows before they are read."""
        if by_date:
            return lambda row: (row.day or date.min, -row.number)
        titled, share = self._titled(rows), self._share

        def promise(row: Row) -> tuple[Any, ...]:
            number = row.number
            return share.get(number, 1.0) * row.standing * (1 + titled.get(number, 0.0)), -number

        return promise

    def _titled(self, rows: list[Row]) -> dict[int, float]:
        """What the titles of rows add to their weight."""
        found: dict[int, float] = defaultdict(float)
        for group in self.plan.groups:
            names = _names(group)
            numbers = {row.number for name in names for row in rows if name in row.title}
            for number in numbers:
                found[number] += IN_TITLE / len(self.plan.groups)
        return found

    def strict(self) -> list[Row]:
        """Rows with everything that was asked for."""
        return self._out(self.known.found(self.plan.strict))

    def _out(self, rows: Iterable[Row]) -> list[Row]:
        """Without what readers do not see before its day."""
        return [row for row in rows if row.item not in self._to_come]

    def loose(self, there: set[int]) -> list[Row]:
        """Rows with a part of what was asked for, besides those that are there."""
        ways = self._rare_ways()
        found: dict[int, float] = defaultdict(float)
        places = [number for number, there in enumerate(ways) if there]
        nodes = [
            self.plan.without(Some(tuple(way.node for way in ways[number]))) for number in places
        ]
        possible, whole = self.ranker.possible, sum(self.ranker.possible) or 1.0
        for place, number in matches(nodes) if nodes else ():
            if number not in there:
                found[number] += possible[places[place]] / whole
        # Rounded, as databases do not give their rows in one order.
        self._share = {number: round(share * share, 9) for number, share in found.items()}
        rows = self.known.rows
        return self._out(rows[number] for number in found if number in rows)

    def _rare_ways(self) -> list[list[Way]]:
        """The ways and parts of each group; without those of many rows where rarer ones do."""
        ranker = self.ranker
        ways = sorted(
            (
                (-ranker.worth(way), number, way)
                for number, group in enumerate(self.plan.groups)
                for way in (*group.ways, *group.parts)
                if ranker.rows_with(way)
            ),
            key=lambda each: each[:2],
        )
        kept: list[list[Way]] = [[] for _group in self.plan.groups]
        there = 0
        for _worth, number, way in ways:
            count = ranker.rows_with(way)
            if count <= MOST_LOOSE or there < MOST_LOOSE:
                kept[number].append(way)
                there += count
        return kept


def _names(group: Group) -> list[str]:
    """What a title may say that is called so: the word itself and some that stand for it."""
    noted = (way.note.partition(" = ")[2] for way in group.ways[1:])
    names: list[str] = []
    for name in map(folded, filter(None, (group.text, group.meant, *noted))):
        # A title with a longer name has the shorter one in it.
        if not any(each in name for each in names):
            names.append(name)
    return names[:MOST_NAMES]
