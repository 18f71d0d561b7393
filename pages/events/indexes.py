"""The lists events stand in."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pages.base.listing import in_tree_of
from pages.base.page import BasePage
from pages.base.parts import HasPart
from pages.events.archive import index_of
from pages.events.calendar import calendar_response
from pages.events.ceremonies import rounds_decided_at
from pages.events.models import (
    EventPage,
    SummitPage,
    TrainingPage,
)
from pages.events.order import newest_first

__all__ = ["AssembliesIndexPage", "EventsIndexPage", "SummitsIndexPage", "TrainingIndexPage"]


class EventsIndexPage(HasPart, BasePage):
    """The door to all events: what one can apply for, what is coming, what has been."""

    parent_page_types = ["home.HomePage"]
    template = "pages/events/events_index_page.html"
    max_count_per_parent = 1
    part = "calendar.ics"

    class Meta:
        verbose_name = _("events: index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds all events by what a reader can do about them."""
        context = super().get_context(request, *args, **kwargs)
        events = newest_first(in_tree_of(self, EventPage))
        context["open_events"] = [event for event in events if event.status.accepts]
        context["coming_events"] = [
            event for event in events if event.is_coming and not event.status.accepts
        ]
        context["past_events"] = [
            event for event in events if not event.is_coming and not event.status.accepts
        ]
        return context

    def serve_part(self, request: HttpRequest) -> HttpResponse:
        """All events that have a date, as a calendar to subscribe to."""
        events = newest_first(in_tree_of(self, EventPage))
        name = f"{self.title} | {self.get_parent().title}"
        return calendar_response(name, events, request, f"events-{get_language()}")


class BaseEventListPage(BasePage):
    """All events of one section, newest first."""

    parent_page_types = ["pages.EventsIndexPage"]
    template = "pages/events/event_list_page.html"
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def events(self) -> QuerySet:
        """The events in this page's tree."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the events."""
        context = super().get_context(request, *args, **kwargs)
        context["events"] = newest_first(self.events())
        return context


class SummitsIndexPage(BaseEventListPage):
    """The archive of all summits: what happened, who spoke, who won, and how they compare."""

    parent_page_types = BaseEventListPage.parent_page_types
    template = "pages/events/summits_index_page.html"

    class Meta:
        verbose_name = _("summits: index")

    def events(self) -> QuerySet:
        """All summits, with what the archive tells of each."""
        return in_tree_of(
            self,
            SummitPage,
            {
                "extensions": (),
                "speakers": ("person", "municipality"),
                "documents": ("document",),
                "recordings": ("recording",),
            },
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the rounds of the awards to the summits where their prizes were presented."""
        context = super().get_context(request, *args, **kwargs)
        summits = context["events"]
        rounds = rounds_decided_at(summits, self)
        years: set[int] = set()
        for summit in summits:
            summit.award_rounds_here = rounds.get(summit.facts.pk, [])
            # The first of a year is where the links to that year lead.
            year = summit.day.year if summit.day else None
            summit.opens_year = year if year not in years else None
            years |= {year} if year else set()
        context["years"] = sorted(years, reverse=True)
        context["index"] = index_of(summits)
        return context


class AssembliesIndexPage(BaseEventListPage):
    """All general assemblies and the sessions held beside them."""

    parent_page_types = BaseEventListPage.parent_page_types
    template = "pages/events/event_list_page.html"

    class Meta:
        verbose_name = _("general assemblies: index")

    def events(self) -> QuerySet:
        """General assemblies and special sessions: whatever kind stands below this page."""
        pages: Any = in_tree_of(self, EventPage)
        return pages.child_of(self)


class TrainingIndexPage(BaseEventListPage):
    """All training sessions."""

    parent_page_types = BaseEventListPage.parent_page_types
    template = "pages/events/event_list_page.html"

    class Meta:
        verbose_name = _("training: index")

    def events(self) -> QuerySet:
        """All training sessions."""
        return in_tree_of(self, TrainingPage)
