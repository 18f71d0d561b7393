"""An event as search engines read it: schema.org's `Event`."""

from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest

from pages.events.calendar import event_times, place_of
from pages.lifecycle import State
from pages.wording.records import localized_text

SCHEMA = "https://schema.org/"
STATUS = {State.CANCELLED: "EventCancelled", State.POSTPONED: "EventPostponed"}
AVAILABILITY = {State.FULL: "SoldOut"}


def event_data(event: Any, request: HttpRequest) -> dict[str, Any] | None:
    """The event's data; none of what is no gathering on a day, such as a resolution in writing."""
    if not event.has_part or event.status.state == State.WRITTEN:
        return None
    address = request.build_absolute_uri(event.get_url(request))
    starts, ends = event_times(event)
    data = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "name": event.title,
        "description": event.meta_description,
        "inLanguage": event.content_language,
        "url": address,
        "startDate": starts.isoformat(),
        "endDate": ends.isoformat() if ends else None,
        "eventStatus": SCHEMA + STATUS.get(event.status.state, "EventScheduled"),
        **_where(event, address),
        "organizer": _organisation(event.facts.organiser),
        "maximumAttendeeCapacity": event.facts.capacity,
        "offers": [_offer(event, fee, address) for fee in event.facts.fees.all()],
        "potentialAction": _way_to_apply(event, address),
    }
    return {name: value for name, value in data.items() if value not in (None, [], {})}


def _where(event: Any, address: str) -> dict[str, Any]:
    """The hall, the address online, or both, and which of them it is."""
    facts, places, modes = event.facts, [], []
    if facts.venue or localized_text(facts, "venue_text"):
        name = localized_text(facts.venue, "name") or localized_text(facts, "venue_text")
        street = localized_text(facts.venue, "address") or place_of(facts)
        places.append({"@type": "Place", "name": name, "address": street})
        modes.append("Offline")
    if facts.online_platform:
        online = facts.application_url or address
        places.append({"@type": "VirtualLocation", "name": facts.online_platform, "url": online})
        modes.append("Online")
    if not places:
        return {}
    mode = modes[0] if len(modes) == 1 else "Mixed"
    return {
        "location": places[0] if len(places) == 1 else places,
        "eventAttendanceMode": f"{SCHEMA}{mode}EventAttendanceMode",
    }


def _organisation(record: Any) -> dict[str, Any] | None:
    if record is None:
        return None
    data = {"@type": "Organization", "name": localized_text(record, "name"), "url": record.url}
    return {name: value for name, value in data.items() if value}


def _way_to_apply(event: Any, address: str) -> dict[str, Any] | None:
    """How to apply, while one can: the form, or the page that names the contact."""
    if not (event.status.accepts and event.way):
        return None
    return {
        "@type": "RegisterAction",
        "name": event.way.line(addresses=False),
        "target": urljoin(address, event.way.form),
    }


def _offer(event: Any, fee: Any, address: str) -> dict[str, Any]:
    """A fee on record, with the period of applications as it is valid now."""
    status = event.status
    available = "InStock" if status.accepts else AVAILABILITY.get(status.state)
    data = {
        "@type": "Offer",
        "name": localized_text(fee, "payer"),
        "price": fee.amount_jpy,
        "priceCurrency": "JPY",
        "url": event.facts.application_url or address,
        "availability": available and SCHEMA + available,
        "validFrom": status.opens and status.opens.isoformat(),
        "validThrough": status.closes and status.closes.isoformat(),
    }
    # A price of nought is a price.
    return {name: value for name, value in data.items() if value is not None}
