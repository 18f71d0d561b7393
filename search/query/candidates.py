"""The candidates of a search: rows that match, narrowed to those worth scoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from heapq import nlargest
from typing import Any

from search.index.database import Some, matches
from search.models import Entry
from search.query.concepts import Concept, Variant
from search.query.plan import Plan
from search.query.ranking import TITLE_BOOST, EntryValues, Ranker, ScoredEntry
from search.query.rows import IndexRow, folded
from search.query.snapshot import Snapshot

# Rows that are scored; thousands may hold a common word.
MOST_SCORED = 120
# Beyond as many rows, a variant is looked for only where no rarer one matches.
MOST_LOOSE = 400
# Names of a concept that are looked for in titles.
MOST_NAMES = 4


class Candidates:
    """The rows that match a plan; every row is scored once, however often it is asked for."""

    def __init__(self, plan: Plan, snapshot: Snapshot) -> None:
        self.plan, self.snapshot = plan, snapshot
        self._embargoed = snapshot.embargoed()
        self._scored: dict[int, ScoredEntry] = {}
        # Of rows that match only a part of the query, the squared share of it.
        self._coverage: dict[int, float] = {}

    @cached_property
    def ranker(self) -> Ranker:
        """Made late: concepts that match nothing get variants before the first row is scored."""
        return Ranker(self.plan.concepts, self.snapshot)

    def scored(self, rows: list[IndexRow]) -> list[ScoredEntry]:
        """The rows with their scores; a row deleted meanwhile is left out."""
        missing = [row.number for row in rows if row.number not in self._scored]
        if missing:
            entries = Entry.objects.filter(pk__in=missing)
            for values in entries.values_list(*EntryValues._fields[:-1]):
                entry = EntryValues._make((*values, self.snapshot.rows[values[0]].day))
                self._scored[entry.pk] = self.ranker.score(entry)
        return [self._scored[row.number] for row in rows if row.number in self._scored]

    def most_promising(self, rows: list[IndexRow], *, by_date: bool = False) -> list[IndexRow]:
        """The rows to score: the latest, or those with the best titles and priors."""
        if len(rows) <= MOST_SCORED:
            return rows
        return nlargest(MOST_SCORED, rows, self.order(rows, by_date=by_date))

    def order(
        self, rows: list[IndexRow], *, by_date: bool
    ) -> Callable[[IndexRow], tuple[Any, ...]]:
        """The sort key of rows before their texts are read."""
        if by_date:
            return lambda row: (row.day or date.min, -row.number)
        boosts, coverage = self._title_boosts(rows), self._coverage

        def promise(row: IndexRow) -> tuple[Any, ...]:
            number = row.number
            return coverage.get(number, 1.0) * row.prior * (1 + boosts.get(number, 0.0)), -number

        return promise

    def _title_boosts(self, rows: list[IndexRow]) -> dict[int, float]:
        """The boost of rows whose titles name a concept."""
        boosts: dict[int, float] = defaultdict(float)
        for concept in self.plan.concepts:
            names = _names(concept)
            numbers = {row.number for name in names for row in rows if name in row.title}
            for number in numbers:
                boosts[number] += TITLE_BOOST / len(self.plan.concepts)
        return boosts

    def strict(self) -> list[IndexRow]:
        """The rows that match every concept."""
        return self._published(self.snapshot.matching(self.plan.strict))

    def loose(self, known: set[int]) -> list[IndexRow]:
        """The rows that match a part of the query, without those already known."""
        variants = self._selective_variants()
        coverage: dict[int, float] = defaultdict(float)
        concepts = [number for number, selected in enumerate(variants) if selected]
        nodes = [
            self.plan.without(Some(tuple(variant.node for variant in variants[number])))
            for number in concepts
        ]
        sizes = self.ranker.sizes
        for position, number in matches(nodes) if nodes else ():
            if number not in known:
                coverage[number] += sizes[concepts[position]] / sum(sizes)
        # Rounded, as the databases do not return their rows in one order.
        self._coverage = {number: round(share * share, 9) for number, share in coverage.items()}
        rows = self.snapshot.rows
        return self._published(rows[number] for number in coverage if number in rows)

    def _published(self, rows: Iterable[IndexRow]) -> list[IndexRow]:
        """The rows that are not under embargo."""
        return [row for row in rows if row.item not in self._embargoed]

    def _selective_variants(self) -> list[list[Variant]]:
        """All variants by concept; without frequent ones where rarer ones match enough rows."""
        ranker = self.ranker
        variants = sorted(
            (
                (ranker.frequency(variant), number, variant)
                for number, concept in enumerate(self.plan.concepts)
                for variant in (*concept.variants, *concept.partials)
                if ranker.frequency(variant)
            ),
            key=lambda ranked: ranked[:2],
        )
        selected: list[list[Variant]] = [[] for _concept in self.plan.concepts]
        rows = 0
        for frequency, number, variant in variants:
            if frequency <= MOST_LOOSE or rows < MOST_LOOSE:
                selected[number].append(variant)
                rows += frequency
        return selected


def _names(concept: Concept) -> list[str]:
    """The word itself and synonyms, folded, one of which a title may hold."""
    synonyms = (variant.synonym for variant in concept.variants[1:])
    names: list[str] = []
    for name in map(folded, filter(None, (concept.text, concept.correction, *synonyms))):
        # A title that holds a longer name holds the shorter one within it.
        if not any(known in name for known in names):
            names.append(name)
    return names[:MOST_NAMES]
