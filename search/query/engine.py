"""The search itself: candidates from the database, their order, and what to choose by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from search.index.database import found_among
from search.query.choice import Choice, facets
from search.query.groups import add_sounds
from search.query.memory import memory
from search.query.parse import Query
from search.query.plan import Plan, plan_of
from search.query.pool import Pool
from search.query.ranking import Weighed
from search.query.rows import Row, one_of_each

PER_PAGE = 10
# Of the best weight, what a result must have that holds only a part of what was asked for.
LEAST = 0.06
# What a document counts that only says again what the page says it belongs to.
RESTATED = 0.8


@dataclass
class Found:
    """All that was found, in its order."""

    plan: Plan
    results: list[Weighed] = field(default_factory=list)  # the best, weighed
    rest: Rest | None = None  # of more than are weighed at once, the others
    complete: int = 0  # how many hold everything asked for
    facets: dict[str, Counter[Any]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many items were found."""
        return len(self.results) + (len(self.rest.rows) if self.rest else 0)

    def shown(self, page: int) -> list[Weighed]:
        """The results of a page."""
        first = (page - 1) * PER_PAGE
        head = self.results[first : first + PER_PAGE]
        first = max(0, first - len(self.results))
        return head + (self.rest.slice(first, PER_PAGE - len(head)) if self.rest else [])


@dataclass
class Rest:
    """Results beyond those that are weighed: put in order only when somebody goes on so far."""

    pool: Pool
    rows: list[Row]
    by_date: bool

    @cached_property
    def _in_order(self) -> list[Row]:
        order = self.pool.order(self.rows, by_date=self.by_date)
        return sorted(self.rows, key=order, reverse=True)

    def slice(self, first: int, count: int) -> list[Weighed]:
        """Some of them, read and weighed."""
        return self.pool.of(self._in_order[first : first + count]) if count else []


def search(query: Query, choice: Choice) -> Found:
    """Everything a query finds, the best first. Raises NoIndexError."""
    known = memory()
    plan = plan_of(query, known.vocabulary)
    if not plan.groups:
        return Found(plan)
    pool = Pool(plan, known)
    rows = pool.strict()
    chosen = choice.allowed(rows)
    if len({row.item for row in chosen}) < PER_PAGE:
        more = _with_a_part(choice, pool, rows)
        rows, chosen = rows + more, chosen + choice.allowed(more)
    chosen = choice.in_own_language(chosen)
    best = pool.best(chosen, by_date=choice.by_date)
    results = _in_order(_best_of_each(pool.of(best)), choice)
    rest = _beyond(chosen, best) if len(best) < len(chosen) else []
    return Found(
        plan=plan,
        results=results,
        rest=Rest(pool, rest, choice.by_date),
        complete=len(rest) + sum(each.is_complete for each in results),
        facets=facets(rows, choice),
    )


def _beyond(chosen: list[Row], best: list[Row]) -> list[Row]:
    """A row of each item that has none among the best."""
    there = {row.item for row in best}
    return one_of_each(row for row in chosen if row.item not in there)


def _with_a_part(choice: Choice, pool: Pool, rows: list[Row]) -> list[Row]:
    """Where rows with everything fill no page: those with a good part of what was asked for."""
    known = pool.known
    words = [group for group in pool.plan.groups if not group.is_time]
    known_words = found_among([group.node for group in words], known.generation)
    for place, group in enumerate(words):
        if place not in known_words:
            group.meant = known.spelling.nearest(group.text)
            add_sounds(group, group.meant)
    loose = pool.loose({row.number for row in rows})
    more = [row for row in loose if choice.lang in ("all", row.lang)]
    return _worth_showing(pool.best(more), pool, rows)


def _worth_showing(more: list[Row], pool: Pool, rows: list[Row]) -> list[Row]:
    """Of what holds a part of the words, what holds enough of them beside the best."""
    weights = {each.entry.pk: each.weight for each in pool.of([*pool.best(rows), *more])}
    least = LEAST * max(weights.values(), default=0.0)
    return [row for row in more if weights.get(row.number, 0.0) > least]


def _best_of_each(found: list[Weighed]) -> list[Weighed]:
    """The best row of each item."""
    best: dict[str, Weighed] = {}
    for each in found:
        item = each.entry.item
        if item not in best or each.weight > best[item].weight:
            best[item] = each
    return [each for each in best.values() if each.weight > 0]


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
