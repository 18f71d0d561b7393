"""Fact rows of a page, in the order of the content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from home.initial.entries import Entry, text_columns
from pages.base.changes import FactChange
from portal import clock


def set_rows(page: Any, name: str, rows: Iterable[Any]) -> None:
    """Give a page its rows of one kind."""
    found = list(rows)
    for order, row in enumerate(found):
        row.sort_order = order
    setattr(page, name, found)


def set_linked(page: Any, name: str, model: type, records: list[Any], field: str) -> None:
    """Give a page rows that each name one record."""
    set_rows(page, name, [model(**{field: record}) for record in records])


def set_extensions(page: Any, model: type, window: Entry) -> None:
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


def set_text(page: Any, field: str, entry: Entry, name: str) -> None:
    """Fill the two columns of a bilingual fact; they stay NULL where nothing is known."""
    text = entry.text(name)
    if text is None:
        return
    for column, value in text_columns(field, text).items():
        setattr(page, column, value)
