"""The door of all pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve as wagtail_serve

from home.caching import may_be_kept
from home.frame import find


@may_be_kept
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Finds the page in one query and lets Wagtail serve it, hooks and all."""
    routed: Any = request
    routed._wagtail_route_for_request = find(request, path)
    return wagtail_serve(request, path)
