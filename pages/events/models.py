"""The kinds of events: summits, general assemblies, special sessions, training sessions."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pages.base.facts import FactsPanel
from pages.base.items import ItemType
from pages.base.page import BasePage
from pages.events.ceremonies import rounds_decided_at
from pages.events.event import SESSION, EventPage
from pages.events.inlines import (
    EventDocument,
    EventExtension,
    EventFee,
    EventRecording,
    EventSession,
    EventSpeaker,
    RelatedEvent,
)
from pages.events.panels import EVENT_PANELS
from pages.events.questions import EventQuestion

__all__ = [
    "AssemblyPage",
    "EventDocument",
    "EventExtension",
    "EventFee",
    "EventPage",
    "EventQuestion",
    "EventRecording",
    "EventSession",
    "EventSpeaker",
    "RelatedEvent",
    "SpecialSessionPage",
    "SummitPage",
    "TrainingPage",
]


class SummitPage(EventPage):
    """A mayors' summit."""

    item_type = ItemType(
        "summit", _("Mayors' summit"), position=10, words="首長サミット summit", prior=1.15
    )
    parent_page_types = ["pages.SummitsIndexPage"]
    template = "pages/events/event_page.html"
    is_creatable = True

    theme = models.CharField(_("theme"), max_length=120, blank=True)

    search_fields = [*EventPage.search_fields, index.SearchField("theme")]
    content_panels = [*BasePage.title_panels, FieldPanel("theme"), *EVENT_PANELS]

    class Meta:
        verbose_name = _("summit")

    @property
    def lead(self) -> str:
        """The theme, where there is one; the summary then opens the text."""
        return _("Theme: %(theme)s") % {"theme": self.theme} if self.theme else self.summary

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the rounds of the awards whose prizes were presented there."""
        context = super().get_context(request, *args, **kwargs)
        context["award_rounds"] = rounds_decided_at([self], self).get(self.facts.pk, [])
        return context


class AssemblyPage(EventPage):
    """A general assembly of the council; the announcement of its founding stands among them."""

    item_type = ItemType(
        "assembly", _("General assembly"), position=20, words="総会 general assembly", prior=1.1
    )
    parent_page_types = ["pages.AssembliesIndexPage"]
    template = "pages/events/event_page.html"
    is_creatable = True

    content_panels = [
        *EventPage.content_panels,
        FactsPanel([FieldPanel("founding")], _("The founding")),
    ]

    class Meta:
        verbose_name = _("general assembly")


class SpecialSessionPage(EventPage):
    """A session held beside a general assembly."""

    item_type = SESSION
    parent_page_types = ["pages.AssembliesIndexPage"]
    template = "pages/events/event_page.html"
    is_creatable = True

    class Meta:
        verbose_name = _("special session")


class TrainingPage(EventPage):
    """A training session."""

    item_type = ItemType(
        "training", _("Online training"), position=30, words="研修会 training", prior=1.1
    )
    parent_page_types = ["pages.TrainingIndexPage"]
    template = "pages/events/event_page.html"
    is_creatable = True

    class Meta:
        verbose_name = _("training session")
