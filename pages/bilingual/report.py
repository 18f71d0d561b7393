"""The report of all page pairs, as a table and as CSV."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from pages.base.facts import source_locale_id
from pages.bilingual.models import LedgerEntry
from pages.bilingual.states import KINDS, State, pages_in, states_of


class EnglishFilter(ChoiceFilter):
    """Pages whose English is in one state."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """All pages where nothing is chosen."""
        return pages_in(qs, value) if value else qs


class EnglishReportFilterSet(WagtailFilterSet):
    """By state."""

    english = EnglishFilter(
        label=_("English"), choices=KINDS, empty_label=_("Any"), widget=RadioSelect
    )

    class Meta:
        model = Page
        fields: list[str] = []


class EnglishReport(PageReportView):
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
        Column("english_state", label=_("English"), width="18%"),
        Column("waiting_days", label=_("Days"), width="8%"),
        Column("reviewed_at", label=_("Last reviewed"), width="18%"),
        Column("reviewer", label=_("by"), width="12%"),
    ]
    list_export = [
        "title",
        "url_path",
        "english_state.kind",
        "english_state.texts",
        "waiting_days",
        "reviewed_at",
        "reviewer",
    ]
    export_headings = {
        "title": _("Page"),
        "url_path": _("Address"),
        "english_state.kind": _("English"),
        "english_state.texts": _("Texts to review"),
        "waiting_days": _("Days"),
        "reviewed_at": _("Last reviewed"),
        "reviewer": _("by"),
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
        """Adds the states of what is shown, in one query."""
        listed = list(object_list)
        states = states_of(listed)
        for page in listed:
            page.english_state = states.get(page.translation_key, State())
            page.waiting_days = page.english_state.days if page.english_state.since else ""
        return listed
