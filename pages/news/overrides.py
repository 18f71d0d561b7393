"""Editors' settings and overrides of announcements, read in one query for a whole page."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Subquery
from wagtail.models import Locale

from pages.base.facts import source_locale_id
from pages.base.items import item_families
from pages.base.json_prefetch import grouped_rows
from pages.embargo import is_stored
from pages.lifecycle import Milestone, PublishedChange
from pages.news.announcements import (
    REPEATED,
    AnnouncementChange,
    AnnouncementWording,
    NewsSettings,
)
from pages.news.fact_changes import announced_changes, changes_text
from pages.public import in_open_collection
from pages.wording import Text
from portal import clock

Key = tuple[UUID, str, date | None]


@dataclass(frozen=True)
class AnnouncementOverride:
    """An editor's override of an announcement."""

    held_back: bool = False
    text: Text | None = None
    pinned_until: date | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether the line stands above the others today."""
        return self.pinned_until is not None and clock.today() <= self.pinned_until

    def say(self, headline: str, lang: str | None = None) -> str:
        """The editor's words, else the headline as it wrote itself."""
        return (self.text and self.text.say(lang)) or headline


UNCHANGED = AnnouncementOverride()


@dataclass(frozen=True)
class FrontPageCall:
    """The item an editor lets the front page call for, by its translation key."""

    item_key: UUID
    since: date | None
    until: date | None
    in_english: bool

    @property
    def is_on(self) -> bool:
        """Whether today is one of its days."""
        today = clock.today()
        return (self.since or today) <= today <= (self.until or date.min)


@dataclass(frozen=True)
class NewsOverrides:
    """Settings, wordings, overrides, published documents and changes that shape the news.

    `published` holds the days of the documents of a page that anybody can open: the evidence of
    what it announces. A document of which no day is known has None.
    """

    new_days: int = 7
    call: FrontPageCall | None = None
    wordings: dict[tuple[str, str], Text] = field(default_factory=dict)
    changes: dict[Key, AnnouncementOverride] = field(default_factory=dict)
    published: dict[int, tuple[date | None, ...]] = field(default_factory=dict)
    moved: dict[int, tuple[PublishedChange, ...]] = field(default_factory=dict)

    def change_of(self, item_key: UUID, milestone: Milestone) -> AnnouncementOverride:
        """The override of an announcement of an item, an empty one where there is none."""
        return self.changes.get(key_of(item_key, milestone), UNCHANGED)

    def template(self, subject: str, kind: str, lang: str | None = None) -> str:
        """The council's own wording, if there is one."""
        text = self.wordings.get((subject, kind))
        return text.say(lang) if text else ""


def key_of(item_key: UUID, milestone: Milestone) -> Key:
    """The key of an announcement, the same when its item is moved to another day."""
    return item_key, milestone.kind.value, milestone.on if milestone.kind in REPEATED else None


def read_overrides() -> NewsOverrides:
    """The settings, wordings, changes and days of publication."""
    read = _tables()
    chosen: dict[str, Any] = next(iter(read["settings"]), {})
    return NewsOverrides(
        new_days=chosen.get("new_days", 7),
        call=_call(chosen),
        wordings={
            (row["subject"], row["kind"]): Text(row["text_ja"], row["text_en"])
            for row in read["wordings"]
        },
        changes=dict(_change(row) for row in read["changes"]),
        moved=announced_changes(read["moved"]),
        published=_days([row for name in _document_rows() for row in read[name]]),
    )


def _tables() -> dict[str, list[dict[str, Any]]]:
    """The small tables, all in one query that hangs on the row of the Japanese locale."""
    call_key = F("call_item__translation_key")
    tables = {
        "settings": _all(_rows(NewsSettings), *SETTINGS, call_key=call_key),
        "wordings": _all(_rows(AnnouncementWording), "subject", "kind", "text_ja", "text_en"),
        "changes": _all(_rows(AnnouncementChange), *CHANGES),
        "moved": changes_text(),
        **{
            name: _all(_rows(model).filter(in_open_collection("document__")), "page_id", **DOCUMENT)
            for name, model in _document_rows().items()
        },
    }
    locale: Any = QuerySet(model=Locale).filter(pk=source_locale_id())
    texts = locale.annotate(**tables).values(*tables).get()
    return {name: json.loads(text or "[]") for name, text in texts.items()}


def _document_rows() -> dict[str, Any]:
    """The models of the rows by which items that announce themselves name their documents."""
    families = [family for family in item_families() if family.announces]
    return {
        f"documents_of_{family._meta.model_name}": family._meta.get_field("documents").related_model
        for family in families
        if "documents" in family.facts_fields
    }


SETTINGS = ("new_days", "call_from", "call_until", "call_in_english")
CHANGES = ("item_key", "kind", "day", "held_back", "text_ja", "text_en", "pinned_until")


def _rows(model: Any) -> QuerySet:
    """The rows of a small table, by a plain queryset: modeltranslation's would rename columns."""
    return QuerySet(model=model).order_by()


def _all(table: QuerySet, *names: str, **columns: Any) -> Subquery:
    """A whole small table as one JSON text."""
    return grouped_rows(table, *names, **columns)


DOCUMENT = {
    "day": F("document__published_on"),
    "file": F("document__file"),
}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _call(row: dict[str, Any]) -> FrontPageCall | None:
    if not row.get("call_key"):
        return None
    return FrontPageCall(
        item_key=UUID(row["call_key"]),
        since=_day(row["call_from"]),
        until=_day(row["call_until"]),
        in_english=bool(row["call_in_english"]),
    )


def _change(row: dict[str, Any]) -> tuple[Key, AnnouncementOverride]:
    text = Text(row["text_ja"], row["text_en"])
    change = AnnouncementOverride(bool(row["held_back"]), text, _day(row["pinned_until"]))
    return (UUID(row["item_key"]), row["kind"], _day(row["day"])), change


def _days(rows: list[dict[str, Any]]) -> dict[int, tuple[date | None, ...]]:
    """The days of the documents that can be opened: a file that is missing announces nothing."""
    days: dict[int, list[date | None]] = defaultdict(list)
    for row in rows:
        if is_stored(row["file"]):
            days[row["page_id"]].append(_day(row["day"]))
    return {page_id: tuple(of_page) for page_id, of_page in days.items()}
