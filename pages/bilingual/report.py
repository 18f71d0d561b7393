"""The report of all page pairs, as a table and as CSV."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from pages.base.exports import PortableExportMixin
from pages.base.facts import source_locale_id
from pages.bilingual.explorer import EnglishFilter, StateColumn
from pages.bilingual.models import LedgerEntry
from pages.bilingual.states import KINDS, TranslationState, states_of


class EnglishReportFilterSet(WagtailFilterSet):
    """By state."""

    english = EnglishFilter(
        label=_("English"), choices=KINDS, empty_label=_("Any"), widget=RadioSelect
    )

    class Meta:
        model = Page
        fields: list[str] = []


class WaitingColumn(StateColumn):
    """For how many days the oldest change has waited."""

    def show(self, page: Page, state: TranslationState) -> str:
        """The days, if anything waits."""
        return str(waiting_days(state))


def waiting_days(state: TranslationState) -> int | str:
    """Full days since the first change nobody has looked at; empty where there is none."""
    return state.days if state.since else ""


@dataclass(frozen=True)
class ReportRow:
    """A Japanese page with the state of its English, as a file has it."""

    page: Any
    english: TranslationState

    @property
    def waiting_days(self) -> int | str:
        """Full days since the first change nobody has looked at; empty where there is none."""
        return waiting_days(self.english)


class EnglishReport(PortableExportMixin, PageReportView):
    """Every Japanese page with the state of its English, the longest waiting within reach."""

    page_title = _("English pages")
    header_icon = "wagtail-localize-language"
    index_url_name = "bilingual:report"
    index_results_url_name = "bilingual:report_results"
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    filterset_class = EnglishReportFilterSet
    export_filename = "english-pages"
    columns = [
        TitleColumn(
            "title",
            label=_("Page"),
            get_url=lambda page: reverse("bilingual:review", args=[page.pk]),
        ),
        StateColumn("english", label=_("English"), width="18%"),
        WaitingColumn("waiting_days", label=_("Days"), width="8%"),
        Column("reviewed_at", label=_("Last reviewed"), width="18%"),
        Column("reviewer", label=_("by"), width="12%"),
    ]
    list_export = [
        "page.title",
        "page.url_path",
        "english.kind",
        "english.texts",
        "waiting_days",
        "page.reviewed_at",
        "page.reviewer",
    ]
    export_headings = {
        "page.title": _("Page"),
        "page.url_path": _("Address"),
        "english.kind": _("English"),
        "english.texts": _("Texts to review"),
        "waiting_days": _("Days"),
        "page.reviewed_at": _("Last reviewed"),
        "page.reviewer": _("by"),
    }

    def get_queryset(self) -> QuerySet:
        """All Japanese pages, what has waited longest first."""
        pages = Page.objects.filter(locale_id=source_locale_id(), alias_of=None, depth__gt=1)
        entries = LedgerEntry.objects.filter(pair=OuterRef("translation_key"))
        waiting = entries.filter(pending=True).order_by("pending_since")
        last = entries.filter(reviewed_at__isnull=False).order_by("-reviewed_at")
        return pages.annotate(
            waiting_since=Subquery(waiting.values("pending_since")[:1]),
            reviewed_at=Subquery(last.values("reviewed_at")[:1]),
            reviewer=Subquery(last.values("reviewed_by__username")[:1]),
        ).order_by(F("waiting_since").asc(nulls_last=True), "path")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """For a file the rows with their states, in one query; the table's columns ask for them."""
        if not self.is_export:
            return object_list
        listed = list(object_list)
        states = states_of(listed)
        return [
            ReportRow(page, states.get(page.translation_key, TranslationState())) for page in listed
        ]
