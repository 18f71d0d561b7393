"""Middleware for every view of the admin: refusals become messages, pages are added in turn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from pages.base.facts import NotReadyError
from pages.base.translation_publishing import RefusalError

ADD_VIEW, COPY_VIEW = "wagtailadmin_pages:add", "wagtailadmin_pages:copy"


class RefusalMiddleware:
    """Leads from a refused action to the page where it can be put right; nothing typed is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leaves every other response alone."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The reasons as messages, then on to where they are met; a lost picture is not found."""
        if isinstance(exception, SourceImageIOError):
            return HttpResponseNotFound(_("The file of this picture is lost. Upload it again."))
        if isinstance(exception, NotReadyError):
            return _show_where_to_make_ready(request, exception)
        return show_refusal(request, exception) if isinstance(exception, RefusalError) else None


class SerialPageCreationMiddleware:
    """Lets two requests that add or copy a page below the same one follow each other.

    Wagtail looks whether a slug is free, and treebeard which place is, some time before they take
    it; the second of two at once then met an error (wagtail/wagtail#12280). In turn its form
    reports that the slug is in use, or it simply takes the next place. A copy of a closed page is
    seen by nobody before it is closed, too (`pages.base.admin`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leaves every other request alone."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answers in one transaction; a refusal ends it too, so that the draft is kept."""
        if request.method != "POST" or not _makes_pages(request):
            return None
        parent = kwargs.get("parent_page_id") or request.POST.get("new_parent_page")
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=parent or None).first()
            try:
                return view(request, *args, **kwargs)
            except RefusalError as refusal:
                return show_refusal(request, refusal)
            except NotReadyError as refusal:
                return _show_where_to_make_ready(request, refusal)


def _makes_pages(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in (ADD_VIEW, COPY_VIEW)


def _show_where_to_make_ready(request: HttpRequest, refusal: NotReadyError) -> HttpResponse:
    """The editor of the page, with the reasons: several pages were to be published without it."""
    for reason in refusal.messages:
        messages.error(request, f"{refusal.page.get_admin_display_title()}: {reason}")
    return redirect("wagtailadmin_pages:edit", refusal.page.pk)


def show_refusal(request: HttpRequest, refusal: RefusalError) -> HttpResponse:
    """The reasons as messages, then on to where they can be met."""
    for reason in refusal.reasons:
        messages.error(request, reason)
    page = refusal.page
    if page is None or not page.pk:
        return redirect("wagtailadmin_home")
    if page.live_revision_id:
        messages.warning(request, _("Nothing was published. Your text is kept as a draft."))
    return redirect("bilingual:review", page.pk)
