"""The council's history as a line of dates."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from pages.base.facts import FactsPanel
from pages.base.links import link_among, links_to
from pages.base.page import BasePage, translation_rules

__all__ = ["HistoryEntry", "HistoryPage"]


class HistoryPage(BasePage):
    """The dated entries of the history, linked to the pages about them."""

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    template = "pages/council/history_page.html"
    max_count_per_parent = 1

    facts_fields = ("entries",)
    override_translatable_fields = translation_rules(*facts_fields)

    search_fields = [*BasePage.search_fields, index.SearchField("facts_text")]

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                InlinePanel(
                    "entries",
                    heading=pgettext_lazy("of the council", "History"),
                    label=_("Entry of the history"),
                )
            ],
            pgettext_lazy("of the council", "History"),
        ),
        *BasePage.body_panels,
    ]

    page_prefetch = ("entries__item",)

    class Meta:
        verbose_name = _("history")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the entries, oldest first, with their links."""
        context = super().get_context(request, *args, **kwargs)
        entries = sorted(self.facts.entries.all(), key=lambda entry: entry.day)
        links = links_to(self, [entry.item for entry in entries])
        context["entries"] = [(entry, link_among(links, entry.item)) for entry in entries]
        return context

    @property
    def facts_text(self) -> str:
        """The entries for the search index, in both languages."""
        rows = self.facts.entries.all() if self.facts else ()
        return " ".join(text for row in rows for text in (row.text_ja, row.text_en) if text)


class HistoryEntry(Orderable):
    """A day and what happened on it."""

    page = ParentalKey(HistoryPage, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField(_("date"))
    text = models.CharField(_("text"), max_length=200)
    item = models.ForeignKey(
        Page,
        models.SET_NULL,
        verbose_name=_("related page"),
        null=True,
        blank=True,
        related_name="+",
    )

    panels = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("item")]),
        FieldRowPanel([FieldPanel("text_ja"), FieldPanel("text_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("entry of the history")
