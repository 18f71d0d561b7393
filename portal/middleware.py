"""Middleware of every request: portable texts, the admin's content policy, the demonstration."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pages.characters import portable

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Wagtail's admin writes inline scripts and styles without a nonce (seen on 7.4: page editor,
# wagtail-localize's editor), so it cannot live under the public pages' policy.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "connect-src": [SELF],
}


class PortableTextMiddleware:
    """Frees what people type and paste of characters that nothing can carry.

    A form then judges the text as it will be stored, and none refuses a NUL that nobody can see.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Leaves the response alone."""
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """After the check for forgery, before the view reads the fields."""
        if request.method != "POST":
            return
        sent = dict(request.POST.lists())
        freed = portable(sent)
        if freed != sent:
            request.POST = request.POST.copy()
            for name, values in freed.items():
                request.POST.setlist(name, values)


class AdminContentSecurityPolicyMiddleware:
    """Loosens the strict policy for the admin only."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.get_admin_response: Any = csp_replace(ADMIN_POLICY)(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers the request."""
        if request.path.startswith("/admin/"):
            response: HttpResponseBase = self.get_admin_response(request)
            return response
        return self.get_response(request)


class DemonstrationMiddleware:
    """Keeps a demonstration out of search engines: it must not pass for the body it shows."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers the request."""
        response = self.get_response(request)
        if settings.PORTAL_DEMO:
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response
