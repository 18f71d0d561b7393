"""The search: candidates from the database, scored, filtered and counted by facet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from search.index.database import queries_with_matches
from search.query.candidates import Candidates
from search.query.concepts import add_fuzzy_variants
from search.query.filters import Filters, facet_counts
from search.query.parse import Query
from search.query.plan import Plan, plan_of
from search.query.ranking import ScoredEntry
from search.query.rows import IndexRow, one_per_item
from search.query.snapshot import snapshot

PER_PAGE = 10
# The share of the best score below which a partial match is not shown.
LEAST_SCORE = 0.06
# The weight of a document that only restates the page it belongs to.
RESTATED = 0.8


@dataclass
class ResultSet:
    """All results of a search in their order."""

    plan: Plan
    results: list[ScoredEntry] = field(default_factory=list)  # the most promising, scored
    rest: UnscoredResults | None = None
    complete: int = 0  # the number of results that match every concept
    facets: dict[str, Counter[Any]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The number of items."""
        return len(self.results) + (len(self.rest.rows) if self.rest else 0)

    def page(self, number: int) -> list[ScoredEntry]:
        """The results of a page, counted from 1."""
        first = (number - 1) * PER_PAGE
        head = self.results[first : first + PER_PAGE]
        first = max(0, first - len(self.results))
        return head + (self.rest.slice(first, PER_PAGE - len(head)) if self.rest else [])


@dataclass
class UnscoredResults:
    """The results after the scored ones, sorted only when a reader pages that far."""

    candidates: Candidates
    rows: list[IndexRow]
    by_date: bool

    @cached_property
    def _in_order(self) -> list[IndexRow]:
        order = self.candidates.order(self.rows, by_date=self.by_date)
        return sorted(self.rows, key=order, reverse=True)

    def slice(self, first: int, count: int) -> list[ScoredEntry]:
        """Some of them, read and scored."""
        return self.candidates.scored(self._in_order[first : first + count]) if count else []


def search(query: Query, filters: Filters) -> ResultSet:
    """All results of a query, the best first. Raises NoIndexError."""
    index = snapshot()
    plan = plan_of(query, index.vocabulary)
    if not plan.concepts:
        return ResultSet(plan)
    candidates = Candidates(plan, index)
    rows = candidates.strict()
    passing = filters.apply(rows)
    if len({row.item for row in passing}) < PER_PAGE:
        more = _partial_matches(filters, candidates, rows)
        rows, passing = rows + more, passing + filters.apply(more)
    passing = filters.in_own_language(passing)
    promising = candidates.most_promising(passing, by_date=filters.by_date)
    results = _in_order(_best_per_item(candidates.scored(promising)), filters)
    rest = _beyond(passing, promising) if len(promising) < len(passing) else []
    return ResultSet(
        plan=plan,
        results=results,
        rest=UnscoredResults(candidates, rest, filters.by_date),
        complete=len(rest) + sum(result.is_complete for result in results),
        facets=facet_counts(rows, filters),
    )


def _beyond(passing: list[IndexRow], promising: list[IndexRow]) -> list[IndexRow]:
    """A row of every item that is not among the promising ones."""
    known = {row.item for row in promising}
    return one_per_item(row for row in passing if row.item not in known)


def _partial_matches(
    filters: Filters, candidates: Candidates, rows: list[IndexRow]
) -> list[IndexRow]:
    """Where complete matches fill no page: the rows that match a good part of the query."""
    index = candidates.snapshot
    words = [concept for concept in candidates.plan.concepts if not concept.is_time]
    matched = queries_with_matches([concept.node for concept in words], index.generation)
    for position, concept in enumerate(words):
        if position not in matched:
            add_fuzzy_variants(concept, index.spelling.nearest(concept.text))
    loose = candidates.loose({row.number for row in rows})
    more = [row for row in loose if filters.lang in ("all", row.lang)]
    return _worth_showing(candidates.most_promising(more), candidates, rows)


def _worth_showing(
    more: list[IndexRow], candidates: Candidates, rows: list[IndexRow]
) -> list[IndexRow]:
    """The partial matches with a good share of the best score."""
    scored = candidates.scored([*candidates.most_promising(rows), *more])
    scores = {result.entry.pk: result.score for result in scored}
    least = LEAST_SCORE * max(scores.values(), default=0.0)
    return [row for row in more if scores.get(row.number, 0.0) > least]


def _best_per_item(scored: list[ScoredEntry]) -> list[ScoredEntry]:
    """The best entry of every item."""
    best: dict[str, ScoredEntry] = {}
    for result in scored:
        item = result.entry.item
        if item not in best or result.score > best[item].score:
            best[item] = result
    return [result for result in best.values() if result.score > 0]


def _in_order(results: list[ScoredEntry], filters: Filters) -> list[ScoredEntry]:
    if filters.by_date:
        return sorted(
            results, key=lambda result: (str(result.entry.day or ""), result.score), reverse=True
        )
    restating = _restating(results)

    def order(result: ScoredEntry) -> tuple[bool, float, str]:
        score = result.score * (RESTATED if result.entry.item in restating else 1.0)
        return result.is_complete, round(score, 6), result.entry.key

    return sorted(results, key=order, reverse=True)


def _restating(results: list[ScoredEntry]) -> set[str]:
    """The documents that add nothing to the page they belong to, which is a result, too.

    A document repeats its page, often in more words; one whose own title was searched for stays.
    """
    by_item = {result.entry.item: result for result in results}
    return {
        result.entry.item
        for result in results
        for item in result.entry.papers_of.split()
        if item in by_item and _matches_as_well(by_item[item], result)
    }


def _matches_as_well(page: ScoredEntry, document: ScoredEntry) -> bool:
    complete = page.is_complete >= document.is_complete
    return complete and page.title_coverage >= document.title_coverage
