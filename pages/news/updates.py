"""News as readers see it: the editors' reports and what follows from dates, newest first."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page

from pages import lifecycle, wording
from pages.awards.models import AwardDocument, AwardRoundPage
from pages.base.listing import in_tree_of
from pages.events.models import EventDocument, EventPage
from pages.lifecycle import MilestoneKind, State
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
    """One line of news about one item on one day."""

    on: date
    kind: str
    headline: str
    page: Page
    subject: str
    item: Any = None
    language: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the NEW mark stands: for the first days, a setting."""
        return clock.today() - self.on < timedelta(days=settings.PORTAL_NEW_DAYS)

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


def items_in_tree_of(page: Page, reports: QuerySet) -> Items:
    """All items with what their dates and rows are made of, in a fixed number of queries."""
    return Items(
        events=_all(page, EventPage),
        rounds=_all(page, AwardRoundPage),
        proposals=_all(page, ProposalPage),
        reports=list(reports),
    )


def _all(page: Page, model: Any) -> list[Any]:
    pages = in_tree_of(page, model)
    # Without names, select_related() would mean every relation.
    return list(pages.select_related(*model.news_related) if model.news_related else pages)


def updates_of(items: Items) -> list[Update]:
    """The editors' reports and all announcements, newest first."""
    found = [*_announcements(items), *_proposals(items), *_reports(items)]
    return sorted(found, key=lambda update: (update.on, update.kind), reverse=True)


def _announcements(items: Items) -> Iterator[Update]:
    now, dated = clock.now(), [*items.events, *items.rounds]
    published = _publication_days()
    for item in dated:
        yield from _of_item(item, tuple(published[item.facts.pk]), now)


def _publication_days() -> dict[int, list[date]]:
    """The days on which documents of events and rounds came out, by the number of their page."""
    of_events, of_rounds = (
        rows.objects.filter(document__published_on__isnull=False)
        .order_by()
        .values_list("page_id", "document__published_on")
        for rows in (EventDocument, AwardDocument)
    )
    days: dict[int, list[date]] = defaultdict(list)
    for page_id, day in of_events.union(of_rounds):
        days[page_id].append(day)
    return days


def _of_item(item: Any, published: tuple[date, ...], now: Any) -> Iterator[Update]:
    schedule = replace(item.schedule, documents=published)
    kind = "award" if item.kind == "award" else "event"
    clock.note_change(lifecycle.next_announcement(schedule, now))
    for milestone in lifecycle.milestones(schedule, now):
        headline = wording.announcement(
            milestone.kind, item.title, kind, day=milestone.on, closes=milestone.closes
        )
        yield Update(
            on=milestone.on,
            kind=milestone.kind,
            headline=headline,
            page=item,
            subject=item.kind,
            item=item,
            language=item.foreign_language,
        )


def _proposals(items: Items) -> Iterator[Update]:
    for page in items.proposals:
        on = page.facts.published_on or page.facts.handed_over_on
        if on and on <= clock.today():
            headline = wording.announcement("document", page.title, "proposal", day=on)
            language = page.foreign_language
            yield Update(on, NewsKind.DOCUMENT, headline, page, "proposal", language=language)


def _reports(items: Items) -> Iterator[Update]:
    for page in items.reports:
        on = page.facts.published_on
        if on and on <= clock.today():
            subject = _subject_of(page.facts.item)
            kind = page.facts.kind or NewsKind.ANNOUNCEMENT
            yield Update(on, kind, page.title, page, subject, language=page.foreign_language)


def _subject_of(item: Page | None) -> str:
    if item is None:
        return "council"
    model = item.cached_content_type.model_class()
    return getattr(model, "event_kind", None) or getattr(model, "kind", None) or "council"
