"""Validation of an item's dates: contradictions that a form refuses before it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from pages.lifecycle.schedule import LAST_SECOND, Kind, Schedule
from pages.lifecycle.windows import deadlines

CODES = (
    "end_before_start",
    "closes_before_opens",
    "closes_after_end",
    "closes_before_extension",
    "opens_after_end",
    "extension_into_the_past",
    "extension_not_later",
    "extension_mismatch",
    "extensions_out_of_order",
    "recordings_before_end",
    "ceremony_before_close",
    "results_before_close",
)


@dataclass(frozen=True)
class Problem:
    """A broken rule: the field of the schedule it concerns and one of `CODES`."""

    field: str
    code: str


def problems(schedule: Schedule) -> list[Problem]:
    """Every rule the schedule breaks; empty when it can be published.

    Extensions are judged in the order in which they are given.
    """
    subject = _award_problems if schedule.kind is Kind.AWARD else _event_problems
    broken = [*_window_problems(schedule), *_extension_problems(schedule), *subject(schedule)]
    return list(dict.fromkeys(broken))


def _window_problems(schedule: Schedule) -> Iterator[Problem]:
    closings = [deadline.closes for deadline in deadlines(schedule) if deadline.closes]
    if schedule.opens and any(closing <= schedule.opens for closing in closings):
        yield Problem("closes", "closes_before_opens")
    if schedule.closes and schedule.extensions:
        latest = max(schedule.extensions, key=lambda row: row.announced)
        if schedule.closes.date() < latest.new:
            yield Problem("closes", "closes_before_extension")


def _extension_problems(schedule: Schedule) -> Iterator[Problem]:
    for row in schedule.extensions:
        if row.new < row.announced:
            yield Problem("extensions", "extension_into_the_past")
        if row.old and row.new <= row.old:
            yield Problem("extensions", "extension_not_later")
    for earlier, later in pairwise(schedule.extensions):
        if later.announced <= earlier.announced:
            yield Problem("extensions", "extensions_out_of_order")
        if later.old != earlier.new:
            yield Problem("extensions", "extension_mismatch")
        if later.new <= earlier.new:
            yield Problem("extensions", "extension_not_later")


def _event_problems(schedule: Schedule) -> Iterator[Problem]:
    if schedule.start and schedule.end and schedule.end < schedule.start:
        yield Problem("end", "end_before_start")
    over = schedule.over_from
    if over is None:
        return
    if schedule.opens and schedule.opens >= over:
        yield Problem("opens", "opens_after_end")
    if _closes_after(schedule, over):
        yield Problem("closes", "closes_after_end")
    first = schedule.recordings_from
    if first and schedule.last_day and first < schedule.last_day:
        yield Problem("recordings_from", "recordings_before_end")


def _closes_after(schedule: Schedule, over: datetime) -> bool:
    """Whether applications outlast the event; a closing day without a time may be the last day."""
    closes = deadlines(schedule)[-1].closes
    if closes is None:
        return False
    if closes.time() == LAST_SECOND:
        return closes.date() > (schedule.last_day or closes.date())
    return closes > over


def _award_problems(schedule: Schedule) -> Iterator[Problem]:
    final = deadlines(schedule)[-1].closes
    if final is None:
        return
    if _earlier(schedule.ceremony, final):
        yield Problem("ceremony", "ceremony_before_close")
    if _earlier(schedule.results_on, final):
        yield Problem("results_on", "results_before_close")


def _earlier(day: date | None, closing: datetime) -> bool:
    return day is not None and day <= closing.date()
