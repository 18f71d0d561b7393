"""Plain pages of information: how to join, whom to ask, the policies of the site."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.url_routing import RouteResult

from pages.base.facts import FactsPanel
from pages.base.inlines import BaseDocumentRow
from pages.base.links import links_below
from pages.base.page import BasePage, translation_rules
from pages.submissions import steps
from pages.submissions.contact import CONTACT, can_be_asked
from pages.submissions.memberships.form import BELOW, MEMBERSHIP, can_be_requested

__all__ = ["InformationDocument", "InformationPage"]


class InformationPage(BasePage):
    """A text with its documents, and the secretariat's address where the reader needs it."""

    parent_page_types = ["home.HomePage", "pages.InformationPage"]
    template = "pages/information/information_page.html"

    class VisitorForm(models.TextChoices):
        """The forms that a page of information can carry."""

        CONTACT = "contact", _("Enquiry to the secretariat")
        MEMBERSHIP = "membership", _("Request for membership")

    visitor_form = models.CharField(
        _("form for visitors"),
        max_length=20,
        choices=VisitorForm.choices,
        null=True,
        blank=True,
        help_text=_(
            "In both languages: the enquiry stands on the page after the text, the request for"
            " membership behind a button, at an address of its own."
        ),
    )

    with_contact = models.BooleanField(
        _("show how to reach the secretariat"), null=True, blank=True
    )
    is_sample = models.BooleanField(
        _("the text is a sample"),
        null=True,
        blank=True,
        help_text=_("The page then says so, and that it is not the council's own statement."),
    )

    # The address of the form while it is shown: the other language leads to its own.
    path_below = ""
    title_below = _("Request for membership")

    facts_fields = ("visitor_form", "with_contact", "is_sample", "documents")
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        *BasePage.body_panels,
        FactsPanel(
            [
                InlinePanel("documents", heading=_("Documents"), label=_("Document")),
                FieldPanel("visitor_form"),
                FieldPanel("with_contact"),
                FieldPanel("is_sample"),
            ],
            _("Facts"),
        ),
    ]

    page_prefetch = ("documents__document",)

    class Meta:
        verbose_name = _("information")

    def refuse_publication(self) -> None:
        """A form needs somebody who answers what is sent."""
        super().refuse_publication()
        form = FORMS.get(self.visitor_form or "") if self.in_source_language else None
        if form and not form.has_receiver():
            raise ValidationError({"visitor_form": form.without_receiver})

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads the address of a form of its own to this page."""
        asks = self.live and path_components == [BELOW.strip("/")]
        if asks and self.form_shown and self.form_shown.kind.below == BELOW:
            return RouteResult(self, kwargs={"below": BELOW})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, below: str = "", **kwargs: Any
    ) -> HttpResponse:
        """The page, or the step of its form that a visitor has come to."""
        form = self.form_shown
        if form is None or form.kind.below != below:
            return super().serve(request, *args, **kwargs)
        self.path_below = below
        return steps.answer(self, request, form.kind)

    @cached_property
    def form_shown(self) -> "PageForm | None":
        """The form that visitors find here, where there is anybody who receives what they send."""
        form = FORMS.get(self.facts.visitor_form or "") if self.source_is_live else None
        return form if form and form.has_receiver() else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the pages below, and where the form is that stands at an address of its own."""
        context = super().get_context(request, *args, **kwargs)
        context["links"] = links_below(self, summaries=True)
        form = self.form_shown
        if form and form.kind.below:
            context["form_address"] = f"{self.get_url(request)}{form.kind.below}"
        return context


class PageForm(NamedTuple):
    """A form that a page can carry, and whether anybody receives what is sent with it."""

    kind: steps.FormKind
    has_receiver: Callable[[], bool]
    without_receiver: Any


FORMS: dict[str, PageForm] = {
    InformationPage.VisitorForm.CONTACT: PageForm(
        CONTACT,
        can_be_asked,
        _("Add a subject of enquiries with the address that answers it first."),
    ),
    InformationPage.VisitorForm.MEMBERSHIP: PageForm(
        MEMBERSHIP,
        can_be_requested,
        _("Choose the subject of enquiries whose address receives membership requests first."),
    ),
}


class InformationDocument(BaseDocumentRow):
    """A document that goes with the text."""

    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="documents")
