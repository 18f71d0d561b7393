"""An award round's facts as the lifecycle reads them."""

from datetime import datetime
from functools import cached_property
from typing import Any

from pages import lifecycle
from pages.lifecycle import Kind, Schedule, State, beginning, ceremony_schedule, ending
from portal import clock


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
        seen_from=facts.seen_from,
    )


class CeremonyState:
    """The ceremony of a round that is no part of an event, as chips and lines read an item."""

    def __init__(self, facts: Any) -> None:
        is_off = bool(facts.ceremony_cancelled)
        self.schedule = ceremony_schedule(facts.ceremony_on, is_cancelled=is_off)

    @cached_property
    def status(self) -> lifecycle.Status:
        """Its state at this moment."""
        status = lifecycle.status(self.schedule, clock.now())
        clock.note_change(status.next_change)
        return status


def ceremony_told(facts: Any, event: Any) -> Any:
    """The ceremony, from its day on, for the line on how it stands; else nothing.

    `event`: that of the ceremony, if readers can see it. On the same day it knows the hours.
    """
    if facts.ceremony_on is None or facts.ceremony_cancelled:
        return None
    at_event = event is not None and event.day == facts.ceremony_on
    ceremony = event if at_event else CeremonyState(facts)
    status = ceremony.status
    return ceremony if status.is_over or status.state is State.TODAY else None


def results_are_public(facts: Any, moment: datetime) -> bool:
    """Whether winners may be named at a moment."""
    return lifecycle.state_at(award_schedule(facts), moment) == State.RESULTS


def nominees_are_public(facts: Any, moment: datetime) -> bool:
    """Whether nominees may be named at a moment: from their day on, or with the results."""
    since = beginning(facts.nominees_on)
    is_their_day = since is not None and since <= moment
    return is_their_day or results_are_public(facts, moment)
