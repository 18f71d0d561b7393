"""The officers of the council: posts, terms, advisers."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from pages.base.facts import FactsPanel
from pages.base.items import Dating
from pages.base.links import link_among, links_to
from pages.base.page import BasePage, translation_rules

__all__ = ["Adviser", "Officer", "OfficerTerm", "OfficersPage"]


class OfficersPage(BasePage):
    """The officers term by term, the newest first, and the advisers."""

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    template = "pages/council/officers_page.html"
    max_count_per_parent = 1

    facts_fields = ("terms", "advisers")
    override_translatable_fields = translation_rules(*facts_fields)

    search_fields = [*BasePage.search_fields, index.SearchField("facts_text")]

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                InlinePanel(
                    "terms",
                    heading=_("Terms of office"),
                    label=_("Term"),
                    help_text=_(
                        "The page shows the newest term first: by the day of the assembly that"
                        " elected it, else by the days on which its officers are attested."
                    ),
                ),
                InlinePanel("advisers", heading=_("Advisers"), label=_("Adviser")),
            ],
            _("Officers"),
        ),
        *BasePage.body_panels,
    ]

    page_prefetch = ("terms__elected_at", "terms__officers__person", "advisers__person")

    class Meta:
        verbose_name = _("officers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the terms, each with a link to the assembly that elected its officers."""
        context = super().get_context(request, *args, **kwargs)
        # Of terms of one day, and of those without any, the order of the form stands.
        terms = sorted(self.facts.terms.all(), key=lambda term: term.known_since, reverse=True)
        links = links_to(self, [term.elected_at for term in terms])
        context["terms"] = [(term, link_among(links, term.elected_at)) for term in terms]
        return context

    @property
    def facts_text(self) -> str:
        """Names for the search index, in both languages."""
        if self.facts is None:
            return ""
        rows = [row for term in self.facts.terms.all() for row in term.officers.all()]
        people = [row.person for row in [*rows, *self.facts.advisers.all()]]
        return " ".join(filter(None, (n for p in people for n in (p.name_ja, p.name_en))))


class OfficerTerm(ClusterableModel, Orderable):
    """The officers of one election."""

    page = ParentalKey(OfficersPage, on_delete=models.CASCADE, related_name="terms")
    title = models.CharField(_("term"), max_length=100)
    elected_at = models.ForeignKey(
        "pages.EventPage",
        models.SET_NULL,
        verbose_name=_("elected at"),
        null=True,
        blank=True,
        related_name="+",
    )
    total = models.PositiveSmallIntegerField(_("number of officers"), null=True, blank=True)
    complete = models.BooleanField(
        _("the list is complete"),
        default=False,
        help_text=_("Otherwise the page says that only confirmed names are listed."),
    )

    panels = [
        FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("elected_at"), FieldPanel("total"), FieldPanel("complete")]),
        InlinePanel("officers", heading=_("Officers"), label=_("Officer")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("term of office")

    @property
    def known_since(self) -> date:
        """The day of the election, else the latest on which an officer is attested."""
        elected = self.elected_at.dating if self.elected_at else Dating()
        if elected.day:
            return elected.day
        if elected.fiscal_year:
            return date(elected.fiscal_year, 4, 1)
        attested = (officer.as_of for officer in self.officers.all() if officer.as_of)
        return max(attested, default=date.min)


class BasePostRow(Orderable):
    """A person with a post of the council, as of a day where only that day is attested."""

    person = models.ForeignKey(
        "pages.Person", models.CASCADE, verbose_name=_("person"), related_name="%(class)s_rows"
    )
    post = models.CharField(_("post"), max_length=100)
    as_of = models.DateField(
        _("attested on"),
        null=True,
        blank=True,
        help_text=_("Where only the post on one day is known."),
    )

    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("as_of")]),
        FieldRowPanel([FieldPanel("post_ja"), FieldPanel("post_en")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True


class Officer(BasePostRow):
    """An officer of a term."""

    term = ParentalKey(OfficerTerm, on_delete=models.CASCADE, related_name="officers")

    class Meta(BasePostRow.Meta):
        verbose_name = _("officer")


class Adviser(BasePostRow):
    """An adviser, of no term."""

    page = ParentalKey(OfficersPage, on_delete=models.CASCADE, related_name="advisers")

    class Meta(BasePostRow.Meta):
        verbose_name = _("adviser")
