"""Plain pages of information: how to join, whom to ask, the policies of the site."""

from typing import Any

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

__all__ = ["InformationDocument", "InformationPage"]


class InformationPage(BasePage):
    """A text with its documents, and the secretariat's address where the reader needs it."""

    parent_page_types = ["home.HomePage", "pages.InformationPage"]
    template = "pages/information/information_page.html"

    class VisitorForm(models.TextChoices):
        """The forms that a page of information can carry."""

        CONTACT = "contact", _("Enquiry to the secretariat")

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
        """A form for enquiries needs somebody who answers them."""
        super().refuse_publication()
        if self.in_source_language and self.visitor_form and not can_be_asked():
            message = _("Add a subject of enquiries with the address that answers it first.")
            raise ValidationError({"visitor_form": message})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the step of its form that a visitor has come to."""
        if self.source_is_live and self.facts.visitor_form and can_be_asked():
            return steps.answer(self, request, CONTACT)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the pages below."""
        context = super().get_context(request, *args, **kwargs)
        context["links"] = links_below(self, summaries=True)
        return context


class InformationDocument(BaseDocumentRow):
    """A document that goes with the text."""

    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="documents")
