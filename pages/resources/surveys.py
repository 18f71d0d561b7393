"""Surveys: who was asked, how many replied, and their answers."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from pages.base.facts import FactsPanel
from pages.base.inlines import BaseDocumentRow
from pages.base.items import Dating, ItemMixin, ItemType
from pages.base.links import links_to
from pages.base.page import BasePage, translation_rules

__all__ = ["SurveyDocument", "SurveyPage", "SurveyResult"]


class SurveyPage(ItemMixin, BasePage):
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
    lasting_facts = ("target_ja", "target_en")

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
    item_type = ItemType(
        "survey", _("Survey"), position=70, words="調査 アンケート survey", prior=1.05
    )

    class Meta:
        verbose_name = _("survey")

    @property
    def dating(self) -> Dating:
        """The fiscal year in which it was held."""
        return Dating.of(fiscal_year=self.facts.fiscal_year)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the related round and event, and the results."""
        context = super().get_context(request, *args, **kwargs)
        links = links_to(self, [self.facts.award, self.facts.event])
        for name in ("award", "event"):
            chosen = getattr(self.facts, name)
            context[name] = links.get(chosen.translation_key) if chosen else None
        context["results"] = self.facts.results.all()
        return context


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

    @property
    def share(self) -> int | None:
        """The share of the respondents in per cent, where their number is known."""
        respondents = self.page.respondents
        return round(100 * self.count / respondents) if respondents else None


class SurveyDocument(BaseDocumentRow):
    """A document of the survey."""

    page = ParentalKey(SurveyPage, on_delete=models.CASCADE, related_name="documents")
