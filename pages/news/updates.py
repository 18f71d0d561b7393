"""News as readers see it: the editors' reports and what follows from dates, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from pages.awards.models import AwardRoundPage
from pages.base.listing import in_tree_of
from pages.events.models import EventPage
from pages.lifecycle import MilestoneKind, State
from pages.news.derived import addresses_of, headline_of, schedule_of, told
from pages.news.editorial import Editorial, read_editorial
from pages.news.kinds import NewsKind
from pages.proposals.models import ProposalPage
from portal import clock

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
    is a page of its own and has none. `marked_days` is how long NEW and UP stand.
    """

    on: date
    kind: str
    headline: str
    page: Page
    subject: str
    item: Any = None
    language: str = ""
    below_news: str = ""
    is_pinned: bool = False
    updated_on: date | None = None
    marked_days: int = 7

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
        """What it tells, in a word."""
        return str(NewsKind(self.kind).label)

    @property
    def shows_state(self) -> bool:
        """Whether what was announced is still the item's state."""
        if self.item is None:
            return False
        return TRUE_WHILE.get(MilestoneKind(self.kind)) == self.item.status.state


@dataclass(frozen=True)
class Items:
    """What news is about, in one tree; the front page shows the same items elsewhere."""

    events: list[Any]
    rounds: list[Any]
    proposals: list[Any]
    reports: list[Any]
    editorial: Editorial = field(default_factory=Editorial)

    @property
    def announcing(self) -> list[Any]:
        """The items whose dates and documents announce themselves."""
        return [*self.events, *self.rounds, *self.proposals]


def items_in_tree_of(page: Page, reports: QuerySet) -> Items:
    """All items with what their dates and rows are made of, in a fixed number of queries."""
    return Items(
        events=_all(page, EventPage),
        rounds=_all(page, AwardRoundPage),
        proposals=_all(page, ProposalPage),
        reports=list(reports),
        editorial=read_editorial(),
    )


def _all(page: Page, model: Any) -> list[Any]:
    pages = in_tree_of(page, model)
    # Without names, select_related() would mean every relation.
    return list(pages.select_related(*model.news_related) if model.news_related else pages)


def updates_of(items: Items) -> list[Update]:
    """The editors' reports and all announcements, newest first, one line per item and day.

    What an editor reports of an item takes the place of what it would announce that day.
    """
    reports = list(_reports(items))
    reported = {
        (page.facts.item.translation_key, page.facts.published_on)
        for page in items.reports
        if page.facts.item
    }
    derived = [
        update
        for item in items.announcing
        for update in announcements(item, items.editorial)
        if (item.translation_key, update.on) not in reported
    ]
    found = [*derived, *reports]
    return sorted(found, key=lambda update: (update.on, update.kind), reverse=True)


def with_pinned_first(updates: list[Update]) -> list[Update]:
    """The same lines, those an editor pinned above the others."""
    return sorted(updates, key=lambda update: not update.is_pinned)


def announcements(item: Any, editorial: Editorial) -> Iterator[Update]:
    """What an item announces of itself at this moment, as editors left it."""
    schedule = schedule_of(item, editorial)
    addresses = addresses_of(item, schedule)
    for milestone in told(item, schedule, editorial):
        change = editorial.change_of(item.translation_key, milestone)
        headline = headline_of(item, milestone, editorial)
        said = change.say(headline)
        yield Update(
            on=milestone.on,
            kind=milestone.kind,
            headline=said,
            page=item,
            subject=item.kind,
            item=item if item.stated_item else None,
            language=item.foreign_language if said == headline else "",
            below_news=addresses[milestone],
            is_pinned=change.is_pinned,
            marked_days=editorial.new_days,
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
                marked_days=items.editorial.new_days,
            )


def _subject_of(item: Page | None) -> str:
    if item is None:
        return "council"
    model = item.cached_content_type.model_class()
    return getattr(model, "event_kind", None) or getattr(model, "kind", None) or "council"
