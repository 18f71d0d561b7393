"""The door of all pages."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from wagtail.views import serve as wagtail_serve

from home.caching import may_be_kept
from home.site_tree import find
from home.wagtail_door import tell_route


@csrf_exempt
@may_be_kept
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Finds the page in one query and lets Wagtail serve it, hooks and all.

    Caches keep pages, so none carries a token: a page that takes a form asks the browser where it
    was sent from (`pages.submissions.safety`), the others take nothing.
    """
    tell_route(request, find(request, path))
    return wagtail_serve(request, path)
