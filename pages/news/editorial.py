"""What editors and records say about announcements, read in one query for a whole page."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from wagtail.models import Locale

from pages.awards.models import AwardDocument
from pages.base.facts import source_locale_id
from pages.base.row_sets import JSONGroup
from pages.events.models import EventDocument
from pages.lifecycle import Milestone
from pages.news.announcements import (
    REPEATED,
    AnnouncementChange,
    AnnouncementWording,
    NewsSettings,
)
from pages.wording import Text
from portal import clock

Key = tuple[UUID, str, date | None]


@dataclass(frozen=True)
class Change:
    """What an editor changed of an announcement."""

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


UNCHANGED = Change()


@dataclass(frozen=True)
class Call:
    """What an editor lets the front page call for, by its translation key."""

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
class Editorial:
    """Everything besides the items themselves that decides what the news says."""

    new_days: int = 7
    call: Call | None = None
    wordings: dict[tuple[str, str], Text] = field(default_factory=dict)
    changes: dict[Key, Change] = field(default_factory=dict)
    published: dict[int, tuple[date, ...]] = field(default_factory=dict)

    def change_of(self, item_key: UUID, milestone: Milestone) -> Change:
        """What an editor changed of an announcement of an item."""
        return self.changes.get(key_of(item_key, milestone), UNCHANGED)

    def template(self, subject: str, kind: str, lang: str | None = None) -> str:
        """The council's own wording, if there is one."""
        text = self.wordings.get((subject, kind))
        return text.say(lang) if text else ""


def key_of(item_key: UUID, milestone: Milestone) -> Key:
    """What an announcement is known by, also when its item is moved to another day."""
    return item_key, milestone.kind.value, milestone.on if milestone.kind in REPEATED else None


def read_editorial() -> Editorial:
    """The settings, wordings, changes and days of publication."""
    read = _tables()
    chosen: dict[str, Any] = next(iter(read["settings"]), {})
    return Editorial(
        new_days=chosen.get("new_days", 7),
        call=_call(chosen),
        wordings={
            (row["subject"], row["kind"]): Text(row["text_ja"], row["text_en"])
            for row in read["wordings"]
        },
        changes=dict(_change(row) for row in read["changes"]),
        published=_days([*read["events"], *read["rounds"]]),
    )


def _tables() -> dict[str, list[dict[str, Any]]]:
    """Each of the small tables, all in one query that hangs on the row of the Japanese locale."""
    tables = {
        "settings": _all(NewsSettings, *SETTINGS, call_key=F("call_item__translation_key")),
        "wordings": _all(AnnouncementWording, "subject", "kind", "text_ja", "text_en"),
        "changes": _all(AnnouncementChange, *CHANGES),
        "events": _all(EventDocument, "page_id", day=F("document__published_on")),
        "rounds": _all(AwardDocument, "page_id", day=F("document__published_on")),
    }
    locale: Any = QuerySet(model=Locale).filter(pk=source_locale_id())
    texts = locale.annotate(**tables).values(*tables).get()
    return {name: json.loads(text or "[]") for name, text in texts.items()}


SETTINGS = ("new_days", "call_from", "call_until", "call_in_english")
CHANGES = ("item_key", "kind", "day", "held_back", "text_ja", "text_en", "pinned_until")


def _all(model: Any, *names: str, **columns: Any) -> Subquery:
    """A whole small table as one JSON text."""
    rows: Any = QuerySet(model=model).order_by().annotate(one=Value("all")).values("one")
    shape = JSONObject(**{name: F(name) for name in names}, **columns)
    return Subquery(rows.annotate(group=JSONGroup(shape)).values("group"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _call(row: dict[str, Any]) -> Call | None:
    if not row.get("call_key"):
        return None
    return Call(
        item_key=UUID(row["call_key"]),
        since=_day(row["call_from"]),
        until=_day(row["call_until"]),
        in_english=bool(row["call_in_english"]),
    )


def _change(row: dict[str, Any]) -> tuple[Key, Change]:
    text = Text(row["text_ja"], row["text_en"])
    change = Change(bool(row["held_back"]), text, _day(row["pinned_until"]))
    return (UUID(row["item_key"]), row["kind"], _day(row["day"])), change


def _days(rows: list[dict[str, Any]]) -> dict[int, tuple[date, ...]]:
    found: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        day = _day(row["day"])
        if day:
            found[row["page_id"]].append(day)
    return {page_id: tuple(days) for page_id, days in found.items()}
