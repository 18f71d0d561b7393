"""The news list, and the editors' reports besides the derived announcements."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from pages.base.choices import BaseFilteredListPage
from pages.base.facts import FactsPanel
from pages.base.items import Dating, ItemType
from pages.base.listing import in_tree_of
from pages.base.page import BasePage, translation_rules
from pages.base.subpages import SubpageMixin
from pages.news.announcement_lines import item_at
from pages.news.choices import by_year, filtered_news
from pages.news.evidence import has_evidence
from pages.news.feed import feed_response
from pages.news.kinds import NewsKind
from pages.news.news_list import (
    Items,
    Update,
    items_in_tree_of,
    updates_of,
)

__all__ = ["NewsIndexPage", "NewsPage"]


class NewsIndexPage(SubpageMixin, BaseFilteredListPage):
    """All news, newest first."""

    parent_page_types = ["home.HomePage"]
    template = "pages/news/news_index_page.html"
    max_count_per_parent = 1
    part = "feed"

    class Meta:
        verbose_name = _("news: index")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads `<item>/<announcement>/` to the item, once it has been announced."""
        if self.live and len(path_components) == 2:
            items = news_items_in_tree_of(self)
            item = item_at(items.announcing, items.overrides, *path_components)
            if item is not None:
                return RouteResult(self, kwargs={"announced_by": item})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, announced_by: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """The list, or for the address of an announcement the page of its item."""
        if announced_by is not None:
            return HttpResponseRedirect(announced_by.get_url(request))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the news chosen, the pinned above the others by year, and what can be chosen."""
        context = super().get_context(request, *args, **kwargs)
        choice = filtered_news(news_in_tree_of(self), request.GET)
        shown = choice.results()
        context["choice"], context["facets"] = choice, choice.facets()
        context["pinned"] = [update for update in shown if update.is_pinned]
        context["count"] = len(shown)
        context["years"] = by_year([update for update in shown if not update.is_pinned])
        return context

    def serve_part(self, request: HttpRequest) -> HttpResponse:
        """The same news as a feed."""
        return feed_response(self, news_in_tree_of(self), request)


class NewsPage(BasePage):
    """A report by the editors; dates are announced without one."""

    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/news/news_page.html"

    kind = models.CharField(
        _("kind of news"), max_length=12, choices=NewsKind, null=True, blank=True
    )
    published_on = models.DateField(_("date"), null=True, blank=True)
    updated_on = models.DateField(
        _("changed in substance on"),
        null=True,
        blank=True,
        help_text=_("For some days from then on the news is marked UP."),
    )
    item = models.ForeignKey(
        Page,
        models.SET_NULL,
        verbose_name=_("related page"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "The event, award round or proposal this news is about. On its day it takes the place"
            " of what the portal would announce of it by itself; of a change, such as a"
            " cancellation, only where you choose the same kind of news."
        ),
    )
    document = models.ForeignKey(
        "pages.PortalDocument",
        models.SET_NULL,
        verbose_name=_("document"),
        null=True,
        blank=True,
        related_name="+",
    )

    item_type = ItemType("news", _("News"), position=80, words="お知らせ ニュース news", prior=0.7)
    facts_fields = ("kind", "published_on", "updated_on", "item", "document")
    facts_related = ("document", "item__content_type")
    public_from = "published_on"
    tells_of_its_time = True
    keeps_documents = False  # it reports on those of the items
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("kind")]),
                FieldPanel("updated_on"),
                FieldRowPanel([FieldPanel("item"), FieldPanel("document")]),
            ],
            _("Facts"),
        ),
        *BasePage.body_panels,
    ]

    class Meta:
        verbose_name = _("news")

    @property
    def dating(self) -> Dating:
        """The day of the report."""
        return Dating.of(self.facts.published_on)

    @property
    def stated_day(self) -> date | None:
        """The day of the report."""
        return self.facts.published_on

    @property
    def kind_label(self) -> str:
        """The kind of news in words, as lists name it."""
        return str(NewsKind(self.facts.kind or NewsKind.ANNOUNCEMENT).label)

    @property
    def says_more(self) -> bool:
        """Whether there is anything to read besides the headline, or to go on to."""
        facts = self.facts
        if self.summary or self.body:
            return True
        leads_on = facts.item is not None and facts.item.live
        return leads_on or (facts.document is not None and facts.document.is_published)

    def refuse_publication(self) -> None:
        """A headline alone is no page: what it is about must be linked, or told."""
        super().refuse_publication()
        if not self.in_source_language or self.summary or self.body:
            return
        if self.item is None and self.document is None:
            message = _(
                "A headline alone makes no page. Choose the page or the document this news is"
                " about, or write a text."
            )
            raise ValidationError({"item": message})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The report; once what it was about is gone and nothing is left to read, the list."""
        is_asked_for = not getattr(request, "is_preview", False) and self.has_public_facts
        if is_asked_for and not self.says_more:
            return HttpResponseRedirect(self.get_parent().get_url(request))
        return super().serve(request, *args, **kwargs)

    def gaps_of_evidence(self) -> list[str]:
        """Also a report of something published that cannot be opened."""
        gaps = super().gaps_of_evidence()
        if self.is_own_source and not has_evidence(self):
            gaps.append(str(_("What this news says was published cannot be opened.")))
        return gaps

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
    """The items that news is about, in the tree of `page`."""
    return items_in_tree_of(page, in_tree_of(page, NewsPage))


def news_in_tree_of(page: Page) -> list[Update]:
    """All news in the tree of `page`, newest first."""
    return updates_of(news_items_in_tree_of(page))
