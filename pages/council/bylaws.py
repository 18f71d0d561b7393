"""The council's bylaws, article by article."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from pages.base.facts import FactsPanel
from pages.base.page import BasePage, translation_rules

__all__ = ["BylawArticle", "BylawsPage"]


class BylawsPage(BasePage):
    """The articles in summary, and the document that holds their text."""

    parent_page_types = ["pages.CouncilPage"]
    subpage_types: list[str] = []
    template = "pages/council/bylaws_page.html"
    max_count_per_parent = 1

    articles_complete = models.BooleanField(
        _("all articles are listed"),
        null=True,
        blank=True,
        help_text=_("Otherwise the page says that some are missing."),
    )
    document = models.ForeignKey(
        "pages.PortalDocument",
        models.SET_NULL,
        verbose_name=_("document"),
        null=True,
        blank=True,
        related_name="+",
    )

    facts_fields = ("articles", "articles_complete", "document")
    override_translatable_fields = translation_rules(*facts_fields)

    search_fields = [*BasePage.search_fields, index.SearchField("facts_text")]

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                InlinePanel("articles", heading=_("Articles in summary"), label=_("Article")),
                FieldRowPanel([FieldPanel("articles_complete"), FieldPanel("document")]),
            ],
            _("Bylaws"),
        ),
        *BasePage.body_panels,
    ]

    page_prefetch = ("articles", "document")

    class Meta:
        verbose_name = _("bylaws")

    @property
    def facts_text(self) -> str:
        """The articles for the search index, in both languages."""
        rows = self.facts.articles.all() if self.facts else ()
        columns = ("heading_ja", "heading_en", "summary_ja", "summary_en")
        return " ".join(filter(None, (getattr(row, name) for row in rows for name in columns)))


class BylawArticle(Orderable):
    """An article in summary; its address on the page is `#article-<number>`."""

    page = ParentalKey(BylawsPage, on_delete=models.CASCADE, related_name="articles")
    number = models.PositiveSmallIntegerField(_("number"))
    heading = models.CharField(_("heading"), max_length=100)
    summary = models.CharField(_("summary"), max_length=300)

    panels = [
        FieldPanel("number"),
        FieldRowPanel([FieldPanel("heading_ja"), FieldPanel("heading_en")]),
        FieldRowPanel([FieldPanel("summary_ja"), FieldPanel("summary_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("article")
