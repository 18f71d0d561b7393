"""The council itself: what it is for, the chair's message, the declaration it goes back to."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from pages.base.facts import FactsPanel
from pages.base.links import links_below, links_to
from pages.base.page import BasePage, translation_rules

__all__ = ["CouncilPage", "DeclarationPage", "GreetingPage"]


class CouncilPage(BasePage):
    """A page about the council; the first one opens the section."""

    parent_page_types = ["home.HomePage", "pages.CouncilPage"]
    template = "pages/council/council_page.html"

    announced_on = models.DateField(_("founding announced on"), null=True, blank=True)
    began_on = models.DateField(_("first general assembly on"), null=True, blank=True)
    pamphlet = models.ForeignKey(
        "pages.PortalDocument",
        models.SET_NULL,
        verbose_name=_("pamphlet"),
        null=True,
        blank=True,
        related_name="+",
    )

    facts_fields = ("announced_on", "began_on", "pamphlet")
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("announced_on"), FieldPanel("began_on")]),
                FieldPanel("pamphlet"),
            ],
            _("Facts"),
        ),
        *BasePage.body_panels,
    ]

    page_prefetch = ("pamphlet",)

    class Meta:
        verbose_name = _("page about the council")

    @property
    def has_key_facts(self) -> bool:
        """Whether there is a panel to show beside the text."""
        return bool(self.facts.announced_on or self.facts.began_on or self.facts.pamphlet)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the pages of the section."""
        context = super().get_context(request, *args, **kwargs)
        context["links"] = links_below(self)
        return context


class GreetingPage(BasePage):
    """A message to the reader, in a person's own words or summarised by others."""

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    template = "pages/council/greeting_page.html"

    person = models.ForeignKey(
        "pages.Person",
        models.SET_NULL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        related_name="+",
    )
    told_by_others = models.BooleanField(
        _("the text is a summary in the third person"),
        null=True,
        blank=True,
        help_text=_("The page then says that these are not the person's own words."),
    )

    facts_fields = ("person", "told_by_others")
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        FactsPanel([FieldPanel("person"), FieldPanel("told_by_others")], _("Facts")),
        *BasePage.body_panels,
    ]

    page_prefetch = ("person",)

    class Meta:
        verbose_name = _("message")


class DeclarationPage(BasePage):
    """A declaration adopted at an event."""

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    template = "pages/council/declaration_page.html"

    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    event = models.ForeignKey(
        "pages.EventPage",
        models.SET_NULL,
        verbose_name=_("adopted at"),
        null=True,
        blank=True,
        related_name="+",
    )
    document = models.ForeignKey(
        "pages.PortalDocument",
        models.SET_NULL,
        verbose_name=_("document"),
        null=True,
        blank=True,
        related_name="+",
    )

    facts_fields = ("adopted_on", "event", "document")
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("adopted_on"), FieldPanel("event")]),
                FieldPanel("document"),
            ],
            _("Facts"),
        ),
        *BasePage.body_panels,
    ]

    page_prefetch = ("event", "document")

    class Meta:
        verbose_name = _("declaration")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the event in the tree being read."""
        context = super().get_context(request, *args, **kwargs)
        links = links_to(self, [self.facts.event])
        context["event"] = next(iter(links.values()), None)
        return context
