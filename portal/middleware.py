"""What holds for every response."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

# Wagtail's admin writes inline scripts and styles without a nonce (seen on 7.4: page editor,
# wagtail-localize's editor), so it cannot live under the public pages' policy.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "connect-src": [SELF],
}


class AdminContentSecurityPolicy:
    """Loosens the strict policy for the admin only."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request."""
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
        return response


class DemonstrationMode:
    """Keeps a demonstration out of search engines: it must not pass for the body it shows."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request."""
        response = self.get_response(request)
        if settings.PORTAL_DEMO:
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response
