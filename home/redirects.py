"""Redirects hold for both languages, for what lives below an address, and however it is encoded.

Wagtail's middleware knows the address of a page as it was written, and nothing else: a calendar
below the page, the other language and a path in decomposed characters, as some systems send
Japanese, all ended in 404.
"""

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize
from urllib.parse import urlparse

from django.db.models import F
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.navigation import HOME_ADDRESSES, reading_language
from home.site_tree import find

ENGLISH = HOME_ADDRESSES["en"].rstrip("/")


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Wagtail's redirects, and where it knows none those that an address can be taken for."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        """Only what is not there is looked for elsewhere."""
        answer: HttpResponseBase = super().process_response(request, response)
        if answer.status_code != 404 or "\0" in request.path:
            return answer
        return composed(request) or redirected(request) or answer


def composed(request: HttpRequest) -> HttpResponseBase | None:
    """Leads from a path in decomposed characters (NFD) to the page at the composed one (NFC)."""
    path = normalize("NFC", request.path)
    if path == request.path or not _leads_to_a_page(request, path):
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(path + (f"?{query}" if query else ""))


def redirected(request: HttpRequest) -> HttpResponseBase | None:
    """Follows the redirect of the address, of the other language's, or of one above it."""
    tried = list(_places(request))
    site = Site.find_for_request(request)
    rows = Redirect.get_for_site(site).filter(old_path__in={path for path, _below in tried})
    # A redirect of this site alone comes last and takes the place of one for all sites.
    known = {row.old_path: row for row in rows.order_by(F("site").asc(nulls_first=True))}
    for path, below in tried:
        address = _target(request, known[path], below) if path in known else None
        if address:
            permanent = known[path].is_permanent
            kind = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
            return kind(address)
    return None


def _places(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """The old addresses to look for, each with what the request asks for below it."""
    full = Redirect.normalise_path(request.get_full_path())
    path = urlparse(full).path
    steps = path.strip("/").split("/")
    places = [(full, ""), (path, "")]
    places += [
        ("/" + "/".join(steps[:count]), "/".join(steps[count:]))
        for count in range(len(steps) - 1, 0, -1)
    ]
    for place, below in places:
        for version in (place, _other_language(place)):
            for form in ("NFC", "NFD"):
                yield normalize(form, version), below


def _other_language(path: str) -> str:
    if path.startswith(f"{ENGLISH}/"):
        return path.removeprefix(ENGLISH)
    return ENGLISH + path


def _target(request: HttpRequest, row: Redirect, below: str) -> str | None:
    """Where a redirect leads in the language of the request; nowhere if nothing is there."""
    if row.redirect_page is None:
        link: str | None = None if below else row.link
        return link
    page = _version(row.redirect_page)
    if page is None:
        return None
    row.redirect_page = page
    if not below:
        here: str | None = row.link
        return here
    slash = "/" if request.path.endswith("/") else ""
    address = f"{page.get_url(request)}{below}{slash}"
    path = urlparse(address).path
    return address if path != request.path and _leads_to_a_page(request, path) else None


def _version(page: Page) -> Page | None:
    """The live page in the language of the request."""
    versions = page.get_translations(inclusive=True).live()
    version: Page | None = versions.filter(locale__language_code=reading_language()).first()
    return version


def _leads_to_a_page(request: HttpRequest, path: str) -> bool:
    home = HOME_ADDRESSES[reading_language()]
    return path.startswith(home) and find(request, path.removeprefix(home)) is not None
