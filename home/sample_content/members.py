"""How many members there were when, from the membership of the council."""

from __future__ import annotations

from typing import Any

from home.sample_content.entries import ContentEntry
from home.sample_content.records import Library
from home.sample_content.rows import set_rows
from pages.members.models import MembershipCount, MembersPage


def members_facts(page: MembersPage, entry: ContentEntry, library: Library) -> None:
    """The municipalities on record are not written here: they follow from what names them."""
    membership = library.content.council.part("membership")
    set_rows(page, "member_counts", (_count(row) for row in membership.rows("counts")))


def _count(row: ContentEntry) -> MembershipCount:
    """`2020-05` is a month; it is kept as its first day, which is not shown."""
    written = str(row.needed("date"))
    month_only = len(written) == len("2020-05")
    dated = ContentEntry(row.file, row.line, row.item)
    dated["date"] = f"{written}-01" if month_only else written
    columns: Any = row.bilingual("label", "note")
    return MembershipCount(
        counted_on=dated.day("date"),
        month_only=month_only,
        count=row.number("count"),
        approximate=bool(row.value("approximate")),
        **columns,
    )
