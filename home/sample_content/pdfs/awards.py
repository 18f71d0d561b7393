"""Sample documents of award rounds."""

from __future__ import annotations

from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from home.sample_content.pdfs.sheet import (
    Section,
    Sheet,
    ja,
    known,
    name_of,
    names_of,
    points,
    sheet,
    venue,
    window,
)
from pages.wording import format_date


def guidelines(content: Content, document: str, key: str) -> Sheet:
    """The entry guidelines of a round: what is planned is marked as planned."""
    entry = content.lists["awards"][key]
    application = entry.part("application")
    entering = known(
        ("応募できる団体", ja(entry, "eligibility")),
        *window(application),
        ("応募方法", ja(application, "method")),
        ("選考", ja(entry, "selection")),
    )
    criteria = ja(entry, "criteria_kind") or "審査の観点"
    return sheet(
        content,
        document,
        entry,
        Section("募集の概要", _bodies(content, entry)),
        Section("応募", entering),
        Section(criteria, points=points(entry, "criteria"), numbered=True),
        Section("賞（募集時の予定）", points=names_of(content, "prizes", entry, "prizes")),
        Section("表彰", _ceremony(content, entry.part("ceremony"))),
        booklet=True,
    )


def _bodies(content: Content, entry: ContentEntry) -> list[tuple[str, str]]:
    supporters = entry.part("supporters")
    names = "、".join(names_of(content, "organisations", supporters, "bodies"))
    return known(
        ("名称", ja(entry, "title")),
        ("主催", name_of(content, "organisations", entry, "organiser")),
        ("後援" if supporters.value("confirmed") else "後援（予定）", names),
    )


def _ceremony(content: Content, ceremony: ContentEntry) -> list[tuple[str, str]]:
    day = ceremony.day("date")
    return known(
        ("期日", format_date(day, "ja") if day else ""),
        ("会場", venue(content, ceremony)),
    )
