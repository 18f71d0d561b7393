"""What the change log tells of an event."""

from typing import Any

from pages.base.changes import as_json, fact_read


def place_of(page: Any) -> Any:
    """The venue by its names, or the place in words."""
    if page.venue or not page.venue_text_ja:
        return as_json(page.venue)
    return {"ja": page.venue_text_ja, "en": page.venue_text_en or ""}


def outcome_of(page: Any) -> str:
    """What became of the event; nothing said means that it is planned."""
    return page.outcome or "scheduled"


EVENT_LOG = {
    "outcome": outcome_of,
    "hours": fact_read("hours"),
    "opens_on": fact_read("opens_on"),
    "closes_on": fact_read("closes_on"),
    "place": place_of,
    "capacity": fact_read("capacity"),
    "full_since": fact_read("full_since"),
    "recordings_from": fact_read("recordings_from"),
}
