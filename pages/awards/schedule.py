"""An award round's facts as the lifecycle reads them."""

from typing import Any

from pages.lifecycle import Kind, Schedule, beginning, ending


def award_schedule(facts: Any) -> Schedule:
    """The dates of a round (its Japanese page) as moments in Japan time."""
    return Schedule(
        kind=Kind.AWARD,
        opens=beginning(facts.opens_on),
        closes=ending(facts.closes_on),
        extensions=tuple(row.as_extension() for row in facts.extensions.all()),
        results_known=bool(facts.winners.all()),
        results_on=facts.results_on,
        ceremony=facts.ceremony_on,
    )
