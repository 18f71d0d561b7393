"""The lists of documents, recordings and surveys."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction

from pages.base.links import Link, links_below
from pages.base.listing import by_fact, in_tree_of
from pages.base.page import BasePage
from pages.base.rows import recordings_kept_back
from pages.media import PortalDocument, PublicationKind, Recording, out_by_today
from pages.resources.belonging import items_of_documents
from pages.resources.surveys import SurveyPage

__all__ = ["DocumentsPage", "ResourcesIndexPage", "SurveysIndexPage", "VideosPage"]


class ResourcesIndexPage(BasePage):
    """The door to documents, recordings and surveys."""

    parent_page_types = ["home.HomePage"]
    template = "pages/resources/resources_index_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("resources: index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the lists."""
        context = super().get_context(request, *args, **kwargs)
        context["links"] = links_below(self, summaries=True)
        return context


class DocumentsPage(BasePage):
    """Every document on record by its kind, each at `#<key>`."""

    parent_page_types = ["pages.ResourcesIndexPage"]
    subpage_types: list[str] = []
    template = "pages/resources/documents_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("documents: list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the documents, grouped, each with what it belongs to."""
        context = super().get_context(request, *args, **kwargs)
        items = items_of_documents(self)
        listed = [Listed(document, items.get(document.pk, [])) for document in public_documents()]
        context["groups"] = list(by_kind(listed))
        return context


def public_documents() -> QuerySet:
    """Documents that anybody may download now, the newest first, those without a date last."""
    return unrestricted_documents().filter(out_by_today())


def public_recordings() -> QuerySet:
    """Recordings that anybody may watch now, the newest first, those without a date last."""
    newest_first = F("published_on").desc(nulls_last=True)
    recordings = Recording.objects.filter(out_by_today()).exclude(pk__in=recordings_kept_back())
    return recordings.order_by(newest_first, "-key")


def unrestricted_documents() -> QuerySet:
    """Documents that are for everybody, also those whose day is still to come."""
    hidden = Q()
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        hidden |= Q(collection__path__startswith=path)
    documents = PortalDocument.objects.exclude(hidden) if hidden else PortalDocument.objects.all()
    return documents.order_by(F("published_on").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class Listed:
    """A document in the list, with links to the items it belongs to."""

    document: PortalDocument
    items: list[Link]


def by_kind(rows: list[Listed]) -> Iterator[tuple[str, list[Listed]]]:
    """Each kind that has documents, under its name; those of no kind come last."""
    for kind in PublicationKind:
        found = [row for row in rows if row.document.kind == kind]
        if found:
            yield str(kind.label), found
    others = [row for row in rows if row.document.kind not in PublicationKind.values]
    if others:
        yield str(_("Other documents")), others


class VideosPage(BasePage):
    """Every recording on record, each at `#<key>`."""

    parent_page_types = ["pages.ResourcesIndexPage"]
    subpage_types: list[str] = []
    template = "pages/resources/videos_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("videos: list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the recordings."""
        context = super().get_context(request, *args, **kwargs)
        context["recordings"] = public_recordings()
        return context


class SurveysIndexPage(BasePage):
    """All surveys, newest first."""

    parent_page_types = ["pages.ResourcesIndexPage"]
    template = "pages/resources/surveys_index_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("surveys: index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the surveys."""
        context = super().get_context(request, *args, **kwargs)
        context["surveys"] = by_fact(in_tree_of(self, SurveyPage), "fiscal_year")
        return context
