"""The facts of a policy proposal, from its entry."""

from __future__ import annotations

from typing import Any

from home.sample_content.entries import ContentEntry
from home.sample_content.records import Library
from home.sample_content.rows import set_linked, set_rows
from home.sample_content.tree import Tree
from pages.events.models import EventPage
from pages.proposals.models import (
    ProposalAddressee,
    ProposalDeliverer,
    ProposalDocument,
    ProposalPage,
    ProposalPart,
    ProposalSigner,
)


def proposal_facts(page: ProposalPage, entry: ContentEntry, library: Library) -> None:
    """Fill the facts of a proposal, but for those that name other pages.

    Parts in the content are worded here, from reports: the page says that they are summaries.
    """
    page.handed_over_on, page.published_on = entry.day("date"), entry.day("published")
    page.place = library.one("organisations", entry, "place")
    set_rows(page, "addressees", _people(ProposalAddressee, entry.rows("addressees"), library))
    set_rows(page, "deliverers", _people(ProposalDeliverer, entry.rows("delivered_by"), library))
    bodies = library.all_of("organisations", entry, "co_signers")
    set_linked(page, "signers", ProposalSigner, bodies, "organisation")
    set_rows(page, "parts", (_part(row) for row in entry.rows("parts")))
    page.parts_are_summaries = True if entry.rows("parts") else None
    documents = library.all_of("documents", entry, "documents")
    set_linked(page, "documents", ProposalDocument, documents, "document")


def proposal_links(page: ProposalPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill what names other pages: the event at which the proposal was drawn up."""
    page.prepared_at = tree.one(entry, "prepared_at", EventPage)


def _people(model: type, rows: list[ContentEntry], library: Library) -> list[Any]:
    return [
        model(person=library.needed("people", row, "person"), **row.bilingual("role"))
        for row in rows
    ]


def _part(row: ContentEntry) -> ProposalPart:
    return ProposalPart(**row.bilingual("title"), **row.bilingual("summary"))
