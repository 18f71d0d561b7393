"""The facts of an event, from its entry."""

from __future__ import annotations

from typing import Any

from home.sample_content.entries import ContentEntry, text_columns
from home.sample_content.records import Library
from home.sample_content.rows import (
    first_day_on_record,
    set_extensions,
    set_linked,
    set_rows,
    set_text,
    set_way,
)
from home.sample_content.tree import Tree
from pages.events.models import (
    EventDocument,
    EventExtension,
    EventFee,
    EventPage,
    EventRecording,
    EventSession,
    EventSpeaker,
    RelatedEvent,
)
from pages.records.models import Municipality


def event_facts(page: EventPage, entry: ContentEntry, library: Library) -> None:
    """Fill the facts of an event, but for those that name other pages."""
    page.edition = entry.number("edition")
    page.fiscal_year = entry.number("fiscal_year")
    page.founding = True if entry.value("kind") == "founding" else None
    page.organiser = library.one("organisations", entry, "organiser")
    page.outcome = entry.needed("status")
    _when(page, entry)
    page.venue = library.venue(entry)
    set_text(page, "venue_text", entry, "venue_text")
    page.within = library.one("organisations", entry, "within")
    _taking_part(page, entry, library)
    _record(page, entry, library)
    _cancellation(page, entry.part("cancellation"))
    page.announced_on = first_day_on_record(page)
    set_rows(page, "fees", (_fee(row) for row in entry.rows("fees")))
    set_rows(page, "speakers", (_speaker(row, library) for row in entry.rows("speakers")))
    set_rows(page, "sessions", (_session(row) for row in entry.rows("programme")))


def event_links(page: EventPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill what names other pages: related events; other items find the event by themselves."""
    related = tree.all_of(entry, "related", EventPage)
    set_linked(page, "related_events", RelatedEvent, related, "event")


def _when(page: EventPage, entry: ContentEntry) -> None:
    """The last day is set only where it differs from the first."""
    page.start_date, page.start_time = entry.moment("start")
    last_day, page.end_time = entry.moment("end")
    page.end_date = last_day if last_day != page.start_date else None


def _taking_part(page: EventPage, entry: ContentEntry, library: Library) -> None:
    capacity, online, window = (entry.part(name) for name in ("capacity", "online", "application"))
    page.capacity = capacity.number("number")
    page.capacity_rule = capacity.value("order")
    page.online_platform = online.value("platform")
    page.opens_on, page.closes_on = window.day("opens"), window.day("closes")
    set_extensions(page, EventExtension, window)
    page.takes_registrations = bool(window.value("on_this_site")) or None
    if not page.takes_registrations:
        set_way(page, window, library.content.site)
    set_text(page, "eligibility", entry, "eligibility")
    set_text(page, "online_mode", online, "mode")
    set_text(page, "application_note", window, "note")


def _record(page: EventPage, entry: ContentEntry, library: Library) -> None:
    attendance, archive = entry.part("attendance"), entry.part("archive")
    page.attendance_people = attendance.number("people")
    page.attendance_municipalities = attendance.number("municipalities")
    page.attendance_heads = attendance.number("heads")
    page.attendance_voted = attendance.number("voted")
    page.attendance_approximate = attendance.value("approximate")
    page.recordings_from = archive.day("available_from")
    page.recordings_partial = archive.value("partial")
    recordings = library.all_of("recordings", archive, "items")
    set_linked(page, "recordings", EventRecording, recordings, "recording")
    documents = library.all_of("documents", entry, "documents", "press_release")
    set_linked(page, "documents", EventDocument, documents, "document")


def _cancellation(page: EventPage, cancellation: ContentEntry) -> None:
    set_text(page, "cancellation_reason", cancellation, "reason")
    set_text(page, "replacement", cancellation, "replaced_by")


def _fee(row: ContentEntry) -> EventFee:
    return EventFee(
        **row.bilingual("who", "payer"),
        **row.bilingual("per", "unit"),
        amount_jpy=row.number("amount_jpy"),
        tax_included=bool(row.value("tax_included")),
        max_addresses=row.number("max_addresses"),
        audience=row.value("for") or EventFee.Audience.ASIDE,
    )


def _session(row: ContentEntry) -> EventSession:
    columns: Any = text_columns("text", row.as_text())
    return EventSession(starts_at=row.hour("start"), ends_at=row.hour("end"), **columns)


def _speaker(row: ContentEntry, library: Library) -> EventSpeaker:
    person = library.needed("people", row, "person")
    role = row.bilingual("role")
    return EventSpeaker(person=person, municipality=_municipality(person, role["role_ja"]), **role)


def _municipality(person: Any, role: str) -> Municipality | None:
    """The municipality spoken for: one of the person's own that the role names."""
    places = [office.municipality for office in person.offices.all() if office.municipality]
    return next((place for place in places if place.name_ja in role), None)
