"""The announcements that follow from an item's dates, each with the time in which it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pages.lifecycle.schedule import Kind, Schedule, in_tokyo, next_midnight, start_of_day
from pages.lifecycle.windows import Deadline, deadline_at, deadlines, results_from, shuts


class MilestoneKind(StrEnum):
    """What an announcement tells; in the order in which things of one moment happen."""

    OPENING = "opening"
    EXTENSION = "extension"
    LAST_DAY = "last_day"
    CLOSED = "closed"
    TODAY = "today"
    ENDED = "ended"
    HELD = "held"
    RECORDINGS = "recordings"
    DOCUMENT = "document"
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


def milestones(schedule: Schedule, moment: datetime) -> tuple[Milestone, ...]:
    """What has been announced by `moment`, newest first; one per kind and day.

    "Last day" and "today" are shown on that day only, and "last day" only while one can apply.
    """
    moment = in_tokyo(moment)
    visible = [line for line in lines(schedule) if line.visible(moment)]
    visible.sort(key=_age, reverse=True)
    return tuple({_key(line.milestone): line.milestone for line in visible}.values())


def appearances(schedule: Schedule) -> dict[tuple[MilestoneKind, date], datetime]:
    """The moment at which each announcement of the item appears, by its kind and day."""
    found: dict[tuple[MilestoneKind, date], datetime] = {}
    for line in lines(schedule):
        key = _key(line.milestone)
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


def _age(line: Line) -> tuple[date, datetime, int]:
    return line.milestone.on, line.appears, ORDER.index(line.milestone.kind)


def _key(milestone: Milestone) -> tuple[MilestoneKind, date]:
    return milestone.kind, milestone.on


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
        if deadline.extension and deadline.closes:
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
