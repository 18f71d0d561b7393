"""Links that the secretariat puts on the front page, for given days, in an order of its own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from pages.media import PortalDocument
from pages.public import in_open_collection, public
from pages.resources.document_usage import documents_kept_back
from portal import clock


class Promotion(Orderable):
    """A link on the front page to a page or a document, shown from one day until another."""

    text = models.CharField(
        _("text"),
        max_length=120,
        help_text=_("The words of the link. A document is shown with its own title instead."),
    )
    page = models.ForeignKey(
        Page, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    document = models.ForeignKey(
        PortalDocument,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    shown_from = models.DateField(_("shown from"), null=True, blank=True)
    shown_until = models.DateField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is shown. It then disappears by itself."),
    )

    panels = [
        FieldRowPanel([FieldPanel("text_ja"), FieldPanel("text_en")]),
        PageChooserPanel("page"),
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("link on the front page")
        verbose_name_plural = _("links on the front page")

    def __str__(self) -> str:
        return self.text_ja or ""

    def clean(self) -> None:
        """Refuses one that leads nowhere or twice, and one that ends before it begins."""
        super().clean()
        if bool(self.page) == bool(self.document):
            raise ValidationError(_("Choose either a page or a document."))
        if self.shown_from and self.shown_until and self.shown_until < self.shown_from:
            raise ValidationError(
                {"shown_until": _("The last day must not be before the first one.")}
            )

    def is_shown_on(self, day: date) -> bool:
        """Whether the day is among its days."""
        begun = self.shown_from is None or self.shown_from <= day
        return begun and (self.shown_until is None or day <= self.shown_until)


@dataclass(frozen=True)
class PromotedLink:
    """A promotion as the front page shows it."""

    promotion: Promotion
    url: str


def promoted_links(home: Any) -> list[PromotedLink]:
    """Those of today, with addresses in the tree of the home page shown.

    Left out is one whose page is not public there, or whose document is closed, not out or has no
    file.
    """
    today = clock.today()
    links = [PromotedLink(row, _url(row, home)) for row in _rows(home) if row.is_shown_on(today)]
    closed = documents_kept_back() if any(link.promotion.document_id for link in links) else set()
    return [link for link in links if link.url and link.promotion.document_id not in closed]


def _rows(home: Any) -> list[Any]:
    """The promotions with the place of their page in the tree shown, in one query."""
    here = Page.objects.filter(
        public(), locale_id=home.locale_id, translation_key=OuterRef("page__translation_key")
    )
    place = Subquery(here.values("url_path")[:1])
    open_to_all = Promotion.objects.filter(in_open_collection("document__"))
    return list(open_to_all.select_related("document").annotate(place=place))


def _url(row: Any, home: Any) -> str:
    if row.document:
        return str(row.document.url) if row.document.is_published and row.document.has_file else ""
    return str(home.get_url() + row.place.removeprefix(home.url_path)) if row.place else ""
