"""Measures of ranking quality, by which judged queries are scored."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

CUT = 10
# Lists of a whole section are neither right nor wrong: they are passed over.
_SECTION_LISTS = "home news events summits assemblies training awards proposals resources surveys"
SECTION_LISTS = frozenset(_SECTION_LISTS.split())


@dataclass(frozen=True)
class Score:
    """The measures of one judged query."""

    query: dict[str, Any]
    ranked: list[str]
    ndcg: float
    reciprocal_rank: float
    recall: float
    is_empty: bool

    @property
    def best_place(self) -> int:
        """The place of the first result of the highest grade; a large number when there is none."""
        grades = self.query["rel"]
        best = max(grades.values())
        places = (at for at, key in enumerate(self.ranked, 1) if grades.get(key) == best)
        return next(places, 1000)


def score(query: dict[str, Any], keys: list[str], news: dict[str, str | None]) -> Score:
    """The measures of a query for the keys of its results, in their order.

    News counts as the item it is about; of repeated keys the first counts.
    """
    mapped = (news.get(key) or key for key in keys)
    ranked = list(dict.fromkeys(key for key in mapped if key not in SECTION_LISTS))
    grades = query["rel"]
    gains = [grades.get(key, 0) for key in ranked[:CUT]]
    ideal = sorted(grades.values(), reverse=True)[:CUT]
    return Score(
        query=query,
        ranked=ranked,
        ndcg=_discounted(gains) / _discounted(ideal),
        reciprocal_rank=next((1 / place for place, gain in enumerate(gains, 1) if gain), 0.0),
        recall=sum(gain > 0 for gain in gains) / min(CUT, len(grades)),
        is_empty=not keys,
    )


def _discounted(gains: Iterable[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def score_all(
    queries: Iterable[dict[str, Any]],
    find: Callable[[str, str], list[str]],
    news: dict[str, str | None],
) -> list[Score]:
    """The measures of all queries that have an answer; `find` takes words and language."""
    return [
        score(query, find(query["q"], query["lang"])[:CUT], news)
        for query in queries
        if query["rel"]
    ]


def means(scores: list[Score]) -> dict[str, float]:
    """The means of all measures, and the share of queries without results."""
    count = len(scores) or 1
    return {
        "ndcg": sum(scored.ndcg for scored in scores) / count,
        "mrr": sum(scored.reciprocal_rank for scored in scores) / count,
        "recall": sum(scored.recall for scored in scores) / count,
        "empty": sum(scored.is_empty for scored in scores) / count,
    }


def by_group(scores: list[Score]) -> dict[str, list[Score]]:
    """The scores by the group of their query."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for scored in scores:
        groups[scored.query["group"]].append(scored)
    return dict(sorted(groups.items()))
