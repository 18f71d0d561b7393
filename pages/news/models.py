"""News: what editors report, besides what follows from dates by itself."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from pages.base.facts import FactsPanel
from pages.base.listing import in_tree_of
from pages.base.page import BasePage, translation_rules
from pages.base.parts import HasPart
from pages.news.choices import NewsChoice, by_year
from pages.news.feed import feed_response
from pages.news.kinds import NewsKind
from pages.news.updates import Items, Update, items_in_tree_of, updates_of

__all__ = ["NewsIndexPage", "NewsPage"]


class NewsIndexPage(HasPart, BasePage):
    """All news, newest first."""

    parent_page_types = ["home.HomePage"]
    template = "pages/news/news_index_page.html"
    max_count_per_parent = 1
    part = "feed"

    class Meta:
        verbose_name = _("news: index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the news chosen, by year, and what can be chosen."""
        context = super().get_context(request, *args, **kwargs)
        choice = NewsChoice(news_in_tree_of(self), request.GET)
        shown = choice.shown()
        context["choice"], context["facets"] = choice, choice.facets()
        context["count"], context["years"] = len(shown), by_year(shown)
        return context

    def serve_part(self, request: HttpRequest) -> HttpResponse:
        """The same news as a feed."""
        return feed_response(self, news_in_tree_of(self), request)


class NewsPage(BasePage):
    """A report by the editors; whatever a date says is announced without one."""

    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/news/news_page.html"

    kind = models.CharField(
        _("kind of news"), max_length=12, choices=NewsKind, null=True, blank=True
    )
    published_on = models.DateField(_("date"), null=True, blank=True)
    item = models.ForeignKey(
        Page,
        models.SET_NULL,
        verbose_name=_("related page"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The event, award round or proposal this news is about."),
    )
    document = models.ForeignKey(
        "pages.PortalDocument",
        models.SET_NULL,
        verbose_name=_("document"),
        null=True,
        blank=True,
        related_name="+",
    )

    facts_fields = ("kind", "published_on", "item", "document")
    facts_related = ("document", "item__content_type")
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("kind")]),
                FieldRowPanel([FieldPanel("item"), FieldPanel("document")]),
            ],
            _("Facts"),
        ),
        *BasePage.body_panels,
    ]

    class Meta:
        verbose_name = _("news")

    @property
    def stated_day(self) -> date | None:
        """The day of the report."""
        return self.facts.published_on

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the item the report is about, in the tree being read."""
        context = super().get_context(request, *args, **kwargs)
        item = self.facts and self.facts.item
        context["item"] = (
            item
            and in_tree_of(self, item.specific_class)
            .filter(translation_key=item.translation_key)
            .first()
        )
        return context


def news_items_in_tree_of(page: Page) -> Items:
    """What there is news about in the tree of `page`."""
    return items_in_tree_of(page, in_tree_of(page, NewsPage))


def news_in_tree_of(page: Page) -> list[Update]:
    """All news in the tree of `page`, newest first."""
    return updates_of(news_items_in_tree_of(page))
