"""Records of the content: municipalities, people, venues, prizes, documents, recordings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from home.sample_content.files import file_of
from home.sample_content.problems import sentence_of
from home.sample_content.rows import set_rows
from pages.media import PortalDocument, Recording
from pages.records.models import Municipality, Office, Organisation, Person, Prize, Venue
from pages.records.prefectures import PREFECTURES


class Library:
    """The records of the content, as rows of the database, by the keys entries name."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.new_files: dict[str, Path] = {}  # of documents and recordings made now, by key
        self._records: dict[tuple[str, str], Model] = {}

    def put(self, name: str, key: str, record: Model) -> None:
        """Keep a record under its list and key."""
        self._records[name, key] = record

    def one(self, name: str, entry: ContentEntry, field: str) -> Any:
        """The record a field names; None where there is none or it is not published."""
        key = entry.value(field)
        if key is None:
            return None
        self.content.find(name, entry, field, str(key))
        return self._records.get((name, str(key)))

    def needed(self, name: str, entry: ContentEntry, field: str) -> Any:
        """The record that a field must name."""
        entry.needed(field)
        return self.one(name, entry, field)

    def all_of(self, name: str, entry: ContentEntry, *fields: str) -> list[Any]:
        """The records that some fields name, without repetition; a field may name one or several.

        A record in doubt as a whole stands by itself: it is not tied to an item.
        """
        records: dict[str, Any] = {}
        for field in fields:
            value = entry.value(field)
            for key in entry.keys_of(field) if isinstance(value, list) else filter(None, [value]):
                named = self.content.find(name, entry, field, key)
                record = self._records.get((name, key))
                if record is not None and not named.get("uncertain"):
                    records[key] = record
        return list(records.values())

    def venue(self, entry: ContentEntry) -> Venue | None:
        """Where an event was held; the building alone where the hall is in doubt."""
        if not entry.doubted("venue"):
            return self.one("venues", entry, "venue")
        hall = self.content.find("venues", entry, "venue", str(entry.get("venue")))
        return self.one("venues", hall, "part_of")


Fields = Callable[[ContentEntry, Library], dict[str, Any]]


def _municipality(entry: ContentEntry, library: Library) -> dict[str, Any]:
    name = entry.part("prefecture").as_text().ja
    numbers = {names[0]: number for number, names in PREFECTURES.items()}
    if name not in numbers:
        raise entry.error(f"there is no prefecture '{name}'.")
    return {
        **entry.bilingual("name"),
        "kana": entry.needed("kana"),
        "kind": entry.needed("kind"),
        "prefecture": numbers[name],
        "code": entry.needed("code"),
        "member_confirmed": entry.get("membership") == "confirmed",
    }


def _organisation(entry: ContentEntry, library: Library) -> dict[str, Any]:
    return {
        **entry.bilingual("name"),
        **entry.bilingual("short", "short_name"),
        "kind": entry.needed("kind"),
        "url": entry.value("url") or "",
    }


def _person(entry: ContentEntry, library: Library) -> dict[str, Any]:
    """A reading in doubt is not published in kana, nor as an English name made from it."""
    name = entry.bilingual("name")
    if entry.doubted("reading") or entry.get("name_completed"):
        return {**name, "name_en": "", "kana": ""}
    return {**name, "kana": entry.value("kana") or ""}


def _offices(person: Person, entry: ContentEntry, library: Library) -> None:
    set_rows(person, "offices", (_office(row, library) for row in entry.rows("roles")))


def _office(row: ContentEntry, library: Library) -> Office:
    return Office(
        title_ja=row.as_text().ja,
        title_en=row.as_text().en,
        held_from=row.day("from"),
        held_to=row.day("to"),
        attested_on=_attested(row),
        municipality=library.one("municipalities", row, "municipality"),
        organisation=library.one("organisations", row, "org"),
    )


def _attested(row: ContentEntry) -> Any:
    """The day a source attests; sources that give the year alone attest no day."""
    return None if len(str(row.value("at") or "")) < len("2022-01-01") else row.day("at")


def _venue(entry: ContentEntry, library: Library) -> dict[str, Any]:
    return {**entry.bilingual("name"), **entry.bilingual("address")}


def _prize(entry: ContentEntry, library: Library) -> dict[str, Any]:
    """The Japanese names are short; an empty short name would be shown in English instead."""
    name = entry.bilingual("name")
    return {
        **name,
        "short_name_ja": name["name_ja"],
        "short_name_en": entry.value("short_en") or name["name_en"],
        "rank": entry.number("rank"),
        "ministry": library.one("organisations", entry, "ministry"),
    }


def _document(entry: ContentEntry, library: Library) -> dict[str, Any]:
    """Without its file, which is kept for the end."""
    file = file_of(entry, library.content)
    if file:
        library.new_files[entry.key] = file
    title = entry.bilingual("title")
    return {
        "title": title["title_ja"],
        "title_en": title["title_en"],
        "kind": entry.needed("kind"),
        "published_on": entry.day("date"),
    }


def _recording(entry: ContentEntry, library: Library) -> dict[str, Any]:
    file = file_of(entry, library.content)
    if file:
        library.new_files[entry.key] = file
    return {**entry.bilingual("title"), "published_on": entry.day("date")}


@dataclass(frozen=True)
class RecordKind:
    """How the entries of a list become records."""

    name: str
    model: type[Model]
    fields: Fields
    rows: Callable[[Any, ContentEntry, Library], None] | None = None


# In this order: a record may name those of the kinds above it.
RECORD_KINDS = (
    RecordKind("municipalities", Municipality, _municipality),
    RecordKind("organisations", Organisation, _organisation),
    RecordKind("people", Person, _person, _offices),
    RecordKind("venues", Venue, _venue),
    RecordKind("prizes", Prize, _prize),
    RecordKind("documents", PortalDocument, _document),
    RecordKind("recordings", Recording, _recording),
)


def load_records(kind: RecordKind, library: Library) -> tuple[int, int]:
    """Make the records of a list that are not there yet; how many were made, and were there.

    A prize with `marker` is not a prize: known to the content, but not made.
    """
    entries = [e for e in library.content.lists[kind.name].values() if not e.get("marker")]
    model: Any = kind.model
    existing = {
        record.key: record for record in model.objects.filter(key__in=[e.key for e in entries])
    }
    for entry in entries:
        record = existing.get(entry.key) or _make(kind, entry, library)
        library.put(kind.name, entry.key, record)
    return len(entries) - len(existing), len(existing)


def _make(kind: RecordKind, entry: ContentEntry, library: Library) -> Model:
    entry.needed("title" if kind.name in ("documents", "recordings") else "name")
    model: Any = kind.model
    record = model(key=entry.key, **kind.fields(entry, library))
    if kind.rows:
        kind.rows(record, entry, library)
    try:
        record.full_clean()
        record.save()
    except ValidationError as error:
        raise entry.error(sentence_of(error)) from error
    return record
