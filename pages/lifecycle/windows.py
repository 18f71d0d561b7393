"""The period of applications: which closing date was valid when, and until when one can apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pages.lifecycle.schedule import (
    ALWAYS,
    LAST_SECOND,
    TOKYO,
    Extension,
    Kind,
    Schedule,
    next_midnight,
    over_at,
    start_of_day,
)


@dataclass(frozen=True)
class Deadline:
    """A closing moment and the time in which it was the valid one; None closes: not announced."""

    closes: datetime | None
    since: datetime
    until: datetime | None
    extension: Extension | None

    def valid(self, moment: datetime) -> bool:
        """Whether this was the published closing date at `moment`."""
        return self.since <= moment and (self.until is None or moment < self.until)


def deadlines(schedule: Schedule) -> tuple[Deadline, ...]:
    """Every closing date the item has had or will have, oldest first; together they fill all time.

    An extension takes effect at 00:00 of the day it is announced. Of two announced on one day
    the later row counts.
    """
    rows = sorted(schedule.extensions, key=lambda row: row.announced)
    if not rows:
        return (Deadline(schedule.closes, ALWAYS, None, None),)
    changes = [start_of_day(row.announced) for row in rows]
    first = Deadline(_closing(schedule, rows[0].old), ALWAYS, changes[0], None)
    later = [
        Deadline(_closing(schedule, row.new, final=row is rows[-1]), since, until, row)
        for row, since, until in zip(rows, changes, [*changes[1:], None], strict=True)
    ]
    return first, *(deadline for deadline in later if deadline.since != deadline.until)


def deadline_at(schedule: Schedule, moment: datetime) -> Deadline:
    """The closing date that is valid at `moment`."""
    return next(deadline for deadline in deadlines(schedule) if deadline.valid(moment))


def shuts(schedule: Schedule, deadline: Deadline) -> datetime | None:
    """The first moment at which nobody can apply any more under `deadline`, None when unknown.

    Without a closing date it is the beginning of the event or the day of the ceremony: nobody
    applies for what has begun. No window outlasts its event.
    """
    if deadline.closes is None:
        return schedule.begins
    shut = over_at(deadline.closes)
    if schedule.kind is Kind.EVENT and schedule.over_from:
        return min(shut, schedule.over_from)
    return shut


def opens_from(schedule: Schedule) -> datetime:
    """From when applications are known to be open; a draft is shown as it will be once public.

    Where the opening is not on record, nobody knows of any before the first sign of it: that
    readers could see the item, an extension, or the closing day.
    """
    if schedule.opens or schedule.seen_from is None:
        return schedule.opens or ALWAYS
    closings = [each.closes.date() for each in deadlines(schedule) if each.closes]
    extended = [row.announced for row in schedule.extensions]
    return start_of_day(min([schedule.seen_from, *extended, *closings]))


def is_open(schedule: Schedule, moment: datetime) -> bool:
    """Whether `moment` lies in the period of applications, places left or not."""
    if not schedule.has_window or moment < opens_from(schedule):
        return False
    shut = shuts(schedule, deadline_at(schedule, moment))
    return shut is None or moment < shut


def is_full(schedule: Schedule, moment: datetime) -> bool:
    """Whether all places were taken by `moment`."""
    return schedule.full_since is not None and moment >= schedule.full_since


def results_from(schedule: Schedule) -> datetime | None:
    """From when an award round's results are public, None while they are not known.

    On the day they were announced; else after the day of the ceremony; else, for old rounds
    of which no such date is left, since entries closed. A day alone makes no results.
    """
    if schedule.results_missing:
        return None
    if schedule.results_on:
        return start_of_day(schedule.results_on)
    if not schedule.results_known:
        return None
    if schedule.ceremony:
        return next_midnight(schedule.ceremony)
    shut = shuts(schedule, deadlines(schedule)[-1])
    return shut or schedule.opens or ALWAYS


def _closing(schedule: Schedule, day: date | None, *, final: bool = False) -> datetime | None:
    """The closing moment on `day`; the time of day does not move when the date does.

    For the final one the closing date itself counts when it is later than the last extension:
    it has been changed and the row is not yet written.
    """
    if day is None:
        return None
    if final and schedule.closes and schedule.closes.date() > day:
        return schedule.closes
    at = schedule.closes.time() if schedule.closes else LAST_SECOND
    return datetime.combine(day, at, TOKYO)
