"""An event's facts as the lifecycle reads them."""

from typing import Any

from pages.lifecycle import Kind, Outcome, Schedule, beginning, ending


def event_schedule(facts: Any) -> Schedule:
    """The dates of an event (its Japanese page) as moments in Japan time."""
    return Schedule(
        kind=Kind.EVENT,
        start=beginning(facts.start_date, facts.start_time),
        end=ending(facts.end_date or facts.start_date, facts.end_time),
        opens=beginning(facts.opens_on),
        closes=ending(facts.closes_on),
        extensions=tuple(row.as_extension() for row in facts.extensions.all()),
        full_since=facts.full_since,
        outcome=Outcome(facts.outcome) if facts.outcome in set(Outcome) else None,
        outcome_announced=facts.outcome_announced_on,
        recordings_from=facts.recordings_from,
    )
