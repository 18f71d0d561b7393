"""An announcement of an item: its kind, its day, and the period in which it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MilestoneKind(StrEnum):
    """The kinds of announcement; of two steps on one day the one that stands later is shown."""

    PUBLISHED = "published"
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
    FULL = "full"
    REOPENED = "reopened"
    PLACE = "place"
    DATED = "dated"
    RESCHEDULED = "rescheduled"
    UNDATED = "undated"
    RESUMED = "resumed"
    WRITTEN = "written"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


ORDER = tuple(MilestoneKind)
# The changes a visitor must learn of: no other announcement of the same day takes their place.
CHANGES = frozenset({MilestoneKind.EXTENSION, *ORDER[ORDER.index(MilestoneKind.FULL) :]})


@dataclass(frozen=True)
class Milestone:
    """An announcement, dated `on`, with the days that its kind mentions.

    `closes` is the closing day, `starts` the new day of the event. `at` is the moment of a change
    that an item may announce more than once on one day.
    """

    kind: MilestoneKind
    on: date
    closes: date | None = None
    starts: date | None = None
    at: datetime | None = None

    @property
    def distinction(self) -> str:
        """A text that tells it from another of its kind and day; empty where none can be."""
        if self.at is not None:
            return self.at.isoformat()
        is_extension = self.kind is MilestoneKind.EXTENSION and self.closes is not None
        return f"{self.closes}" if is_extension else ""


@dataclass(frozen=True)
class MilestonePeriod:
    """A milestone and the period in which it is shown: from `appears`, to before `vanishes`."""

    milestone: Milestone
    appears: datetime
    vanishes: datetime | None = None

    def visible(self, moment: datetime) -> bool:
        """Whether the announcement is shown at `moment`."""
        return self.appears <= moment and (self.vanishes is None or moment < self.vanishes)
