"""The state of an item at a moment, what it means for an applicant, and when it changes next.

The state is the first line of this table that holds, from the top. Days begin at 00:00 in Japan.

| State      | Holds                                                                            |
| ---------- | -------------------------------------------------------------------------------- |
| cancelled, postponed, written | from the day it was announced, always when that is unknown    |
| **events** |                                                                                  |
| recordings | past its end, from the day recordings are available, if one can be watched       |
| held       | past its end, and confirmed                                                      |
| ended      | past its end, not (yet) confirmed                                                |
| today      | from 00:00 of its first day to its end                                           |
| before     | before applications open, or any sign of it; without a window, until its day     |
| closed     | after the closing moment that is valid at that time                              |
| full       | while applications would be open, from the moment all places are taken           |
| last_day   | on the closing day                                                               |
| extended   | after an extension, from 00:00 of the day it was announced                       |
| open       | else, also while no closing date has been announced                              |
| **awards** |                                                                                  |
| results    | from the day of the results; if unknown, after the ceremony's day, or for good   |
| selecting  | without a window (old rounds); else in place of "closed"                         |
| before, full, last_day, extended, open | as for events                                        |

An extension announced after the closing day is the only way back to a state in which one can apply.
Within some states there are phases: of the day of an event, and of results that are overdue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from pages.lifecycle.announcements import lines, milestones
from pages.lifecycle.schedule import (
    ALWAYS,
    LAST_SECOND,
    Kind,
    Schedule,
    in_tokyo,
    next_midnight,
    start_of_day,
)
from pages.lifecycle.state import MEANINGS, Phase, State, Status
from pages.lifecycle.windows import (
    Deadline,
    deadline_at,
    deadlines,
    is_full,
    is_open,
    opens_from,
    results_from,
    shuts,
)


def status(schedule: Schedule, moment: datetime) -> Status:
    """The status of the item at `moment`, which must be timezone-aware."""
    moment = in_tokyo(moment)
    present = _present(schedule, moment)
    later = sorted({change for change in _changes(schedule, moment) if change > moment})
    differs = (change for change in later if _present(schedule, change) != present)
    return replace(present, next_change=next(differs, None))


def changes_so_far(schedule: Schedule, moment: datetime) -> list[datetime]:
    """The known moments up to `moment` at which something about the item changed, oldest first."""
    return sorted({change for change in _changes(schedule, moment) if ALWAYS < change <= moment})


def state_at(schedule: Schedule, moment: datetime) -> State:
    """The item's state at `moment`, by the table above."""
    moment = in_tokyo(moment)
    if schedule.outcome and _reached(schedule.called_off_from, moment):
        return State(schedule.outcome)
    if schedule.kind is Kind.AWARD:
        return _award_state(schedule, moment)
    return _event_state(schedule, moment)


def _event_state(schedule: Schedule, moment: datetime) -> State:
    if _reached(schedule.recorded_from, moment):
        return State.RECORDINGS
    if _reached(schedule.held_from, moment):
        return State.HELD
    if _reached(schedule.over_from, moment):
        return State.ENDED
    if schedule.start and moment >= start_of_day(schedule.start.date()):
        return State.TODAY
    if not schedule.has_window:
        return State.BEFORE
    return _window_state(schedule, moment, after=State.CLOSED)


def _award_state(schedule: Schedule, moment: datetime) -> State:
    if _reached(results_from(schedule), moment):
        return State.RESULTS
    if schedule.has_window:
        return _window_state(schedule, moment, after=State.SELECTING)
    return State.SELECTING if _entries_were_taken(schedule, moment) else State.BEFORE


def _entries_were_taken(schedule: Schedule, moment: datetime) -> bool:
    """Of a round whose window is not on record; a new one without any date is still to come."""
    due = start_of_day(schedule.results_due) if schedule.results_due else None
    ceremony = start_of_day(schedule.ceremony) if schedule.ceremony else None
    return schedule.results_known or _reached(due, moment) or _reached(ceremony, moment)


def _window_state(schedule: Schedule, moment: datetime, after: State) -> State:
    if moment < opens_from(schedule):
        return State.BEFORE
    if not is_open(schedule, moment):
        return after
    if is_full(schedule, moment):
        return State.FULL
    deadline = deadline_at(schedule, moment)
    if deadline.closes and deadline.closes.date() == moment.date():
        return State.LAST_DAY
    return State.EXTENDED if deadline.extension else State.OPEN


def _present(schedule: Schedule, moment: datetime) -> Status:
    """The status at `moment` without its next change."""
    state = state_at(schedule, moment)
    deadline = deadline_at(schedule, moment)
    running = not MEANINGS[state].is_over and is_open(schedule, moment)
    accepts = running and not is_full(schedule, moment)
    return Status(
        state=state,
        closes=deadline.closes,
        closing_unknown=running and deadline.closes is None,
        opens=schedule.opens,
        days_left=_days_left(deadline, moment) if accepts else None,
        accepts=accepts,
        next_change=None,
        milestones=milestones(schedule, moment),
        extension=deadline.extension,
        has_window=schedule.has_window and not _is_before_record(schedule, moment),
        starts=schedule.start,
        phase=_phase(schedule, state, moment),
    )


def _is_before_record(schedule: Schedule, moment: datetime) -> bool:
    """Whether nothing is known of applications at `moment`, though of later ones."""
    return schedule.opens is None and moment < opens_from(schedule)


def _phase(schedule: Schedule, state: State, moment: datetime) -> Phase:
    if state is State.SELECTING:
        return Phase.OVERDUE if _reached(_overdue_from(schedule), moment) else Phase.NONE
    if state is not State.TODAY or schedule.start is None or schedule.start.time() == time(0):
        return Phase.NONE
    if moment < schedule.start:
        return Phase.AHEAD
    if schedule.end and schedule.end.time() != LAST_SECOND:
        return Phase.RUNNING
    # Of its later days no hour is known.
    return Phase.STARTED if moment.date() == schedule.start.date() else Phase.NONE


def _overdue_from(schedule: Schedule) -> datetime | None:
    return next_midnight(schedule.results_due) if schedule.results_due else None


def _days_left(deadline: Deadline, moment: datetime) -> int | None:
    return (deadline.closes.date() - moment.date()).days if deadline.closes else None


def _changes(schedule: Schedule, moment: datetime) -> Iterator[datetime]:
    """Every moment after which the status can differ, in no order; midnight for the days left."""
    yield next_midnight(moment.date())
    for deadline in deadlines(schedule):
        yield from _known(deadline.since, shuts(schedule, deadline))
    for line in lines(schedule):
        yield from _known(line.appears, line.vanishes)
    first_day = schedule.start and start_of_day(schedule.start.date())
    yield from _known(opens_from(schedule), schedule.full_since, first_day, schedule.over_from)
    yield from _known(schedule.held_from, schedule.recorded_from, schedule.called_off_from)
    ceremony = start_of_day(schedule.ceremony) if schedule.ceremony else None
    due = start_of_day(schedule.results_due) if schedule.results_due else None
    yield from _known(results_from(schedule), ceremony, due)
    yield from _known(schedule.start, _overdue_from(schedule))


def _known(*moments: datetime | None) -> Iterator[datetime]:
    return (moment for moment in moments if moment is not None)


def _reached(since: datetime | None, moment: datetime) -> bool:
    return since is not None and moment >= since
