"""The facts of an award round, from its entry."""

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
from pages.awards.models import (
    AwardCriterion,
    AwardDocument,
    AwardExtension,
    AwardFinalist,
    AwardRecording,
    AwardRoundPage,
    AwardSupporter,
    AwardWinner,
    CommitteeMember,
    PlannedPrize,
)
from pages.events.models import EventPage


def award_facts(page: AwardRoundPage, entry: ContentEntry, library: Library) -> None:
    """Fill the facts of a round, but for those that name other pages."""
    page.number, page.year = entry.number("number"), entry.number("year")
    window = entry.part("application")
    page.opens_on, page.closes_on = window.day("opens"), window.day("closes")
    set_extensions(page, AwardExtension, window)
    set_way(page, window, library.content.site)
    set_text(page, "eligibility", entry, "eligibility")
    set_text(page, "entry_note", window, "note")
    set_text(page, "selection", entry, "selection")
    page.entries, page.nominees = entry.number("entries"), entry.number("nominees")
    _call(page, entry, library)
    _ceremony(page, entry.part("ceremony"), library)
    _winners(page, entry, library)
    _selection(page, entry, library)
    _media(page, entry, library)
    page.announced_on = first_day_on_record(page)


def award_links(page: AwardRoundPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill what names other pages: the summit at which prizes were presented."""
    page.ceremony_event = tree.one(entry.part("ceremony"), "event", EventPage)


def _call(page: AwardRoundPage, entry: ContentEntry, library: Library) -> None:
    supporters = entry.part("supporters")
    confirmed = bool(supporters.value("confirmed"))
    supporting = [
        AwardSupporter(organisation=body, confirmed=confirmed)
        for body in library.all_of("organisations", supporters, "bodies")
    ]
    set_rows(page, "supporters", supporting)
    prizes = library.all_of("prizes", entry, "prizes")
    set_linked(page, "planned_prizes", PlannedPrize, prizes, "prize")
    set_rows(page, "criteria", (_criterion(row) for row in entry.rows("criteria")))
    page.criteria_are_invited_work = True if entry.value("criteria_kind") else None


def _criterion(row: ContentEntry) -> AwardCriterion:
    columns: Any = text_columns("text", row.as_text())
    return AwardCriterion(**columns)


def _ceremony(page: AwardRoundPage, ceremony: ContentEntry, library: Library) -> None:
    page.ceremony_on = ceremony.day("date")
    page.ceremony_venue = library.venue(ceremony)
    page.ceremony_cancelled = True if ceremony.value("status") == "cancelled" else None


def _winners(page: AwardRoundPage, entry: ContentEntry, library: Library) -> None:
    """A winner whose prize is only a marker has no confirmed prize and is left out."""
    rows = [(row, library.needed("prizes", row, "prize")) for row in entry.rows("winners")]
    set_rows(page, "winners", (_winner(row, prize, library) for row, prize in rows if prize))
    page.winners_complete = entry.value("winners_complete") is not False


def _winner(row: ContentEntry, prize: Any, library: Library) -> AwardWinner:
    """A project's title in doubt is published, marked as being confirmed."""
    return AwardWinner(
        prize=prize,
        municipality=library.needed("municipalities", row, "municipality"),
        **row.bilingual("project", even_doubted=True),
        project_uncertain=row.doubted("project"),
        **row.bilingual("summary"),
    )


def _selection(page: AwardRoundPage, entry: ContentEntry, library: Library) -> None:
    """Finalists without a prize on record, and who selected; a list not marked complete is not."""
    set_rows(page, "finalists", (_finalist(row, library) for row in entry.rows("finalists")))
    members = library.all_of("people", entry, "selection_committee")
    set_linked(page, "committee", CommitteeMember, members, "person")
    if members:
        page.committee_complete = entry.value("selection_committee_complete") is True
    page.ministers_comments = True if entry.value("ministers_comments") else None


def _finalist(row: ContentEntry, library: Library) -> AwardFinalist:
    return AwardFinalist(
        municipality=library.needed("municipalities", row, "municipality"),
        **row.bilingual("project"),
    )


def _media(page: AwardRoundPage, entry: ContentEntry, library: Library) -> None:
    documents = library.all_of("documents", entry, "guidelines", "comments")
    set_linked(page, "documents", AwardDocument, documents, "document")
    recordings = library.all_of("recordings", entry, "presentations")
    for row in entry.rows("winners"):
        recordings += [r for r in library.all_of("recordings", row, "video") if r not in recordings]
    set_linked(page, "recordings", AwardRecording, recordings, "recording")
