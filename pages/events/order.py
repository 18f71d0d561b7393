"""The order of events: by fiscal year, and within it by date.

A resolution in writing has a fiscal year and no date; it stands below the dated events of its year.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pages.wording import fiscal_year


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
