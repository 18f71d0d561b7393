"""An award round's facts as the lifecycle reads them."""

from typing import Any

from pages.lifecycle import Kind, Schedule, beginning, ending


def stands_alone(facts: Any) -> bool:
    """Whether the ceremony is an event of its own, and no part of a summit on the same day."""
    event = facts.ceremony_event
    is_of_an_event = event is not None and event.live and event.start_date == facts.ceremony_on
    return facts.ceremony_on is not None and not is_of_an_event


def award_schedule(facts: Any) -> Schedule:
    """The dates of a round (its Japanese page) as moments in Japan time."""
    has_winners = bool(facts.winners.all())
    return Schedule(
        kind=Kind.AWARD,
        opens=beginning(facts.opens_on),
        closes=ending(facts.closes_on),
        extensions=tuple(row.as_extension() for row in facts.extensions.all()),
        results_known=has_winners,
        results_on=facts.results_on,
        results_missing=not has_winners,
        ceremony=facts.ceremony_on,
        ceremony_alone=stands_alone(facts) and not facts.ceremony_cancelled,
        announced=facts.announced_on,
    )
