"""The index pages of events."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pages.base.listing import in_tree_of
from pages.base.page import BasePage
from pages.base.subpages import SubpageMixin
from pages.events.archive import index_of, records_of
from pages.events.award_ceremony import ceremonies_in_tree_of
from pages.events.calendar import calendar_response
from pages.events.ceremonies import rounds_decided_at
from pages.events.dates import newest_first
from pages.events.models import (
    EventPage,
    SummitPage,
)

__all__ = ["AssembliesIndexPage", "EventsIndexPage", "SummitsIndexPage", "TrainingIndexPage"]


class EventsIndexPage(SubpageMixin, BasePage):
    """The entry page of all events: open for applications, coming, past."""

    parent_page_types = ["home.HomePage"]
    template = "pages/events/events_index_page.html"
    max_count_per_parent = 1
    part = "calendar.ics"

    class Meta:
        verbose_name = _("events: index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds all events by what a reader can do about them."""
        context = super().get_context(request, *args, **kwargs)
        events = self.dated_items()
        context["open_events"] = [event for event in events if event.status.accepts]
        context["coming_events"] = [
            event for event in events if event.is_coming and not event.status.accepts
        ]
        context["past_events"] = [
            event for event in events if not event.is_coming and not event.status.accepts
        ]
        return context

    def dated_items(self) -> list[Any]:
        """All events, and the award ceremonies that are events of their own, newest first."""
        return newest_first([*in_tree_of(self, EventPage), *ceremonies_in_tree_of(self)])

    def serve_part(self, request: HttpRequest) -> HttpResponse:
        """All events that have a date, as a calendar to subscribe to."""
        events = self.dated_items()
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
        """The events below this page, of whatever type."""
        pages: Any = in_tree_of(self, EventPage)
        return pages.child_of(self)

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
        """All summits, with the rows that the archive shows."""
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
        """Adds the summits with the rounds whose prizes were presented there, and the index."""
        context = super().get_context(request, *args, **kwargs)
        records = records_of(context["events"], rounds_decided_at(context["events"], self))
        years = {record.opens_year for record in records if record.opens_year}
        context["records"], context["index"] = records, index_of(records)
        context["years"] = sorted(years, reverse=True)
        return context


class AssembliesIndexPage(BaseEventListPage):
    """All general assemblies and the sessions held beside them."""

    parent_page_types = BaseEventListPage.parent_page_types
    template = "pages/events/event_list_page.html"

    class Meta:
        verbose_name = _("general assemblies: index")


class TrainingIndexPage(BaseEventListPage):
    """All training sessions."""

    parent_page_types = BaseEventListPage.parent_page_types
    template = "pages/events/event_list_page.html"

    class Meta:
        verbose_name = _("training: index")
