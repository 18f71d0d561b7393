"""How often an event's published title, dates, place or state have changed: calendars' SEQUENCE.

Two things add up. A publication that changes them, or a venue's new name, is counted here, once,
beside the page and not on it: a draft or an old revision cannot bring back an old number. What
changes by itself, at a moment known beforehand, is counted from the dates. A publication weighs
more than all of those together, so that the number rises even when it takes an extension back.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from wagtail.models import Page

from pages import lifecycle
from pages.events.cancellation import CancellationMixin
from pages.events.dates import event_schedule
from portal import clock

__all__ = ["EventSequence"]

WEIGHT = 100
EXPORTED = (
    "venue_id",
    "venue_text_ja",
    "venue_text_en",
    "online_platform",
    *CancellationMixin.notice_fields,
)
HALL = ("name_ja", "name_en", "address_ja", "address_en")


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


def fingerprint(facts: Any, titles: list[str]) -> str:
    """A digest of the titles, the dates, the place and the state of an event."""
    place = [getattr(facts, name) or "" for name in EXPORTED]
    hall = [getattr(facts.venue, name, "") or "" for name in HALL]
    exported = (event_schedule(facts), place, hall, titles)
    return hashlib.sha256(repr(exported).encode()).hexdigest()


def note_publication(events: Iterable[Any]) -> None:
    """Counts a publication for those events (Japanese pages) whose calendar entry it changed."""
    pages = list(events)
    titles, known = _titles_of(pages), sequences_of(pages)
    new, changed = [], []
    for facts in pages:
        digest = fingerprint(facts, titles[facts.translation_key])
        row = known.get(facts.pk)
        if row is None:
            row = EventSequence(page_id=facts.pk, fingerprint=digest, changed_at=clock.now())
            new.append(row)
        elif row.fingerprint != digest:
            row.number = models.F("number") + 1
            row.fingerprint, row.changed_at = digest, clock.now()
            changed.append(row)
    EventSequence.objects.bulk_create(new, ignore_conflicts=True)
    EventSequence.objects.bulk_update(changed, ["number", "fingerprint", "changed_at"])


def _titles_of(events: list[Any]) -> dict[UUID, list[str]]:
    """The public titles in all languages; a page not yet translated has that of the Japanese."""
    keys = [event.translation_key for event in events]
    pages = Page.objects.filter(translation_key__in=keys, live=True, alias_of=None)
    titles: dict[UUID, list[str]] = defaultdict(list)
    for key, title in pages.order_by("locale_id").values_list("translation_key", "title"):
        titles[key].append(title)
    return titles


def sequences_of(events: list[Any]) -> dict[int, EventSequence]:
    """The counters of some events, by the id of their Japanese page."""
    return EventSequence.objects.in_bulk([event.facts.pk for event in events])


def sequence_at(known: EventSequence | None, changes: list[datetime]) -> int:
    """The number calendars compare; `changes` are those that came by themselves so far."""
    published = known.number if known else 0
    return WEIGHT * published + min(len(changes), WEIGHT - 1)


def last_change(
    known: EventSequence | None, changes: list[datetime], status: lifecycle.Status
) -> datetime:
    """When the calendar entry last changed; the days left change every day."""
    now = clock.now()
    moments = [*changes[-1:], clock.start_of_day(now.date())] if _counts_days(status) else changes
    if known and known.changed_at <= now:
        moments = [*moments, known.changed_at]
    return max(moments, default=clock.start_of_day(now.date()))


def _counts_days(status: lifecycle.Status) -> bool:
    return status.accepts or status.state == lifecycle.State.TODAY
