"""Policy proposals: what was asked of whom, when, and by whom it was handed over."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from pages import lifecycle
from pages.base.changes import REASON_PANEL, ChangeLogMixin, fact_read
from pages.base.claims import documents_of, gaps_of_documents
from pages.base.facts import FactsPanel
from pages.base.items import Dating, ItemMixin, ItemType
from pages.base.listing import by_fact, in_tree_of
from pages.base.page import BasePage, translation_rules
from pages.proposals.inlines import (
    ProposalAddressee,
    ProposalDeliverer,
    ProposalDocument,
    ProposalPart,
    ProposalSigner,
)

__all__ = [
    "ProposalAddressee",
    "ProposalDeliverer",
    "ProposalDocument",
    "ProposalPage",
    "ProposalPart",
    "ProposalSigner",
    "ProposalsIndexPage",
]


class ProposalsIndexPage(BasePage):
    """All proposals, newest first."""

    parent_page_types = ["home.HomePage"]
    template = "pages/proposals/proposals_index_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("proposals: index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds all proposals, newest first."""
        context = super().get_context(request, *args, **kwargs)
        context["proposals"] = by_fact(in_tree_of(self, ProposalPage), "handed_over_on")
        return context


class ProposalPage(ChangeLogMixin, ItemMixin, BasePage):
    """A proposal handed to the national government."""

    parent_page_types = ["pages.ProposalsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/proposals/proposal_page.html"

    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    place = models.ForeignKey(
        "pages.Organisation",
        models.SET_NULL,
        verbose_name=_("handed over at"),
        null=True,
        blank=True,
        related_name="+",
    )
    prepared_at = models.ForeignKey(
        "pages.EventPage",
        models.SET_NULL,
        verbose_name=_("prepared at"),
        null=True,
        blank=True,
        related_name="prepared_proposals",
    )
    parts_are_summaries = models.BooleanField(
        _("headings and texts of the parts are summaries"), null=True, blank=True
    )

    facts_fields = (
        "handed_over_on",
        "published_on",
        "place",
        "prepared_at",
        "parts_are_summaries",
        "addressees",
        "deliverers",
        "signers",
        "parts",
        "documents",
        *ChangeLogMixin.reason_fields,
    )
    override_translatable_fields = translation_rules(*facts_fields)

    search_fields = [*BasePage.search_fields, index.SearchField("facts_text")]

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("handed_over_on"), FieldPanel("published_on")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("prepared_at")]),
                InlinePanel("addressees", heading=_("Addressees"), label=_("Addressee")),
                InlinePanel("deliverers", heading=_("Handed over by"), label=_("Person")),
                InlinePanel("signers", heading=_("Signed together by"), label=_("Body")),
            ],
            _("Handing over"),
        ),
        REASON_PANEL,
        FactsPanel(
            [
                InlinePanel("parts", heading=_("What is proposed"), label=_("Part")),
                FieldPanel("parts_are_summaries"),
            ],
            _("The proposal"),
        ),
        *BasePage.body_panels,
        FactsPanel(
            [InlinePanel("documents", heading=_("Documents"), label=_("Document"))],
            _("Documents"),
        ),
    ]

    list_rows = {"addressees": ("person",)}
    facts_related = ("place", "prepared_at")
    page_rows = {
        "addressees": ("person",),
        "deliverers": ("person",),
        "signers": ("organisation",),
        "parts": (),
        "documents": ("document",),
    }
    item_type = ItemType(
        "proposal", _("Policy proposal"), position=60, words="提言 policy proposal", prior=1.1
    )
    announces = True
    announced_as = "proposal"
    logged_facts = {
        "handed_over_on": fact_read("handed_over_on"),
        "published_on": fact_read("published_on"),
        "handed_over_at": fact_read("place"),
    }

    class Meta:
        verbose_name = _("policy proposal")

    @property
    def day(self) -> date | None:
        """The day by which lists are ordered."""
        return self.facts.handed_over_on

    @property
    def dating(self) -> Dating:
        """The day it was handed over, else the day it was published."""
        return Dating.of(self.facts.handed_over_on or self.facts.published_on)

    def announced_schedule(self, published: Iterable[date | None]) -> lifecycle.Schedule:
        """A proposal announces the day on which it became public, once its text can be opened."""
        day = self.facts.published_on or self.facts.handed_over_on
        readable_from = min((known or date.min for known in published), default=None)
        if day is None or readable_from is None:
            return lifecycle.Schedule()
        return lifecycle.Schedule(documents=(max(day, readable_from),))

    def gaps_of_evidence(self) -> list[str]:
        """Also that there is no text to read of a proposal said to be public."""
        gaps = super().gaps_of_evidence()
        if not self.is_own_source or not (self.published_on or self.handed_over_on):
            return gaps
        papers = documents_of(self)
        if not any(paper.has_file for paper in papers):
            gaps.append(str(_("No text of the proposal can be opened: it is not announced.")))
        return [*gaps, *gaps_of_documents(papers)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the other proposals and the event at which this one was drawn up."""
        context = super().get_context(request, *args, **kwargs)
        others = by_fact(in_tree_of(self, ProposalPage), "handed_over_on").exclude(pk=self.pk)
        context["others"] = others
        context["prepared_at"] = self.prepared_at_in_tree()
        return context

    def prepared_at_in_tree(self) -> BasePage | None:
        """The event at which the proposal was drawn up, in the tree being read."""
        event = self.facts and self.facts.prepared_at
        if not event:
            return None
        versions = in_tree_of(self, type(event)).prefetch_related(None)
        return versions.filter(translation_key=event.translation_key).first()

    @property
    def facts_text(self) -> str:
        """Names for the search index, in both languages."""
        facts = self.facts
        if facts is None:
            return ""
        rows = [*facts.addressees.all(), *facts.deliverers.all()]
        names = [name for row in rows for name in (row.person.name_ja, row.person.name_en)]
        parts = [text for part in facts.parts.all() for text in (part.title_ja, part.title_en)]
        return " ".join(filter(None, [*names, *parts]))
