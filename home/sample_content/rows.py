"""Fact rows of a page, in the order of the content."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from home.sample_content.entries import BilingualText, ContentEntry, text_columns
from pages.base.changes import FactChange
from portal import clock

HOW_TO_APPLY = BilingualText(
    "自治体名・氏名・連絡先を添えて、書面でお申し込みください",
    "write with your municipality, your name and how to reach you",
)


def set_rows(page: Any, name: str, rows: Iterable[Any]) -> None:
    """Give a page its rows of one kind."""
    ordered = list(rows)
    for order, row in enumerate(ordered):
        row.sort_order = order
    setattr(page, name, ordered)


def set_linked(page: Any, name: str, model: type, records: list[Any], field: str) -> None:
    """Give a page rows that name one record apiece."""
    set_rows(page, name, [model(**{field: record}) for record in records])


def set_extensions(page: Any, model: type, window: ContentEntry) -> None:
    """Give a page the extensions of its application period, from `changes`."""
    rows = [row for row in window.rows("changes") if row.get("kind") == "extension"]
    extensions = [
        model(
            announced_on=row.day("announced"),
            old_closes_on=row.day("old"),
            new_closes_on=row.day("new"),
        )
        for row in rows
    ]
    set_rows(page, "extensions", extensions)


def first_day_on_record(page: Any) -> date | None:
    """The earliest day by which an item is known to have been public, None where none is known."""
    documents = (row.document.published_on for row in page.documents.all())

    return min((day for day in (page.opens_on, page.dating.day, *documents) if day), default=None)


def log_extensions(page: Any) -> None:
    """Put what the council extended before there was a portal into the page's change log."""
    FactChange.objects.bulk_create(
        FactChange(
            page_id=page.pk,
            changed_at=clock.start_of_day(row.announced),
            fact="closes_on",
            before=row.old and row.old.isoformat(),
            after=row.new.isoformat(),
        )
        for row in page.window.extensions
    )


def set_text(page: Any, field: str, entry: ContentEntry, name: str) -> None:
    """Fill the two columns of a bilingual fact; they stay NULL where nothing is known."""
    text = entry.text(name)
    if text is None:
        return
    for column, value in text_columns(field, text).items():
        setattr(page, column, value)


def set_way(page: Any, window: ContentEntry, site: ContentEntry) -> None:
    """Name the Secretariat, with its address, as the way to apply in a period on record.

    No form of the Council's is known to the content.
    """
    if not (window.day("opens") or window.day("closes")):
        return
    contact = site.part("contact")
    texts = zip(contact.needed("label").as_text(), contact.needed("address").as_text(), strict=True)
    page.apply_contact_ja, page.apply_contact_en = (
        f"{label}{mark}{address}"
        for (label, address), mark in zip(texts, ("、", ", "), strict=True)
    )
    page.apply_how_ja, page.apply_how_en = HOW_TO_APPLY
