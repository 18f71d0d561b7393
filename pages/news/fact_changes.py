"""Which changes of published facts are announced, read from the change log.

What is told for the first time is no change, but for the day of an event that was still open.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from pages.base.changes import FactChange
from pages.base.json_prefetch import grouped_rows
from pages.lifecycle import CALLED_OFF, MilestoneKind, PublishedChange
from portal import clock

NO_HOURS = (None, None, None, None)


def announced_changes(rows: Iterable[dict[str, Any]]) -> dict[int, tuple[PublishedChange, ...]]:
    """The changes by the id of their (Japanese) page."""
    changes: dict[int, list[PublishedChange]] = defaultdict(list)
    for row in rows:
        before, after = json.loads(row["was"] or "null"), json.loads(row["now"] or "null")
        kind, starts = KINDS[row["fact"]](before, after)
        if kind:
            changes[row["page_id"]].append(
                PublishedChange(kind, _moment(row["changed_at"]), starts)
            )
    return {page_id: tuple(of_page) for page_id, of_page in changes.items()}


def changes_text() -> Subquery:
    """The rows of the change log that may be announced, as one JSON text."""
    rows: QuerySet = QuerySet(model=FactChange).filter(fact__in=KINDS)
    texts = {name: Cast(F(column), TextField()) for name, column in COLUMNS.items()}
    return grouped_rows(rows, "page_id", "fact", "changed_at", **texts)


COLUMNS = {"was": "before", "now": "after"}
Announced = tuple[MilestoneKind | None, date | None]
NOTHING: Announced = (None, None)


def _hours(before: Any, after: Any) -> Announced:
    was, is_now = before or NO_HOURS, after or NO_HOURS
    day = _day(is_now[0])
    if was[0] is None:
        return (MilestoneKind.DATED, day) if day else NOTHING
    if day is None:
        return MilestoneKind.UNDATED, None
    # An hour that was not known before is told for the first time.
    moved = was[0] != is_now[0] or any(
        old not in (None, new) for old, new in zip(was[1:], is_now[1:], strict=True)
    )
    return (MilestoneKind.RESCHEDULED, day) if moved else NOTHING


def _ceremony(before: Any, after: Any) -> Announced:
    return _hours((before, None, None, None), (after, None, None, None))


def _place(before: Any, after: Any) -> Announced:
    return (MilestoneKind.PLACE, None) if before else NOTHING


def _outcome(before: Any, after: Any) -> Announced:
    """A change back; a postponement is announced from the facts themselves."""
    is_resumed = before in CALLED_OFF and after == "scheduled"
    return (MilestoneKind.RESUMED, None) if is_resumed else NOTHING


def _ceremony_outcome(before: Any, after: Any) -> Announced:
    return (MilestoneKind.CANCELLED if after else MilestoneKind.RESUMED), None


def _places(before: Any, after: Any) -> Announced:
    return (MilestoneKind.REOPENED, None) if before and not after else NOTHING


KINDS: dict[str, Callable[[Any, Any], Announced]] = {
    "hours": _hours,
    "place": _place,
    "outcome": _outcome,
    "full_since": _places,
    "ceremony_on": _ceremony,
    "ceremony_venue": _place,
    "ceremony_cancelled": _ceremony_outcome,
}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    """A database gives the moment with its offset, or in UTC without one."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(clock.TOKYO)
