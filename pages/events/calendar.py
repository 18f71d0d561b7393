"""Events as iCalendar (RFC 5545, with the names of RFC 7986), in the language being read."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from pages import lifecycle, wording
from pages.characters import portable_lines
from pages.events.award_ceremony import Ceremony, sequences_of_ceremonies
from pages.events.sequence import EventSequence, last_change, sequence_at, sequences_of
from pages.lifecycle import State
from pages.wording import lines
from pages.wording.records import localized_text
from portal import clock

STATUS = {State.CANCELLED: "CANCELLED", State.POSTPONED: "TENTATIVE"}
ASK_AGAIN = timedelta(hours=1)
# Japan keeps one time all year; the last summer time ended on this day.
SINCE, OFFSET = datetime(1951, 9, 9), timedelta(hours=9)  # noqa: DTZ001 - local, as RFC 5545 asks


def calendar_response(
    name: str, events: Iterable[Any], request: HttpRequest, file_name: str
) -> HttpResponse:
    """The events that have a date, as a file for calendar programs."""

    def address_of(event: Any) -> str:
        return request.build_absolute_uri(event.get_url(request))

    content = calendar_of(name, events, address_of)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    return response


def calendar_of(name: str, events: Iterable[Any], address_of: Callable[[Any], str]) -> bytes:
    """The events that have a date, for calendar programs (RFC 5545); others are not in it."""
    dated = [event for event in events if event.has_part]
    known = _sequences_of(dated)
    calendar = _calendar(name)
    for event in dated:
        entry = _event(event, known.get(event.translation_key), address_of(event))
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _sequences_of(events: list[Any]) -> dict[Any, EventSequence]:
    """The counters by the names of events and of ceremonies."""
    ceremonies = [event for event in events if isinstance(event, Ceremony)]
    pages = [event for event in events if not isinstance(event, Ceremony)]
    known = sequences_of(pages)
    counters = {page.translation_key: known.get(page.facts.pk) for page in pages}
    of_pages = {key: counter for key, counter in counters.items() if counter}
    return {**of_pages, **(sequences_of_ceremonies(ceremonies) if ceremonies else {})}


def _calendar(name: str) -> Calendar:
    language = (get_language() or "ja").upper()
    calendar, name = Calendar(), portable_lines(name)
    calendar.add("prodid", f"-//{name}//Portal//{language}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # As texts: icalendar writes names that RFC 5545 does not know without escaping them.
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_japan_time())
    return calendar


def _japan_time() -> Timezone:
    standard = TimezoneStandard()
    standard.add("dtstart", SINCE)
    standard.add("tzname", "JST")
    standard.add("tzoffsetfrom", OFFSET)
    standard.add("tzoffsetto", OFFSET)
    zone = Timezone()
    zone.add("tzid", "Asia/Tokyo")
    zone.add_component(standard)
    return zone


def _event(event: Any, known: EventSequence | None, address: str) -> Event:
    changes = lifecycle.changes_so_far(event.schedule, clock.now())
    changed = last_change(known, changes, event.status)
    entry = Event()
    entry.add("uid", f"{event.translation_key}-{get_language()}")
    entry.add("sequence", sequence_at(known, changes))
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    _add_time(entry, event)
    # Without LANGUAGE: common parsers make an object of a summary that has a parameter.
    entry.add("summary", portable_lines(event.title_with_state))
    entry.add("status", STATUS.get(event.status.state, "CONFIRMED"))
    entry.add("description", portable_lines("\n".join([*_description(event), address])))
    place = place_of(event.facts)
    if place:
        entry.add("location", portable_lines(place))
    entry.add("url", address)
    return entry


def _add_time(entry: Event, event: Any) -> None:
    """A day as a day, its end excluded; hours only as far as they are known."""
    starts, ends = event_times(event)
    entry.add("dtstart", starts)
    if not isinstance(starts, datetime):
        entry.add("dtend", ends + timedelta(days=1))
    elif ends:
        entry.add("dtend", ends)


def event_times(event: Any) -> tuple[Any, Any]:
    """Start and end: two moments (the second may be unknown), or where no hour is known two days.

    Of an event over several days both hours must be known.
    """
    first, start_time, last, end_time = event.hours
    last = last or first
    if start_time is None or (end_time is None and last != first):
        return first, last
    return _moment(first, start_time), end_time and _moment(last, end_time)


def _moment(day: date, at: Any) -> datetime:
    return datetime.combine(day, at, clock.TOKYO)


def _description(event: Any) -> list[str]:
    """State and deadline, the period of applications, why an event was called off."""
    facts, status = event.facts, event.status
    label = wording.state_label(
        status.state, "event", has_window=status.has_window, phase=status.phase
    )
    line = wording.deadline_line(status)
    sentences = [_("%(state)s: %(line)s") % {"state": label, "line": line} if line else label]
    if status.is_said_of_today:  # a copy on somebody's computer is read later
        day = wording.format_date(clock.today(), weekday=False)
        sentences[0] += _(" (as of %(day)s)") % {"day": day}
    if status.is_cancelled_or_postponed:
        sentences += [
            f"{label} {localized_text(facts, name)}"
            for label, name in (
                (_("Reason:"), "cancellation_reason"),
                (_("Held instead:"), "replacement"),
            )
            if localized_text(facts, name)
        ]
    elif status.has_window:
        sentences.append(_("Applications: %(period)s") % {"period": _window(status)})
        if status.accepts and event.way:
            sentences.append(event.way.line())
    if event.untranslated:
        sentences.append(_("The text of this page is only in Japanese"))
    return sentences


def _window(status: lifecycle.Status) -> str:
    opens, closes = (
        moment and moment.astimezone(clock.TOKYO).date() for moment in (status.opens, status.closes)
    )
    return strip_tags(lines.application_window_html(opens, closes))


def place_of(facts: Any) -> str:
    """Where to go: the hall with its address, or that it is online; empty when not known."""
    if facts.venue:
        named = [localized_text(facts.venue, "name"), localized_text(facts.venue, "address")]
        return str(_(", ")).join(text for text in named if text)
    if localized_text(facts, "venue_text"):
        return localized_text(facts, "venue_text")
    if not facts.online_platform:
        return ""
    return _("Online (%(platform)s)") % {"platform": facts.online_platform}
