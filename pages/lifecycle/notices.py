"""The announcements of what a visitor must learn of besides the steps of an item.

That it was published, that it does not take place as planned, that all places are taken, and the
changes of what was public: another day, another place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from pages.lifecycle.milestone import Milestone, MilestoneKind, MilestonePeriod
from pages.lifecycle.schedule import Kind, Outcome, PublishedChange, Schedule, start_of_day
from pages.lifecycle.windows import deadlines, is_open, results_from, shuts

OUTCOMES = {
    Outcome.POSTPONED: MilestoneKind.POSTPONED,
    Outcome.CANCELLED: MilestoneKind.CANCELLED,
    Outcome.WRITTEN: MilestoneKind.WRITTEN,
}
DATES = frozenset({MilestoneKind.DATED, MilestoneKind.RESCHEDULED, MilestoneKind.UNDATED})
# They say, too, that what was called off takes place after all.
NAMES_A_DAY = frozenset({MilestoneKind.DATED, MilestoneKind.RESCHEDULED})


def publication_line(schedule: Schedule) -> Iterator[MilestonePeriod]:
    """That the item was published, while it was still to come."""
    if schedule.announced is None:
        return
    appears, shut = start_of_day(schedule.announced), None
    if schedule.kind is Kind.AWARD:  # a call for entries that is over calls for nothing
        shut = shuts(schedule, deadlines(schedule)[-1])
    if _is_ahead(schedule, appears) and (shut is None or appears < shut):
        yield MilestonePeriod(Milestone(MilestoneKind.PUBLISHED, schedule.announced), appears)


def outcome_line(schedule: Schedule) -> Iterator[MilestonePeriod]:
    """That it does not take place as planned; without a day there is nothing to announce."""
    kind, day = schedule.outcome and OUTCOMES.get(schedule.outcome), schedule.outcome_announced
    if kind and day:
        yield MilestonePeriod(Milestone(kind, day), start_of_day(day))


def change_lines(schedule: Schedule) -> Iterator[MilestonePeriod]:
    """The changes of what was public, as long as nothing later has overtaken them."""
    if schedule.full_since and is_open(schedule, schedule.full_since):
        full = Milestone(MilestoneKind.FULL, schedule.full_since.date())
        yield MilestonePeriod(full, schedule.full_since)
    yield from _of_dates(schedule)
    for change in _that_count(schedule):
        if change.kind not in DATES:
            yield MilestonePeriod(_milestone(change), change.at)


def _of_dates(schedule: Schedule) -> Iterator[MilestonePeriod]:
    """Only the last day announced is true, and none once the item is called off."""
    dates = [change for change in _that_count(schedule) if change.kind in DATES]
    overtaken = [change.at for change in dates[1:]]
    for change, later in zip_longest(dates, overtaken):
        until = _earliest(later, schedule.called_off_from)
        yield MilestonePeriod(_milestone(change), change.at, until)


def _that_count(schedule: Schedule) -> list[PublishedChange]:
    """Those made while the item was still to come: a record that is put right is no news."""
    made = sorted(schedule.changes, key=lambda change: change.at)
    ahead = [change for change in made if _counts(schedule, change)]
    dated = {change.at.date() for change in ahead if change.kind in NAMES_A_DAY}
    return [
        change
        for change in ahead
        if change.kind is not MilestoneKind.RESUMED or change.at.date() not in dated
    ]


def _counts(schedule: Schedule, change: PublishedChange) -> bool:
    if change.kind is MilestoneKind.REOPENED:
        return is_open(schedule, change.at)
    return _is_ahead(schedule, change.at)


def _is_ahead(schedule: Schedule, moment: datetime) -> bool:
    """Whether the item was still to come, or on; of an award round, its ceremony."""
    if schedule.kind is Kind.EVENT:
        over = schedule.over_from
    else:
        ceremony = start_of_day(schedule.ceremony) if schedule.ceremony else None
        over = _earliest(results_from(schedule), ceremony)
    return over is None or moment < over


def _milestone(change: PublishedChange) -> Milestone:
    return Milestone(change.kind, change.at.date(), starts=change.starts, at=change.at)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
