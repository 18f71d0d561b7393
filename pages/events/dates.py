"""The dates of an event: as the lifecycle reads them, and the order in which they put events.

A resolution in writing has a fiscal year and no date; it stands below the dated events of its year.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from pages.lifecycle import Kind, Outcome, Schedule, beginning, ending
from pages.wording import fiscal_year


def event_schedule(facts: Any) -> Schedule:
    """The dates of an event (its Japanese page) as moments in Japan time."""
    return Schedule(
        kind=Kind.EVENT,
        start=beginning(facts.start_date, facts.start_time),
        end=ending(facts.end_date or facts.start_date, facts.end_time),
        opens=beginning(facts.opens_on),
        closes=ending(facts.closes_on),
        extensions=tuple(row.as_extension() for row in facts.extensions.all()),
        full_since=full_since(facts),
        outcome=Outcome(facts.outcome) if facts.outcome in set(Outcome) else None,
        outcome_announced=facts.outcome_announced_on,
        recordings_from=facts.recordings_from,
        announced=facts.announced_on,
        seen_from=facts.seen_from,
        recordings=tuple(_watchable(facts)) if facts.recordings_from else (),
    )


def full_since(facts: Any) -> Any:
    """Since when all places are taken: as counted, where registration is on this site."""
    if not facts.takes_registrations:
        return facts.full_since
    try:
        return facts.places.full_since
    except ObjectDoesNotExist:
        return None


def _watchable(facts: Any) -> Iterator[datetime]:
    """The moments from which the recordings of an event can be watched."""
    moments = (row.recording.opens_from for row in facts.recordings.all())
    return (moment for moment in moments if moment)


def fiscal_year_of(event: Any) -> int | None:
    """The fiscal year of an event: as given, else that of its date."""
    facts = event.facts
    if facts.fiscal_year or facts.start_date is None:
        return facts.fiscal_year
    return fiscal_year(facts.start_date)


def newest_first(events: Iterable[Any]) -> list[Any]:
    """Events of one or several kinds, newest first; those without date and year come last."""
    return sorted(events, key=_place, reverse=True)


def _place(event: Any) -> tuple[int, date, str]:
    start = event.facts.start_date or date.min
    return fiscal_year_of(event) or 0, start, event.path


def neighbours_of(page: Any, events: Iterable[Any]) -> tuple[Any | None, Any | None]:
    """The events of the same kind before and after one, among events that stand newest first."""
    series = [event for event in events if event.content_type_id == page.content_type_id]
    place = next((at for at, event in enumerate(series) if event.pk == page.pk), None)
    if place is None:  # a draft or preview
        return None, None
    earlier, later = series[place + 1 :], series[:place]
    return next(iter(earlier), None), (later[-1] if later else None)
