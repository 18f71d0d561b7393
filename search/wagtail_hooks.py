"""The search in the admin: synonyms, recommended pages and reports."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search.report import SearchesReport, UnreadReport
from search.viewsets import RecommendPage, SynonymViewSet

register_snippet(SynonymViewSet)


class ReportItem(MenuItem):
    """A report, for those who may open it."""

    def __init__(self, view: type[SearchesReport | UnreadReport], order: int) -> None:
        super().__init__(
            view.page_title,
            reverse(view.index_url_name),
            name=view.index_url_name,
            icon_name=view.header_icon,
            order=order,
        )
        self.view = view

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the report would let this person in."""
        policy, needed = self.view.permission_policy, self.view.any_permission_required
        return bool(policy.user_has_any_permission(request.user, needed))


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """The reports, and the form for a recommended page."""
    searches, unread = SearchesReport, UnreadReport
    return [
        path("searches/", searches.as_view(), name=searches.index_url_name),
        path(
            "searches/results/",
            searches.as_view(results_only=True),
            name=searches.index_results_url_name,
        ),
        path("unread/", unread.as_view(), name=unread.index_url_name),
        path(
            "unread/results/",
            unread.as_view(results_only=True),
            name=unread.index_results_url_name,
        ),
        path("searches/recommend/", RecommendPage.as_view(), name="recommend_page"),
    ]


@hooks.register("register_reports_menu_item")
def searches_item() -> MenuItem:
    """The report of searches."""
    return ReportItem(SearchesReport, 110)


@hooks.register("register_reports_menu_item")
def unread_item() -> MenuItem:
    """The report of documents without text."""
    return ReportItem(UnreadReport, 120)


@hooks.register("construct_reports_menu")
def leave_out_wagtails_own(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's report of search terms counts nothing here: ours knows the results, too."""
    items[:] = [item for item in items if item.name != "search-terms"]
