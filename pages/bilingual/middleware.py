"""A refusal is said to the person who met it, in whichever view of the admin."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pages.base.paired import RefusalError


class RefusalsAreSaid:
    """Leads from a refused action to the page where it can be put right; nothing typed is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leaves every other response alone."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The reasons as messages, then on to where they can be met."""
        if not isinstance(exception, RefusalError):
            return None
        for reason in exception.reasons:
            messages.error(request, reason)
        page = exception.page
        if page is None or not page.pk:
            return redirect("wagtailadmin_home")
        if page.live_revision_id:
            messages.warning(request, _("Nothing was published. Your text is kept as a draft."))
        return redirect("bilingual:review", page.pk)
