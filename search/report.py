"""Reports for editors: what is searched for, above all in vain, and papers that cannot be read."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, OuterRef, QuerySet, Subquery, Sum
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.documents.permissions import permission_policy as documents_permission_policy
from wagtail.permission_policies import ModelPermissionPolicy

from pages.base.exports import PortableExportMixin
from search.facets import LANGUAGE_NAMES
from search.models import PdfText, SearchCount, Synonym

NOTHING_FOUND = "none"


class SearchesFilterSet(WagtailFilterSet):
    """Filters by days, and by searches without results."""

    day = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    found = ChoiceFilter(
        label=pgettext_lazy("searches", "Results"),
        choices=[(NOTHING_FOUND, _("Nothing found"))],
        empty_label=_("Any"),
        method="only_in_vain",
        widget=RadioSelect,
    )

    class Meta:
        model = SearchCount
        fields: list[str] = []

    def only_in_vain(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """The searches that last had no results."""
        return rows.filter(last_found=0)


class SearchedFor(ButtonsColumnMixin, TitleColumn):
    """The words, and what an editor can do for them."""

    def get_buttons(self, instance: Any, parent_context: Any) -> list[Button]:
        """A synonym, or a page to put first."""
        synonym = reverse(Synonym.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
        asked = instance["query"]
        return [
            Button(_("Add a synonym"), f"{synonym}?{urlencode({'words': asked})}", priority=1),
            Button(
                _("Recommend a page"),
                f"{reverse('recommend_page')}?{urlencode({'query_string': asked})}",
                priority=2,
            ),
        ]


def _results_of(row: dict[str, Any]) -> str:
    address = reverse("search")
    prefix = "/en" if row["lang"] == "en" else ""
    return f"{prefix}{address.removeprefix('/en')}?{urlencode({'q': row['query']})}"


class SearchesReport(PortableExportMixin, ReportView):
    """Searches by how often they were made, from counts by day that say nothing of anybody."""

    page_title = _("Searches")
    header_icon = "search"
    index_url_name = "search_report"
    index_results_url_name = "search_report_results"
    filterset_class = SearchesFilterSet
    permission_policy = ModelPermissionPolicy(Synonym)
    any_permission_required = {"add", "change"}
    default_ordering = "-total"
    export_filename = "searches"
    columns = [
        SearchedFor("query", label=_("Searched for"), get_url=_results_of, sort_key="query"),
        Column("lang", label=_("Language"), accessor=lambda row: LANGUAGE_NAMES[row["lang"]]),
        NumberColumn("total", label=pgettext_lazy("searches", "Times"), sort_key="total"),
        NumberColumn(
            "last_found", label=pgettext_lazy("searches", "Results"), sort_key="last_found"
        ),
        Column("last_day", label=_("Last on"), sort_key="last_day"),
    ]
    list_export = ["query", "lang", "total", "last_found", "last_day"]
    export_headings = {
        "query": _("Searched for"),
        "lang": _("Language"),
        "total": pgettext_lazy("searches", "Times"),
        "last_found": pgettext_lazy("searches", "Results"),
        "last_day": _("Last on"),
    }

    def get_base_queryset(self) -> QuerySet:
        """The counts of all days together, with the last number of results."""
        last = SearchCount.objects.filter(query=OuterRef("query"), lang=OuterRef("lang"))
        last_count = Subquery(last.order_by("-day").values("found")[:1])
        rows = SearchCount.objects.values("query", "lang")
        return rows.annotate(total=Sum("times"), last_day=Max("day"), last_found=last_count)


class UnreadReport(PortableExportMixin, ReportView):
    """PDF files of which the search reads nothing, or only a part."""

    page_title = _("PDF files the search cannot read")
    header_icon = "doc-full-inverse"
    index_url_name = "unread_report"
    index_results_url_name = "unread_report_results"
    permission_policy = documents_permission_policy
    any_permission_required = {"add", "change"}
    columns = [
        TitleColumn(
            "document",
            label=_("Document"),
            get_url=lambda row: reverse("wagtaildocs:edit", args=[row.document_id]),
        ),
        Column("problem", label=_("Problem"), accessor="get_problem_display"),
    ]
    list_export = ["document", "get_problem_display"]
    export_headings = {"document": _("Document"), "get_problem_display": _("Problem")}

    def get_base_queryset(self) -> QuerySet:
        """Files with a problem, by the title of their document."""
        unread = PdfText.objects.exclude(problem="").select_related("document")
        return unread.order_by("document__title", "pk")
