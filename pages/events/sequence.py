"""How often an event's published dates, place or state have changed: the SEQUENCE of calendars.

Two things add up. A publication that changes them is counted here, once, beside the page and not
on it: a draft or an old revision cannot bring back an old number. What changes by itself, at a
moment known beforehand, is counted from the dates. A publication weighs more than all of those
together, so that the number rises even when it takes an extension back.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.db import models

from pages import lifecycle
from pages.events.schedule import event_schedule
from portal import clock

__all__ = ["EventSequence"]

WEIGHT = 100
PLACE = ("venue_id", "venue_text_ja", "venue_text_en", "online_platform")


class EventSequence(models.Model):
    """The published changes of an event, counted from nought."""

    page = models.OneToOneField(
        "pages.EventPage", models.CASCADE, primary_key=True, related_name="sequence"
    )
    number = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.number}"


def fingerprint(facts: Any) -> str:
    """A digest of the dates, the place and the state of an event."""
    told = (event_schedule(facts), *(getattr(facts, name) or "" for name in PLACE))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def note_publication(facts: Any) -> None:
    """Counts a publication of the Japanese page, when it changed what calendars tell."""
    present = {"fingerprint": fingerprint(facts), "changed_at": clock.now()}
    known, created = EventSequence.objects.get_or_create(page_id=facts.pk, defaults=present)
    if created or known.fingerprint == present["fingerprint"]:
        return
    changed = EventSequence.objects.filter(pk=facts.pk)
    changed.update(number=models.F("number") + 1, **present)


def sequences_of(events: list[Any]) -> dict[int, EventSequence]:
    """What is counted of some events, by the number of their Japanese page."""
    return EventSequence.objects.in_bulk([event.facts.pk for event in events])


def sequence_at(known: EventSequence | None, changes: list[datetime]) -> int:
    """The number calendars compare; `changes` are those that came by themselves so far."""
    published = known.number if known else 0
    return WEIGHT * published + min(len(changes), WEIGHT - 1)


def last_change(
    known: EventSequence | None, changes: list[datetime], status: lifecycle.Status
) -> datetime:
    """When what a calendar tells last changed; the days left change every day."""
    now = clock.now()
    moments = [*changes[-1:], clock.start_of_day(now.date())] if _counts_days(status) else changes
    if known and known.changed_at <= now:
        moments = [*moments, known.changed_at]
    return max(moments, default=clock.start_of_day(now.date()))


def _counts_days(status: lifecycle.Status) -> bool:
    return status.accepts or status.state == lifecycle.State.TODAY
