"""The announcements that follow from an item's dates, each with the time in which it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pages.lifecycle.schedule import Kind, Schedule, in_tokyo, next_midnight, start_of_day
from pages.lifecycle.windows import (
    Deadline,
    deadline_at,
    deadlines,
    is_full,
    results_from,
    shuts,
)


class MilestoneKind(StrEnum):
    """What an announcement tells; of two on one day the one that stands later here is told."""

    DOCUMENT = "document"
    OPENING = "opening"
    EXTENSION = "extension"
    LAST_DAY = "last_day"
    CLOSED = "closed"
    TODAY = "today"
    ENDED = "ended"
    HELD = "held"
    RECORDINGS = "recordings"
    RESULTS = "results"


ORDER = tuple(MilestoneKind)


@dataclass(frozen=True)
class Milestone:
    """Something to announce, dated `on`; `closes` is the closing day, for kinds that tell one."""

    kind: MilestoneKind
    on: date
    closes: date | None = None


@dataclass(frozen=True)
class Line:
    """A milestone and the time in which it is shown: from `appears`, to before `vanishes`."""

    milestone: Milestone
    appears: datetime
    vanishes: datetime | None = None

    def visible(self, moment: datetime) -> bool:
        """Whether the line stands on the site at `moment`."""
        return self.appears <= moment and (self.vanishes is None or moment < self.vanishes)


def milestones(
    schedule: Schedule, moment: datetime, held_back: Callable[[Milestone], bool] | None = None
) -> tuple[Milestone, ...]:
    """What is told of the item at `moment`, newest first; one announcement per day.

    "Last day" and "today" are shown on that day only, and "last day" only while one can apply.
    What is held back leaves its day to another announcement.
    """
    moment = in_tokyo(moment)
    visible = [line for line in lines(schedule) if line.visible(moment)]
    told = {
        line.milestone.on: line.milestone
        for line in sorted(visible, key=_weight)
        if held_back is None or not held_back(line.milestone)
    }
    return tuple(told[day] for day in sorted(told, reverse=True))


def announced(schedule: Schedule) -> tuple[Milestone, ...]:
    """Everything the item announces, past and to come, oldest first."""
    return _in_order(lines(schedule))


def happened(schedule: Schedule, moment: datetime) -> tuple[Milestone, ...]:
    """Everything announced by `moment`, oldest first: also what was told for a day only."""
    moment = in_tokyo(moment)
    return _in_order([line for line in lines(schedule) if line.appears <= moment])


def _in_order(found: list[Line]) -> tuple[Milestone, ...]:
    found = sorted(found, key=lambda line: (line.milestone.on, _weight(line)))
    return tuple(dict.fromkeys(line.milestone for line in found))


def appearances(schedule: Schedule) -> dict[tuple[MilestoneKind, date], datetime]:
    """The moment at which each announcement of the item appears, by its kind and day."""
    found: dict[tuple[MilestoneKind, date], datetime] = {}
    for line in lines(schedule):
        key = line.milestone.kind, line.milestone.on
        found[key] = max(line.appears, found.get(key, line.appears))
    return found


def next_announcement(schedule: Schedule, moment: datetime) -> datetime | None:
    """The next moment after `moment` at which an announcement appears or vanishes."""
    moments = [each for line in lines(schedule) for each in (line.appears, line.vanishes) if each]
    return min((each for each in moments if each > moment), default=None)


def lines(schedule: Schedule) -> list[Line]:
    """Every announcement of the item, past and future.

    Nothing but documents is announced once the item has been called off.
    """
    off = schedule.called_off_from
    found = [*_documents(schedule)]
    subject = _award_lines if schedule.kind is Kind.AWARD else _event_lines
    for line in (*_window_lines(schedule), *subject(schedule)):
        shown = line.vanishes is None or line.appears < line.vanishes
        if shown and (off is None or line.appears < off):
            found.append(line)
    return found


def _weight(line: Line) -> tuple[int, datetime]:
    return ORDER.index(line.milestone.kind), line.appears


def _line(kind: MilestoneKind, moment: datetime, closes: date | None = None) -> Line:
    return Line(Milestone(kind, moment.date(), closes), moment)


def _documents(schedule: Schedule) -> Iterator[Line]:
    for day in sorted(set(schedule.documents)):
        yield _line(MilestoneKind.DOCUMENT, start_of_day(day))


def _window_lines(schedule: Schedule) -> Iterator[Line]:
    if schedule.opens:
        closes = deadline_at(schedule, schedule.opens).closes
        yield _line(MilestoneKind.OPENING, schedule.opens, closes and closes.date())
    for deadline in deadlines(schedule):
        # Where all places are gone nobody is invited to apply for longer.
        if deadline.extension and deadline.closes and not is_full(schedule, deadline.since):
            yield _line(MilestoneKind.EXTENSION, deadline.since, deadline.closes.date())
        yield from _last_day(schedule, deadline)


def _last_day(schedule: Schedule, deadline: Deadline) -> Iterator[Line]:
    """The announcement of a closing day, unless it was moved, or all places were gone, before."""
    if deadline.closes is None:
        return
    day = deadline.closes.date()
    begins = [start_of_day(day), deadline.since, schedule.opens]
    ends = [shuts(schedule, deadline), deadline.until, schedule.full_since]
    yield Line(
        Milestone(MilestoneKind.LAST_DAY, day, day),
        max(moment for moment in begins if moment),
        min(moment for moment in ends if moment),
    )


def _event_lines(schedule: Schedule) -> Iterator[Line]:
    if schedule.start:
        day = schedule.start.date()
        yield Line(
            Milestone(MilestoneKind.TODAY, day), start_of_day(day), vanishes=next_midnight(day)
        )
    if schedule.over_from and schedule.last_day:
        held = schedule.held_from
        yield Line(
            Milestone(MilestoneKind.ENDED, schedule.last_day), schedule.over_from, vanishes=held
        )
        if held:
            yield Line(Milestone(MilestoneKind.HELD, schedule.last_day), held)
    if schedule.recorded_from:
        yield _line(MilestoneKind.RECORDINGS, schedule.recorded_from)


def _award_lines(schedule: Schedule) -> Iterator[Line]:
    for deadline in deadlines(schedule):
        if deadline.closes is None:
            continue
        told = next_midnight(deadline.closes.date())
        # An extension announced on the day after replaces that day's "closed".
        if told >= deadline.since and (deadline.until is None or told < deadline.until):
            day = told.date() - timedelta(days=1)
            yield _line(MilestoneKind.CLOSED, told, day)
    results = results_from(schedule)
    if results and (schedule.results_on or schedule.ceremony):
        yield _line(MilestoneKind.RESULTS, results)
