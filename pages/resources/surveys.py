"""Surveys: who was asked, how many replied, and what they said."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from pages.base.facts import FactsPanel
from pages.base.links import links_to
from pages.base.page import BasePage, translation_rules
from pages.base.rows import BaseDocumentRow

__all__ = ["SurveyDocument", "SurveyPage", "SurveyResult"]


class SurveyPage(BasePage):
    """One survey; its table of results is also its chart."""

    parent_page_types = ["pages.SurveysIndexPage"]
    subpage_types: list[str] = []
    template = "pages/resources/survey_page.html"

    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True, blank=True)
    target_ja = models.CharField(
        _("who was asked（日本語）"), max_length=200, null=True, blank=True
    )
    target_en = models.CharField(
        _("who was asked（English）"), max_length=200, null=True, blank=True
    )
    respondents = models.PositiveIntegerField(_("respondents"), null=True, blank=True)
    nominees = models.PositiveIntegerField(
        _("nominees"),
        null=True,
        blank=True,
        help_text=_("Of the respondents, how many were nominated for the awards."),
    )
    plan_ja = models.CharField(_("plan（日本語）"), max_length=200, null=True, blank=True)
    plan_en = models.CharField(_("plan（English）"), max_length=200, null=True, blank=True)
    award = models.ForeignKey(
        "pages.AwardRoundPage",
        models.SET_NULL,
        verbose_name=_("award round"),
        null=True,
        blank=True,
        related_name="+",
    )
    event = models.ForeignKey(
        "pages.EventPage",
        models.SET_NULL,
        verbose_name=_("event"),
        null=True,
        blank=True,
        related_name="+",
    )

    facts_fields = (
        "fiscal_year",
        "target_ja",
        "target_en",
        "respondents",
        "nominees",
        "plan_ja",
        "plan_en",
        "award",
        "event",
        "documents",
        "results",
    )
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                FieldRowPanel(
                    [FieldPanel("fiscal_year"), FieldPanel("respondents"), FieldPanel("nominees")]
                ),
                FieldRowPanel([FieldPanel("target_ja"), FieldPanel("target_en")]),
                FieldRowPanel([FieldPanel("plan_ja"), FieldPanel("plan_en")]),
                FieldRowPanel([FieldPanel("award"), FieldPanel("event")]),
            ],
            _("Facts"),
        ),
        FactsPanel([InlinePanel("results", heading=_("Results"), label=_("Answer"))], _("Results")),
        *BasePage.body_panels,
        FactsPanel(
            [InlinePanel("documents", heading=_("Documents"), label=_("Document"))],
            _("Documents"),
        ),
    ]

    page_prefetch = ("award", "event", "results", "documents__document")
    kind = "survey"

    class Meta:
        verbose_name = _("survey")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the survey was linked with, and the results with their shares."""
        context = super().get_context(request, *args, **kwargs)
        links = links_to(self, [self.facts.award, self.facts.event])
        for name in ("award", "event"):
            chosen = getattr(self.facts, name)
            context[name] = links.get(chosen.translation_key) if chosen else None
        context["results"] = self.results_with_shares()
        return context

    def results_with_shares(self) -> list["SurveyResult"]:
        """The answers, each with its share of the respondents in per cent where they are known."""
        rows, respondents = list(self.facts.results.all()), self.facts.respondents
        for row in rows:
            row.share = round(100 * row.count / respondents) if respondents else None
        return rows


class SurveyResult(Orderable):
    """An answer and how many gave it."""

    page = ParentalKey(SurveyPage, on_delete=models.CASCADE, related_name="results")
    label = models.CharField(_("answer"), max_length=200)
    count = models.PositiveIntegerField(_("replies"))

    panels = [
        FieldRowPanel([FieldPanel("label_ja"), FieldPanel("label_en")]),
        FieldPanel("count"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("answer to a survey")


class SurveyDocument(BaseDocumentRow):
    """A document of the survey."""

    page = ParentalKey(SurveyPage, on_delete=models.CASCADE, related_name="documents")
