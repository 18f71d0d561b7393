"""The council's activities, and its plans by fiscal year."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, Page

from pages.base.facts import FactsPanel
from pages.base.links import link_among, links_to
from pages.base.page import BasePage, translation_rules

__all__ = ["ActivitiesPage", "Activity", "ActivityExample", "ActivityPlan", "PlanPoint"]


class ActivitiesPage(BasePage):
    """The kinds of activity with examples, and the plans of fiscal years."""

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    template = "pages/council/activities_page.html"
    max_count_per_parent = 1

    facts_fields = ("activities", "plans")
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                InlinePanel("activities", heading=_("What the council does"), label=_("Activity")),
                InlinePanel("plans", heading=_("Activity plans"), label=_("Plan")),
            ],
            _("Activities"),
        ),
        *BasePage.body_panels,
    ]

    page_prefetch = ("activities__examples__item", "plans__points", "plans__document")

    class Meta:
        verbose_name = _("activities")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the activities with their examples, and the plans, the newest first."""
        context = super().get_context(request, *args, **kwargs)
        # Pairs: an activity of a draft has no number yet by which a dictionary could hold it.
        chosen = [
            (activity, [row.item for row in activity.examples.all()])
            for activity in self.facts.activities.all()
        ]
        links = links_to(self, [item for _activity, items in chosen for item in items])
        context["activities"] = [
            (activity, [link for item in items if (link := link_among(links, item))])
            for activity, items in chosen
        ]
        context["plans"] = sorted(self.facts.plans.all(), key=lambda plan: -plan.fiscal_year)
        return context


class Activity(ClusterableModel, Orderable):
    """A kind of work of the council."""

    page = ParentalKey(ActivitiesPage, on_delete=models.CASCADE, related_name="activities")
    text = models.CharField(_("text"), max_length=200)

    panels = [
        FieldRowPanel([FieldPanel("text_ja"), FieldPanel("text_en")]),
        InlinePanel("examples", heading=_("Examples"), label=_("Page")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("activity")


class ActivityExample(Orderable):
    """A page that shows an activity at work."""

    activity = ParentalKey(Activity, on_delete=models.CASCADE, related_name="examples")
    item = models.ForeignKey(Page, models.CASCADE, verbose_name=_("related page"), related_name="+")

    panels = [FieldPanel("item")]

    class Meta(Orderable.Meta):
        verbose_name = _("example of an activity")


class ActivityPlan(ClusterableModel, Orderable):
    """The council's plan for a fiscal year; its address is `#plan-<year>`."""

    page = ParentalKey(ActivitiesPage, on_delete=models.CASCADE, related_name="plans")
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "pages.PortalDocument",
        models.SET_NULL,
        verbose_name=_("document"),
        null=True,
        blank=True,
        related_name="+",
    )

    panels = [
        FieldRowPanel([FieldPanel("fiscal_year"), FieldPanel("document")]),
        FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")]),
        InlinePanel("points", heading=_("Points"), label=_("Point")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("activity plan")


class PlanPoint(Orderable):
    """One thing a plan names."""

    plan = ParentalKey(ActivityPlan, on_delete=models.CASCADE, related_name="points")
    text = models.CharField(_("text"), max_length=200)

    panels = [FieldRowPanel([FieldPanel("text_ja"), FieldPanel("text_en")])]

    class Meta(Orderable.Meta):
        verbose_name = _("point of a plan")
