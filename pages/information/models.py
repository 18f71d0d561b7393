"""Plain pages of information: how to join, whom to ask, the policies of the site."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from pages.base.facts import FactsPanel
from pages.base.inlines import BaseDocumentRow
from pages.base.links import links_below
from pages.base.page import BasePage, translation_rules
from pages.submissions import steps
from pages.submissions.contact import CONTACT, can_be_asked
from pages.submissions.memberships.form import MEMBERSHIP, can_be_requested

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
        help_text=_("Stands on the page in both languages, after the text."),
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

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the step of its form that a visitor has come to."""
        form = FORMS.get(self.facts.visitor_form or "") if self.source_is_live else None
        if form and form.has_receiver():
            return steps.answer(self, request, form.kind)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the pages below."""
        context = super().get_context(request, *args, **kwargs)
        context["links"] = links_below(self, summaries=True)
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
