"""An item's dates as known now, and the moments that follow directly from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pages.lifecycle.milestone import MilestoneKind

# This package stays free of Django, so it holds the zone itself and does not ask portal.clock.
TOKYO = ZoneInfo("Asia/Tokyo")
LAST_SECOND = time(23, 59, 59)
ALWAYS = datetime.min.replace(tzinfo=UTC)


class Kind(StrEnum):
    """The kinds of item with a lifecycle: a dated gathering, or a round of the awards."""

    EVENT = "event"
    AWARD = "award"


class Outcome(StrEnum):
    """The outcome of an item as far as the secretariat has confirmed it."""

    SCHEDULED = "scheduled"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    WRITTEN = "written"

    @property
    def overrides_dates(self) -> bool:
        """Whether it is the item's state, whatever its dates would make of it."""
        return self in (Outcome.POSTPONED, Outcome.CANCELLED, Outcome.WRITTEN)


# The outcomes of what does not take place as planned, as facts hold them.
CALLED_OFF = frozenset(outcome.value for outcome in Outcome if outcome.overrides_dates)


def in_tokyo(moment: datetime) -> datetime:
    """The same moment on a Japanese clock. Raises ValueError when its time zone is not known."""
    if moment.tzinfo is None:
        raise ValueError(f"A moment needs a time zone: {moment.isoformat()}")
    return moment.astimezone(TOKYO)


def start_of_day(day: date) -> datetime:
    """Midnight at which `day` begins in Japan."""
    return datetime.combine(day, time(0), TOKYO)


def next_midnight(day: date) -> datetime:
    """Midnight at which `day` is over in Japan."""
    return start_of_day(day + timedelta(days=1))


def beginning(day: date | None, at: time | None = None) -> datetime | None:
    """The moment something begins: midnight when no time is known, None when no day is known."""
    return None if day is None else datetime.combine(day, at or time(0), TOKYO)


def ending(day: date | None, at: time | None = None) -> datetime | None:
    """The moment something ends: 23:59:59 when no time is known, None when no day is known."""
    return None if day is None else datetime.combine(day, at or LAST_SECOND, TOKYO)


def over_at(end: datetime) -> datetime:
    """The first moment after `end`: 17:15 is over at 17:15, 23:59:59 when the day is."""
    if end.time().replace(microsecond=0) == LAST_SECOND:
        return next_midnight(end.date())
    return end


@dataclass(frozen=True)
class Extension:
    """One announced change of the closing day; `old` is None when the first one was not known."""

    announced: date
    old: date | None
    new: date


@dataclass(frozen=True)
class PublishedChange:
    """A change of what was public that is announced, made `at` a moment in Japan.

    `starts` is the new day, for kinds that mention one.
    """

    kind: MilestoneKind
    at: datetime
    starts: date | None = None


@dataclass(frozen=True)
class Schedule:
    """Everything that decides an item's state, as it is known now.

    Moments are aware; they are brought to Japanese time, as days are counted there. What is given
    as a date only comes as 00:00 where something begins and as 23:59:59 where it ends. `closes`
    is the final closing moment, after all `extensions`. `announced` is the day on which the item
    was first published, `changes` are those of what was public.
    `results_missing`: the day of the results may be known, the results themselves are not there.
    `ceremony_alone`: it takes place, and is no part of an event that announces itself.
    `seen_from`: the day from which readers could see it, none of what is still a draft.

    Of what is claimed, two fields are the evidence: `documents` are the days of publication of
    those documents that readers can open, `recordings` the moments from which recordings can be
    watched. A day entered for recordings of which none can be watched claims nothing.
    """

    kind: Kind = Kind.EVENT
    start: datetime | None = None
    end: datetime | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    extensions: tuple[Extension, ...] = ()
    full_since: datetime | None = None
    outcome: Outcome | None = None
    outcome_announced: date | None = None
    recordings_from: date | None = None
    results_known: bool = False
    results_on: date | None = None
    results_missing: bool = False
    ceremony: date | None = None
    ceremony_alone: bool = False
    documents: tuple[date, ...] = ()
    announced: date | None = None
    seen_from: date | None = None
    changes: tuple[PublishedChange, ...] = ()
    recordings: tuple[datetime, ...] = ()

    def __post_init__(self) -> None:
        for name in ("start", "end", "opens", "closes", "full_since"):
            moment = getattr(self, name)
            if moment is not None:
                object.__setattr__(self, name, in_tokyo(moment))

    @property
    def has_window(self) -> bool:
        """Whether anything is known of a period of applications."""
        return bool(self.opens or self.closes or self.extensions)

    @property
    def last_day(self) -> date | None:
        """The day an event ends; its first day when no end is known."""
        last = self.end or self.start
        return last.date() if last else None

    @property
    def over_from(self) -> datetime | None:
        """From when an event is past; without an end, at the end of its day."""
        if self.end:
            return over_at(self.end)
        return next_midnight(self.start.date()) if self.start else None

    @property
    def begins(self) -> datetime | None:
        """The moment after which nobody can still apply when no closing date was ever given."""
        if self.kind is Kind.EVENT:
            return self.start
        return start_of_day(self.ceremony) if self.ceremony else None

    @property
    def results_due(self) -> date | None:
        """The day by which the results of an award round were to be known."""
        return self.results_on or self.ceremony

    @property
    def outcome_from(self) -> datetime:
        """From when the outcome is public: always, when the day of its announcement is unknown."""
        return start_of_day(self.outcome_announced) if self.outcome_announced else ALWAYS

    @property
    def called_off_from(self) -> datetime | None:
        """From when the item is known not to take place as planned."""
        return self.outcome_from if self.outcome and self.outcome.overrides_dates else None

    @property
    def held_from(self) -> datetime | None:
        """From when the event is past and confirmed to have taken place."""
        if self.outcome is not Outcome.HELD:
            return None
        return max(self.over_from or ALWAYS, self.outcome_from)

    @property
    def recordings_due(self) -> datetime | None:
        """From when recordings are to be shown; never while the event still runs."""
        if self.recordings_from is None:
            return None
        return max(self.over_from or ALWAYS, start_of_day(self.recordings_from))

    @property
    def recorded_from(self) -> datetime | None:
        """From when a recording can be watched; None while none is there, whatever its day."""
        due = self.recordings_due
        return max(due, min(self.recordings)) if due and self.recordings else None


def ceremony_schedule(day: date, *, is_cancelled: bool) -> Schedule:
    """The ceremony of an award round as a gathering of its own, of which no hours are known."""
    outcome = Outcome.CANCELLED if is_cancelled else None
    return Schedule(kind=Kind.EVENT, start=beginning(day), end=ending(day), outcome=outcome)
