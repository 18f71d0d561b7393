"""The states an item can be in, what each means, and the status that lists and pages ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pages.lifecycle.milestone import Milestone
from pages.lifecycle.schedule import Extension


class State(StrEnum):
    """Where an item stands; the values are those of the markup and the open data."""

    BEFORE = "before"
    OPEN = "open"
    LAST_DAY = "last_day"
    EXTENDED = "extended"
    FULL = "full"
    CLOSED = "closed"
    TODAY = "today"
    ENDED = "ended"
    HELD = "held"
    RECORDINGS = "recordings"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    WRITTEN = "written"
    SELECTING = "selecting"
    RESULTS = "results"


class Phase(StrEnum):
    """A finer point within a state, which other words tell; most states have none."""

    NONE = ""
    AHEAD = "ahead"  # today, from an hour that is known and still to come
    RUNNING = "running"  # it has begun, and when it ends is known
    STARTED = "started"  # it has begun, and when it ends is not known
    OVERDUE = "overdue"  # the day of the results is past, and there are none


@dataclass(frozen=True)
class Meaning:
    """The consequences of a state; lists, calls, calendars and feeds ask for nothing else."""

    is_over: bool = False  # nobody can apply any more, whatever the window would allow
    is_coming: bool = False  # ahead or today; a cancelled or written event is a record
    may_be_called_for: bool = False  # an editor's call on the front page stands
    has_taken_place: bool = False  # confirmed
    is_cancelled_or_postponed: bool = False
    is_said_of_today: bool = False  # a copy that is read later names its day
    is_settled: bool = False  # a chip would tell a reader of a list only that it is over


MEANINGS: dict[State, Meaning] = {
    State.BEFORE: Meaning(is_coming=True, may_be_called_for=True),
    State.OPEN: Meaning(is_coming=True, may_be_called_for=True, is_said_of_today=True),
    State.LAST_DAY: Meaning(is_coming=True, may_be_called_for=True, is_said_of_today=True),
    State.EXTENDED: Meaning(is_coming=True, may_be_called_for=True, is_said_of_today=True),
    State.FULL: Meaning(is_coming=True, may_be_called_for=True),
    State.CLOSED: Meaning(is_coming=True),
    State.TODAY: Meaning(is_coming=True, may_be_called_for=True, is_said_of_today=True),
    State.ENDED: Meaning(is_over=True, is_settled=True),
    State.HELD: Meaning(is_over=True, has_taken_place=True, is_settled=True),
    State.RECORDINGS: Meaning(is_over=True, has_taken_place=True),
    State.POSTPONED: Meaning(is_over=True, is_coming=True, is_cancelled_or_postponed=True),
    State.CANCELLED: Meaning(is_over=True, is_cancelled_or_postponed=True),
    State.WRITTEN: Meaning(is_over=True, is_settled=True),
    State.SELECTING: Meaning(),
    State.RESULTS: Meaning(is_over=True, is_settled=True),
}


@dataclass(frozen=True)
class Status:
    """The state of an item at one moment, with its deadline and announcements.

    `closes` is the closing moment valid then, None when there is none or it is not known;
    `closing_unknown` means that applications are open without one. `days_left` counts calendar
    days to the closing day while one can apply. `next_change` is the next moment at which any
    of this differs, and no page that shows it may be cached for longer. `starts` is when an event
    begins, midnight where its hour is not known.
    """

    state: State
    closes: datetime | None
    closing_unknown: bool
    opens: datetime | None
    days_left: int | None
    accepts: bool
    next_change: datetime | None
    milestones: tuple[Milestone, ...]
    extension: Extension | None
    has_window: bool
    starts: datetime | None = None
    phase: Phase = Phase.NONE

    @property
    def is_overdue(self) -> bool:
        """Whether what was to be known by now is not: a task for the editors."""
        return self.phase is Phase.OVERDUE

    @property
    def is_over(self) -> bool:
        """Whether nobody can apply any more, whatever the window would allow."""
        return MEANINGS[self.state].is_over

    @property
    def is_coming(self) -> bool:
        """Whether it is still to come, or is today."""
        return MEANINGS[self.state].is_coming

    @property
    def may_be_called_for(self) -> bool:
        """Whether the front page may call for it: it is neither over nor closed."""
        return MEANINGS[self.state].may_be_called_for

    @property
    def has_taken_place(self) -> bool:
        """Whether it is past and confirmed to have taken place."""
        return MEANINGS[self.state].has_taken_place

    @property
    def is_cancelled_or_postponed(self) -> bool:
        """Whether it does not take place as planned."""
        return MEANINGS[self.state].is_cancelled_or_postponed

    @property
    def is_said_of_today(self) -> bool:
        """Whether the words for the state are true of this day only."""
        return MEANINGS[self.state].is_said_of_today

    @property
    def is_settled(self) -> bool:
        """Whether the state means no more to a reader of a list than that the item is over."""
        return MEANINGS[self.state].is_settled
