"""The facts of a page of information, from its entry."""

from __future__ import annotations

from home.sample_content.entries import ContentEntry
from home.sample_content.records import Library
from home.sample_content.rows import set_linked
from pages.information.models import InformationDocument, InformationPage


def information_facts(page: InformationPage, entry: ContentEntry, library: Library) -> None:
    """Fill the documents, and what the page says besides its text."""
    page.with_contact, page.is_sample = entry.value("with_contact"), entry.value("is_sample")
    page.visitor_form = entry.value("form")
    documents = library.all_of("documents", entry, "documents")
    set_linked(page, "documents", InformationDocument, documents, "document")
