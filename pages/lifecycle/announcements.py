"""The announcements derived from an item's dates, with the period in which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from pages.lifecycle.milestone import CHANGES, ORDER, Milestone, MilestoneKind, MilestonePeriod
from pages.lifecycle.notices import change_lines, outcome_line, publication_line
from pages.lifecycle.schedule import Kind, Schedule, in_tokyo, next_midnight, start_of_day
from pages.lifecycle.windows import (
    Deadline,
    deadline_at,
    deadlines,
    is_full,
    results_from,
    shuts,
)


def milestones(
    schedule: Schedule, moment: datetime, held_back: Callable[[Milestone], bool] | None = None
) -> tuple[Milestone, ...]:
    """The announcements shown at `moment`, newest first: one step a day, and every change.

    "Last day" and "today" are shown on that day only, and "last day" only while one can apply.
    A day whose announcement an editor holds back goes to another announcement of that day.
    """
    moment = in_tokyo(moment)
    visible = [line for line in lines(schedule) if line.visible(moment)]
    told = [line for line in visible if held_back is None or not held_back(line.milestone)]
    newest_first = sorted(_one_step_a_day(told), key=_age, reverse=True)
    return tuple(dict.fromkeys(line.milestone for line in newest_first))


def _one_step_a_day(told: list[MilestonePeriod]) -> list[MilestonePeriod]:
    """The last step of a day stands for all of them; of what was changed nothing is left out.

    An extension is both: it says what the opening of that day says.
    """
    ordered = sorted(told, key=_weight)
    steps = {
        line.milestone.on: line
        for line in ordered
        if line.milestone.kind not in CHANGES or line.milestone.kind is MilestoneKind.EXTENSION
    }
    changes = [line for line in ordered if line.milestone.kind in CHANGES]
    return [*steps.values(), *changes]


def announced(schedule: Schedule) -> tuple[Milestone, ...]:
    """All announcements of the item, past and future, oldest first."""
    return _in_order(lines(schedule))


def happened(schedule: Schedule, moment: datetime) -> tuple[Milestone, ...]:
    """All announcements made by `moment`, oldest first, also those shown for one day only."""
    moment = in_tokyo(moment)
    return _in_order([line for line in lines(schedule) if line.appears <= moment])


def _in_order(periods: list[MilestonePeriod]) -> tuple[Milestone, ...]:
    ordered = sorted(periods, key=_age)
    return tuple(dict.fromkeys(line.milestone for line in ordered))


def appearances(schedule: Schedule) -> dict[tuple[MilestoneKind, date], datetime]:
    """The moment at which an announcement of the item appears, by kind and day."""
    moments: dict[tuple[MilestoneKind, date], datetime] = {}
    for line in lines(schedule):
        key = line.milestone.kind, line.milestone.on
        moments[key] = max(line.appears, moments.get(key, line.appears))
    return moments


def next_announcement(schedule: Schedule, moment: datetime) -> datetime | None:
    """The next moment after `moment` at which an announcement appears or vanishes."""
    changes = [change for line in lines(schedule) for change in (line.appears, line.vanishes)]
    return min((change for change in changes if change and change > moment), default=None)


def lines(schedule: Schedule) -> list[MilestonePeriod]:
    """Every announcement of the item with its period, past and future.

    Once the item is cancelled or postponed, that and its documents are announced, nothing else.
    """
    off = schedule.called_off_from
    periods = [*_documents(schedule), *outcome_line(schedule)]
    subject = _award_lines if schedule.kind is Kind.AWARD else _event_lines
    published = (*publication_line(schedule), *change_lines(schedule))
    for line in (*published, *_window_lines(schedule), *subject(schedule)):
        shown = line.vanishes is None or line.appears < line.vanishes
        if shown and (off is None or line.appears < off):
            periods.append(line)
    return periods


def _weight(line: MilestonePeriod) -> tuple[int, datetime]:
    return ORDER.index(line.milestone.kind), line.appears


def _age(line: MilestonePeriod) -> tuple[date, datetime, int]:
    kind = ORDER.index(line.milestone.kind)
    return line.milestone.on, line.appears, kind


def _line(kind: MilestoneKind, moment: datetime, closes: date | None = None) -> MilestonePeriod:
    return MilestonePeriod(Milestone(kind, moment.date(), closes), moment)


def _documents(schedule: Schedule) -> Iterator[MilestonePeriod]:
    for day in sorted(set(schedule.documents)):
        yield _line(MilestoneKind.DOCUMENT, start_of_day(day))


def _window_lines(schedule: Schedule) -> Iterator[MilestonePeriod]:
    if schedule.opens:
        closes = deadline_at(schedule, schedule.opens).closes
        yield _line(MilestoneKind.OPENING, schedule.opens, closes and closes.date())
    for deadline in deadlines(schedule):
        # Where all places are gone nobody is invited to apply for longer.
        if deadline.extension and deadline.closes and not is_full(schedule, deadline.since):
            yield _line(MilestoneKind.EXTENSION, deadline.since, deadline.closes.date())
        yield from _last_day(schedule, deadline)


def _last_day(schedule: Schedule, deadline: Deadline) -> Iterator[MilestonePeriod]:
    """The announcement of a closing day, unless it was moved, or all places were gone, before."""
    if deadline.closes is None:
        return
    day = deadline.closes.date()
    begins = [start_of_day(day), deadline.since, schedule.opens]
    ends = [shuts(schedule, deadline), deadline.until, schedule.full_since]
    yield MilestonePeriod(
        Milestone(MilestoneKind.LAST_DAY, day, day),
        max(moment for moment in begins if moment),
        min(moment for moment in ends if moment),
    )


def _event_lines(schedule: Schedule) -> Iterator[MilestonePeriod]:
    if schedule.start:
        yield _today(schedule.start.date())
    if schedule.over_from and schedule.last_day:
        held = schedule.held_from
        yield MilestonePeriod(
            Milestone(MilestoneKind.ENDED, schedule.last_day), schedule.over_from, vanishes=held
        )
        if held:
            yield MilestonePeriod(Milestone(MilestoneKind.HELD, schedule.last_day), held)
    if schedule.recorded_from:
        yield _line(MilestoneKind.RECORDINGS, schedule.recorded_from)


def _today(day: date) -> MilestonePeriod:
    today = Milestone(MilestoneKind.TODAY, day)
    return MilestonePeriod(today, start_of_day(day), vanishes=next_midnight(day))


def _award_lines(schedule: Schedule) -> Iterator[MilestonePeriod]:
    for deadline in deadlines(schedule):
        if deadline.closes is None:
            continue
        announced_at = next_midnight(deadline.closes.date())
        # An extension announced on the day after replaces that day's "closed".
        replaced = deadline.until is not None and announced_at >= deadline.until
        if announced_at >= deadline.since and not replaced:
            day = announced_at.date() - timedelta(days=1)
            yield _line(MilestoneKind.CLOSED, announced_at, day)
    if schedule.ceremony_alone and schedule.ceremony:
        yield _today(schedule.ceremony)
        over = Milestone(MilestoneKind.ENDED, schedule.ceremony)
        yield MilestonePeriod(over, next_midnight(schedule.ceremony))
    results = results_from(schedule)
    if results and (schedule.results_on or schedule.ceremony):
        yield _line(MilestoneKind.RESULTS, results)
