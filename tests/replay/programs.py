"""Machine-readable statements about the items, compared with the truth table.

Each function takes a reader, a language and a moment, and yields what is said in one place, what
the table says, and what it is about.
"""

import json
import re
from functools import lru_cache
from xml.etree import ElementTree

from icalendar import Calendar

from tests.replay import table
from tests.replay.witnesses import ADDRESS, EVENTS, Sighting, text_of

ATOM = "{http://www.w3.org/2005/Atom}"
DATA_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def item_of(address, language):
    """The item whose page has an address, whole or from the root; None for any other page."""
    prefix = "" if language == "ja" else "/en"
    pages = {prefix + path: item for item, path in ADDRESS.items()}
    return pages.get(address.removeprefix("http://testserver"))


def feed(read, language, now):
    """The Atom feed: the same lines as the list, each with the moment at which it appeared."""
    told = {}
    root = ElementTree.fromstring(read("/news/feed/"))  # noqa: S314 - made by ourselves
    for entry in root.iter(f"{ATOM}entry"):
        item = item_of(entry.find(f"{ATOM}link").get("href"), language)
        if item:
            day = entry.findtext(f"{ATOM}id").rpartition("/")[2]
            title = text_of(entry.findtext(f"{ATOM}title"), language)
            told[item, day, title] = entry.findtext(f"{ATOM}published")
    yield told, table.appeared(language, now), "feed"


def entries(read, language, address="/events/calendar.ics"):
    """The entries of a calendar by their item; whatever the calendar, its time zone is in it."""
    return _entries(read(address), language)


@lru_cache(maxsize=4)
def _entries(text, language):
    parsed = Calendar.from_ical(text)
    assert [str(zone["TZID"]) for zone in parsed.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    return {item_of(str(entry["URL"]), language): entry for entry in parsed.walk("VEVENT")}


def calendar(read, language, now):
    """The calendar of all events: hours, state and deadline line."""
    found = entries(read, language)
    for item in EVENTS:
        entry, dates = found[item], table.TABLE["dates"][item]
        said = entry["DTSTART"].dt.isoformat(), entry["DTEND"].dt.isoformat()
        yield said, (dates["starts"], dates["calendar_ends"]), f"hours of {item} in the calendar"
        line = str(entry["DESCRIPTION"]).partition("\n")[0]
        yield line, table.calendar_line(item, language, now), f"state of {item} in the calendar"
        yield str(entry["STATUS"]), "CONFIRMED", f"status of {item} in the calendar"


def own_calendar(item):
    """An event's own calendar: to the byte its entry in the calendar of all."""

    def tells(read, language, now):
        alone = entries(read, language, f"{ADDRESS[item]}calendar.ics")
        every = entries(read, language)
        yield {item: alone[item].to_ical()}, {item: every[item].to_ical()}, f"calendar of {item}"

    return tells


def structured(item):
    """The structured data of an event's page: hours, and the end of registration."""

    def tells(read, language, now):
        blocks = [json.loads(block) for block in DATA_BLOCK.findall(read(ADDRESS[item]))]
        (event,) = (block for block in blocks if block["@type"] == "Event")
        dates, row = table.TABLE["dates"][item], table.expected(item, now)
        said = event["startDate"], event["endDate"], event["eventStatus"]
        scheduled = "https://schema.org/EventScheduled"
        yield said, (dates["starts"], dates["ends"], scheduled), f"JSON-LD of {item}"
        stock = "https://schema.org/InStock" if row["state"] in table.ACCEPTING else None
        for offer in event.get("offers", []):
            said = offer.get("availability"), offer.get("validThrough", "")[:10]
            yield said, (stock, row["closes"]), f"offer of {item}"

    return tells


def open_data(read, language):
    """A witness: the state and the closing day in both lists of open data."""
    for name in ("events", "awards"):
        for row in json.loads(read(f"/data/{name}.json"))[name]:
            if row["key"] in table.ITEMS:
                yield Sighting(f"/data/{name}.json", row["key"], row["state"], row["closes"])


TELLERS = {
    "feed": feed,
    "calendar": calendar,
    **{f"calendar of {item}": own_calendar(item) for item in EVENTS},
    **{f"page {item}": structured(item) for item in EVENTS},
}
