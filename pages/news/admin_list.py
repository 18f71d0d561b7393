"""The editors' list of announcements: every derived one, and what may be changed of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages import lifecycle, wording
from pages.base.facts import source_locale_id, sources
from pages.lifecycle import Milestone, Schedule
from pages.news.announcement_lines import headline_of, schedule_of, shown_now
from pages.news.announcements import AnnouncementWording
from pages.news.kinds import WORDED, NewsKind, Subject
from pages.news.models import NewsIndexPage, news_items_in_tree_of
from pages.news.news_list import Items
from pages.news.overrides import AnnouncementOverride, NewsOverrides
from portal import clock

MOST_ROWS = 100


@dataclass(frozen=True)
class AnnouncementRow:
    """One announcement of an item, made or still to be made."""

    item: Any
    milestone: Milestone
    headline: str
    change: AnnouncementOverride
    state: Any

    @property
    def kind(self) -> str:
        """The kind of the announcement, in a word."""
        return str(NewsKind(self.milestone.kind).label)

    @property
    def text(self) -> str:
        """The Japanese line as readers see it."""
        return self.change.say(self.headline, "ja")

    @property
    def address(self) -> str:
        """Where it is held back, reworded or pinned."""
        day = self.milestone.on.isoformat()
        key = self.item.translation_key
        return reverse("announcements:change", args=[key, self.milestone.kind.value, day])


SHOWN = _("On the site")
TO_COME = _("To come")
GONE = _("No longer shown")
HELD_BACK = _("Held back")


def announced_items() -> Items | None:
    """All items in Japanese, where there is a list of news."""
    index = sources(NewsIndexPage).filter(live=True).first()
    return news_items_in_tree_of(index) if index else None


def announcement_rows() -> list[AnnouncementRow]:
    """The announcements of all items, newest first, those to come above the others."""
    items = announced_items()
    if items is None:
        return []
    rows = [row for item in items.announcing for row in _of(item, items.overrides)]
    return sorted(rows, key=lambda row: row.milestone.on, reverse=True)[:MOST_ROWS]


def announcement_at(item_key: Any, kind: str, day: date) -> AnnouncementRow | None:
    """One announcement, by what its address in the admin names."""
    items = announced_items()
    rows = (
        row
        for item in (items.announcing if items else ())
        if items and item.translation_key == item_key
        for row in _of(item, items.overrides)
    )
    wanted = (row for row in rows if (row.milestone.kind, row.milestone.on) == (kind, day))
    return next(wanted, None)


def _of(item: Any, overrides: NewsOverrides) -> list[AnnouncementRow]:
    schedule = schedule_of(item, overrides)
    state = _states(item, schedule, overrides)
    return [
        AnnouncementRow(
            item=item,
            milestone=milestone,
            headline=headline_of(item, milestone, overrides, "ja"),
            change=overrides.change_of(item.translation_key, milestone),
            state=state(milestone),
        )
        for milestone in lifecycle.announced(schedule)
    ]


def _states(item: Any, schedule: Schedule, overrides: NewsOverrides) -> Callable[[Milestone], Any]:
    """A function from an announcement to its state: shown, to come, past or held back."""
    shown = set(shown_now(item, schedule, overrides))
    past = set(lifecycle.happened(schedule, clock.now()))

    def state(milestone: Milestone) -> Any:
        if overrides.change_of(item.translation_key, milestone).held_back:
            return HELD_BACK
        if milestone in shown:
            return SHOWN
        return GONE if milestone in past else TO_COME

    return state


def english_headline(announcement: AnnouncementRow) -> str:
    """The English line as it writes itself; empty while the item is not in English."""
    key = announcement.item.translation_key
    partners = Page.objects.filter(translation_key=key, alias_of=None)
    partner = partners.exclude(locale_id=source_locale_id()).first()
    if partner is None:
        return ""
    item, items = copy(announcement.item), announced_items()
    item.title = partner.title
    overrides = items.overrides if items else NewsOverrides()
    return headline_of(item, announcement.milestone, overrides, "en")


@dataclass(frozen=True)
class WordingRow:
    """One kind of announcement with its wordings, as shipped and as the council wants them."""

    subject: str
    kind: str
    own: AnnouncementWording | None

    @property
    def heading(self) -> str:
        """Subject and kind, such as "events / Applications open"."""
        return f"{Subject(self.subject).label} / {NewsKind(self.kind).label}"

    @property
    def shipped(self) -> tuple[str, str]:
        """The shipped wordings in Japanese and English."""
        return (
            wording.announcement_template(self.kind, self.subject, "ja"),
            wording.announcement_template(self.kind, self.subject, "en"),
        )

    @property
    def texts(self) -> tuple[str, str]:
        """The wordings in use."""
        japanese, english = self.shipped
        own = self.own
        return (own and own.text_ja) or japanese, (own and own.text_en) or english

    @property
    def address(self) -> str:
        """Where it is changed."""
        return reverse("announcements:word", args=[self.subject, self.kind])


def wording_rows() -> list[WordingRow]:
    """Every kind of announcement."""
    own = {(row.subject, row.kind): row for row in AnnouncementWording.objects.all()}
    return [
        WordingRow(str(subject), kind, own.get((subject, kind)))
        for subject, kinds in WORDED.items()
        for kind in kinds
    ]
