"""How long an answer may be kept, and by whom.

What a page says of dates is true until the next change of anything on it, and never beyond
midnight in Japan, when "4 days left" and "today" change. Whatever is read from an item's status
notes its next change (`portal.clock.note_change`) while the page is made. Shared caches may keep
an answer until then, but no longer than the setting, so that editors' changes appear soon. Browsers
keep it and ask each time whether it still holds, so that a reader who comes again sees a
publication at once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from portal import clock

GetResponse = Callable[[HttpRequest], HttpResponse]


def may_be_kept(view: Any) -> Any:
    """Marks a view whose answers are the same for all readers."""
    view.may_be_kept = True
    return view


class CacheHintsMiddleware:
    """Puts the hints on what readers get; it stands outside sessions to see their cookies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request."""
        midnight = _next_midnight()
        with clock.noting_changes() as changes:
            response = self.get_response(request)
        view = getattr(request.resolver_match, "func", None)
        if not getattr(view, "may_be_kept", False):
            return response
        _depend_on_cookies_only(response)
        # Whoever has a session may be an editor, with a bar, drafts or another moment on the page.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = "private, no-store"
            return response
        if not _is_for_all(request, response):
            return response
        response["Cache-Control"] = f"public, max-age=0, s-maxage={_seconds([midnight, *changes])}"
        set_response_etag(response)
        kept = get_conditional_response(request, etag=response["ETag"], response=response)
        return kept or response


def _next_midnight() -> datetime:
    return clock.start_of_day(clock.today() + timedelta(days=1))


def _seconds(changes: list[datetime]) -> int:
    """Whole seconds until the first change, at most the setting."""
    left = (min(changes) - clock.now()).total_seconds()
    return max(0, min(settings.PORTAL_KEEP_SECONDS, int(left)))


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is a page or file, and nothing in it is for one visitor."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
    )


def _depend_on_cookies_only(response: HttpResponse) -> None:
    """The language stands in the address; what differs for editors depends on their session."""
    headers = {name.strip() for name in response.get("Vary", "").split(",")}
    response["Vary"] = "Cookie"
    patch_vary_headers(response, sorted(headers - {"", "Accept-Language"}))
