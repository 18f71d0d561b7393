"""The parts of a sample document, and how they are taken from the content.

Entries are read by the rules for publishing, so what is in doubt cannot come in. Labels say what a
fact is and hold none themselves: no number, no name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from pages.wording import format_date, format_span

MARK = "見本 / Sample"
NOTICE = (
    "これは見本（非公式）で、協議会の資料ではありません。このサイトに掲載した内容をまとめています。"
)


@dataclass(frozen=True)
class Section:
    """A section under its heading."""

    heading: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    numbered: bool = False

    def __bool__(self) -> bool:
        return bool(self.facts or self.paragraphs or self.points)


@dataclass(frozen=True)
class Sheet:
    """A sample document; a booklet has a cover and two columns."""

    title: str
    publisher: str
    as_of: str
    lead: str
    parts: list[Section]
    booklet: bool = False

    def texts(self) -> Iterator[str]:
        """Every text that is printed, in reading order."""
        yield from (NOTICE, self.as_of, self.title, self.publisher, self.lead)
        for part in self.parts:
            if part.heading:
                yield part.heading
            yield from (text for fact in part.facts for text in fact)
            yield from (*part.paragraphs, *part.points)


def sheet(
    content: Content, document: str, item: ContentEntry, *parts: Section, booklet: bool
) -> Sheet:
    """The sheet of a document about an item, without empty sections."""
    as_of = format_date(day_of(content), "ja", weekday=False)
    return Sheet(
        title=ja(content.lists["documents"][document], "title"),
        publisher=ja(content.lists["organisations"]["council"], "name"),
        as_of=f"{as_of}現在",
        lead=ja(item, "summary"),
        parts=[part for part in parts if part],
        booklet=booklet,
    )


def day_of(content: Content) -> date:
    """The day as of which the content holds."""
    day = content.council.day("snapshot_date")
    if day is None:
        raise content.council.error("'snapshot_date' is missing.")
    return day


def ja(entry: ContentEntry, name: str) -> str:
    """A text in Japanese, empty where there is none."""
    text = entry.text(name)
    return text.ja if text else ""


def known(*facts: tuple[str, str]) -> list[tuple[str, str]]:
    """Labels and values, without those of which no value is known."""
    return [(label, value) for label, value in facts if value]


def named(content: Content, records: str, entry: ContentEntry, name: str) -> ContentEntry | None:
    """The record that a field names."""
    key = entry.value(name)
    return content.find(records, entry, name, str(key)) if key else None


def name_of(content: Content, records: str, entry: ContentEntry, name: str) -> str:
    """The Japanese name of the record that a field names."""
    record = named(content, records, entry, name)
    return ja(record, "name") if record else ""


def names_of(content: Content, records: str, entry: ContentEntry, name: str) -> list[str]:
    """The Japanese names of the records that a list names."""
    return [ja(content.find(records, entry, name, key), "name") for key in entry.keys_of(name)]


def people(content: Content, entry: ContentEntry, name: str) -> list[str]:
    """People with the office they held then."""
    rows = entry.rows(name)
    return [f"{name_of(content, 'people', row, 'person')}（{ja(row, 'role')}）" for row in rows]


def venue(content: Content, entry: ContentEntry) -> str:
    """Where it was, with the address; nothing where the place is in doubt."""
    place = named(content, "venues", entry, "venue")
    if place is None:
        return ja(entry, "venue_text")
    address = ja(place, "address")
    return f"{ja(place, 'name')}（{address}）" if address else ja(place, "name")


def when(entry: ContentEntry) -> str:
    """Day and hours."""
    first, begins = entry.moment("start")
    last, ends = entry.moment("end")
    return format_span(first, begins, last, ends, "ja") if first else ""


def points(entry: ContentEntry, name: str) -> list[str]:
    """A list of texts."""
    return [row.as_text().ja for row in entry.rows(name)]


def window(application: ContentEntry) -> list[tuple[str, str]]:
    """From when until when one can apply, and how often the end was put off."""
    days = [application.day("opens"), application.day("closes")]
    opens, closes = (format_date(day, "ja") if day else "" for day in days)
    changes = [row for row in application.rows("changes") if row.get("kind") == "extension"]
    return known(
        ("受付期間", f"{opens}から{closes}まで" if opens and closes else ""),
        *(("締切の延長", _extension(row)) for row in changes),
    )


def _extension(row: ContentEntry) -> str:
    days = [row.day(name) for name in ("announced", "old", "new")]
    announced, old, new = (format_date(day, "ja") if day else "" for day in days)
    before = f"{old}から" if old else ""
    return f"{announced}のお知らせで、{before}{new}に延長"
