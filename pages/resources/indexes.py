"""The lists of documents, recordings and surveys."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.base.inlines import recordings_kept_back
from pages.base.links import Link, links_below
from pages.base.listing import by_fact, in_tree_of
from pages.base.page import BasePage
from pages.embargo import published_by_today
from pages.media import PortalDocument, PublicationKind, Recording
from pages.public import NONE_MET, in_open_collection
from pages.resources.document_usage import documents_kept_back, items_of_documents
from pages.resources.surveys import SurveyPage

__all__ = ["DocumentsPage", "ResourcesIndexPage", "SurveysIndexPage", "VideosPage"]


class ResourcesIndexPage(BasePage):
    """The entry page of documents, recordings and surveys."""

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
    """All documents on record by kind, with `#<key>` as their address."""

    parent_page_types = ["pages.ResourcesIndexPage"]
    subpage_types: list[str] = []
    template = "pages/resources/documents_page.html"
    max_count_per_parent = 1
    lists_others = True

    class Meta:
        verbose_name = _("documents: list")

    def listed(self) -> Iterator[Any]:
        """The documents' titles."""
        return ((document, "title") for document in public_documents())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the documents by kind, with links to their items."""
        context = super().get_context(request, *args, **kwargs)
        items = items_of_documents(self)
        documents = public_documents(self.met_restrictions)
        listed = [ListedDocument(document, items.get(document.pk, [])) for document in documents]
        context["groups"] = list(by_kind(listed))
        return context


def public_documents(met: frozenset[int] = NONE_MET) -> QuerySet:
    """Documents that anybody may download now, the newest first, those without a date last.

    With the ids of restrictions that a reader has met: those that this reader may download.
    """
    documents = unrestricted_documents().filter(published_by_today())
    return documents.exclude(pk__in=documents_kept_back(met))


def public_recordings(met: frozenset[int] = NONE_MET) -> QuerySet:
    """Recordings that anybody may watch now, likewise."""
    newest_first = F("published_on").desc(nulls_last=True)
    recordings = Recording.objects.filter(published_by_today()).exclude(
        pk__in=recordings_kept_back(met)
    )
    return recordings.order_by(newest_first, "-key")


def unrestricted_documents() -> QuerySet:
    """Documents that are for everybody, also those whose day is still to come."""
    documents = PortalDocument.objects.filter(in_open_collection())
    return documents.order_by(F("published_on").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class ListedDocument:
    """A document in the list, with links to the items it belongs to."""

    document: PortalDocument
    items: list[Link]


def by_kind(rows: list[ListedDocument]) -> Iterator[tuple[str, list[ListedDocument]]]:
    """The kinds that have documents, by name; documents of no kind come last."""
    for kind in PublicationKind:
        of_kind = [row for row in rows if row.document.kind == kind]
        if of_kind:
            yield str(kind.label), of_kind
    others = [row for row in rows if row.document.kind not in PublicationKind.values]
    if others:
        yield str(_("Other documents")), others


class VideosPage(BasePage):
    """All recordings on record, with `#<key>` as their address."""

    parent_page_types = ["pages.ResourcesIndexPage"]
    subpage_types: list[str] = []
    template = "pages/resources/videos_page.html"
    max_count_per_parent = 1
    lists_others = True

    class Meta:
        verbose_name = _("videos: list")

    def listed(self) -> Iterator[Any]:
        """The recordings' titles."""
        return ((recording, "title") for recording in public_recordings())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the recordings."""
        context = super().get_context(request, *args, **kwargs)
        context["recordings"] = public_recordings(self.met_restrictions)
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
