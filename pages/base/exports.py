"""Spreadsheets of the admin: lists and reports, whose texts are written in portable characters."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import path
from django.utils import timezone
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.contrib.redirects.views import IndexView as RedirectsView
from wagtail.contrib.search_promotions.views.reports import SearchTermsReportView
from wagtail.log_actions import log
from wagtail.utils.urlpatterns import decorate_urlpatterns

from pages.characters import neutralised, portable
from portal import clock


def _exported(value: Any) -> str:
    return str(portable(str(value)))


EXPORT_ACTION = "pages.export"


def _local(value: datetime) -> datetime:
    """A moment as the clocks in Japan show it; Wagtail writes UTC, which no column says."""
    return value if timezone.is_naive(value) else timezone.make_naive(value, clock.TOKYO)


# Functions by the class of a value and the format of the file; Wagtail takes the first that fits.
PREPROCESS = {
    **SpreadsheetExportMixin.custom_value_preprocess,
    datetime: {
        SpreadsheetExportMixin.FORMAT_CSV: lambda value: f"{_local(value):%Y-%m-%d %H:%M}",
        SpreadsheetExportMixin.FORMAT_XLSX: _local,
    },
    (str, Model): dict.fromkeys(SpreadsheetExportMixin.FORMATS, _exported),
}

# For lists of what visitors typed.
PREPROCESS_TYPED = {
    **PREPROCESS,
    (str, Model): {SpreadsheetExportMixin.FORMAT_CSV: neutralised}
    | {SpreadsheetExportMixin.FORMAT_XLSX: _exported},
}

# Wagtail's own lists with an export, by their addresses within the admin.
_VIEWS = {
    "reports/locked/": LockedPagesView,
    "reports/workflow/": WorkflowView,
    "reports/workflow_tasks/": WorkflowTasksView,
    "reports/site-history/": LogEntriesView,
    "reports/aging-pages/": AgingPagesView,
    "redirects/": RedirectsView,
    "searchpicks/reports/search-terms/": SearchTermsReportView,
}


class PortableExportMixin(SpreadsheetExportMixin):
    """A list or report whose spreadsheets hold no characters that stop a program reading them."""

    custom_value_preprocess = PREPROCESS

    def stream_csv(self, queryset: Any) -> Iterator[str]:
        """Begins with the mark by which Excel knows that the file is in UTF-8."""
        yield "\ufeff"
        yield from super().stream_csv(queryset)


class VisitorsExportMixin(PortableExportMixin):
    """A list of what visitors sent: whoever takes it away is noted, formulas lose their force."""

    custom_value_preprocess = PREPROCESS_TYPED

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        """Notes who took how many rows of which list; never whose."""
        data = {"list": queryset.model._meta.model_name, "count": queryset.count()}
        log(self.request.user, EXPORT_ACTION, data=data)
        return super().as_spreadsheet(queryset, spreadsheet_format)


def _exporting(view: Any, **options: Any) -> Any:
    return view.as_view(custom_value_preprocess=PREPROCESS, **options)


# For Wagtail's views at their addresses, before its own patterns, which keep the names.
urlpatterns = decorate_urlpatterns(
    [
        *(path(address, _exporting(view)) for address, view in _VIEWS.items()),
        *(
            path(f"{address}results/", _exporting(view, results_only=True))
            for address, view in _VIEWS.items()
        ),
    ],
    require_admin_access,
)
