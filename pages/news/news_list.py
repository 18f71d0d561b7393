"""News as readers see it: reports and derived announcements, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from pages import lifecycle
from pages.base.items import ItemMixin, item_families, type_label
from pages.base.listing import in_tree_of
from pages.lifecycle import CHANGES, MilestoneKind, State
from pages.news.announcement_lines import addresses_of, headline_of, schedule_of, shown_now
from pages.news.kinds import NewsKind
from pages.news.overrides import NewsOverrides, read_overrides
from portal import clock

CALLED_OFF = {MilestoneKind.POSTPONED, MilestoneKind.CANCELLED, MilestoneKind.WRITTEN}
COUNCIL = "council"  # what a report is about that names no item
# An announcement carries the coloured chip only while what it announced is true.
TRUE_WHILE = {
    MilestoneKind.OPENING: State.OPEN,
    MilestoneKind.EXTENSION: State.EXTENDED,
    MilestoneKind.LAST_DAY: State.LAST_DAY,
    MilestoneKind.TODAY: State.TODAY,
    MilestoneKind.RECORDINGS: State.RECORDINGS,
}


@dataclass(frozen=True)
class Update:
    """One line of news about one item on one day.

    `below_news` is the address of an announcement below that of the news list; an editors' report
    is a page of its own and has none. `appeared` is the moment from which an announcement stands,
    `distinction` tells it from another of its kind and day. `marked_days` is how long NEW and UP
    stand.
    """

    on: date
    kind: str
    headline: str
    page: Page
    subject: str
    item: Any = None
    language: str = ""
    below_news: str = ""
    appeared: datetime | None = None
    distinction: str = ""
    is_pinned: bool = False
    updated_on: date | None = None
    marked_days: int = 7

    @property
    def url(self) -> str:
        """Where the line leads; nowhere from a report that is a headline and no more."""
        is_report = not self.below_news
        return "" if is_report and not self.page.says_more else str(self.page.url)

    @property
    def is_new(self) -> bool:
        """Whether the NEW mark stands: for the first days, a setting."""
        return self._is_recent(self.on)

    @property
    def is_updated(self) -> bool:
        """Whether the UP mark stands: what is not new was changed in substance a few days ago."""
        day = self.updated_on
        return bool(day and not self.is_new and day <= clock.today() and self._is_recent(day))

    def _is_recent(self, day: date) -> bool:
        return clock.today() - day < timedelta(days=self.marked_days)

    @property
    def label(self) -> str:
        """The kind of news, in a word."""
        return str(NewsKind(self.kind).label)

    @property
    def subject_label(self) -> str:
        """The type of what it is about, in a word."""
        return type_label(self.subject)

    @property
    def shows_state(self) -> bool:
        """Whether what was announced is still the item's state, or nothing of it takes place."""
        if self.item is None:
            return False
        if self.item.status.is_cancelled_or_postponed:
            return True
        return TRUE_WHILE.get(MilestoneKind(self.kind)) == self.item.status.state


@dataclass(frozen=True)
class Items:
    """The items that news is about, in one tree; the front page shows the same items elsewhere."""

    announcing: list[Any]  # those whose dates and documents announce themselves
    reports: list[Any]
    overrides: NewsOverrides = field(default_factory=NewsOverrides)

    def of(self, model: Any) -> list[Any]:
        """The items of a page class."""
        return [item for item in self.announcing if isinstance(item, model)]

    @property
    def with_state(self) -> list[Any]:
        """The items that one can apply for, or that take place on a day."""
        return [item for item in self.announcing if item.has_state]


def items_in_tree_of(page: Page, reports: QuerySet) -> Items:
    """All items with what their dates and rows are made of, in a fixed number of queries."""
    return Items(
        announcing=[
            item for family in item_families() if family.announces for item in _all(page, family)
        ],
        reports=list(reports),
        overrides=read_overrides(),
    )


def _all(page: Page, model: Any) -> list[Any]:
    pages = in_tree_of(page, model)
    # Without names, select_related() would mean every relation.
    return list(pages.select_related(*model.news_related) if model.news_related else pages)


def updates_of(items: Items) -> list[Update]:
    """The editors' reports and all announcements, newest first, one line per item and day.

    An editor's report on an item takes the place of the item's announcements of that day; that of
    a change, which nobody may miss, only where the report is of the same kind.
    """
    reports = list(_reports(items))
    reported = {key for page in items.reports if page.facts.item for key in _reported(page.facts)}
    derived = [
        update
        for item in items.announcing
        for update in announcements(item, items.overrides)
        if (item.translation_key, update.on, _change_of(update.kind)) not in reported
    ]
    return sorted([*derived, *reports], key=_age, reverse=True)


def _reported(facts: Any) -> set[tuple[Any, date, str]]:
    """The announcements that a report stands for: the steps of its day, and its own kind."""
    key, day = facts.item.translation_key, facts.published_on
    return {(key, day, ""), (key, day, _change_of(facts.kind))}


def _change_of(kind: str) -> str:
    return kind if kind in CHANGES else ""


def _age(update: Update) -> tuple[date, datetime, int, str]:
    """By day, then by the moment of the day; of one moment, by what matters more."""
    kinds = NewsKind.values
    appeared = update.appeared or clock.start_of_day(update.on)
    return update.on, appeared, kinds.index(update.kind), update.page.slug


def with_pinned_first(updates: list[Update]) -> list[Update]:
    """The same lines, those an editor pinned above the others."""
    return sorted(updates, key=lambda update: not update.is_pinned)


def announcements(item: Any, overrides: NewsOverrides) -> Iterator[Update]:
    """The announcements of an item now, with the editors' overrides."""
    schedule = schedule_of(item, overrides)
    addresses, appeared = addresses_of(item, schedule), lifecycle.appearances(schedule)
    is_off = item.has_state and item.status.is_cancelled_or_postponed
    for milestone in shown_now(item, schedule, overrides):
        change = overrides.change_of(item.translation_key, milestone)
        headline = headline_of(item, milestone, overrides)
        shown = change.say(headline)
        yield Update(
            on=milestone.on,
            kind=milestone.kind,
            headline=shown,
            page=item,
            subject=item.own_type.key,
            item=item if item.stated_item else None,
            language=item.foreign_language if shown == headline else "",
            below_news=addresses[milestone],
            appeared=milestone.at or appeared[milestone.kind, milestone.on],
            distinction=milestone.distinction,
            # What a visitor can no longer act on does not stay at the top.
            is_pinned=change.is_pinned and (not is_off or milestone.kind in CALLED_OFF),
            marked_days=overrides.new_days,
        )


def _reports(items: Items) -> Iterator[Update]:
    for page in items.reports:
        on = page.facts.published_on
        if on and on <= clock.today():
            yield Update(
                on=on,
                kind=page.facts.kind or NewsKind.ANNOUNCEMENT,
                headline=page.title,
                page=page,
                subject=_subject_of(page.facts.item),
                language=page.foreign_language,
                updated_on=page.facts.updated_on,
                marked_days=items.overrides.new_days,
            )


def _subject_of(item: Page | None) -> str:
    if item is None:
        return COUNCIL
    model: Any = item.cached_content_type.model_class()
    return str(model.item_type.key) if issubclass(model, ItemMixin) else COUNCIL
