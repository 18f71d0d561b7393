"""Redirects hold for both languages, for what lives below an address, and however it is encoded.

Wagtail's middleware knows the address of a page as it was written, and nothing else: a calendar
below the page, the other language and a path in decomposed characters, as some systems send
Japanese, all ended in 404.
"""

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize
from urllib.parse import urlparse, urlsplit, urlunsplit

from django.db.models import F
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import override
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.navigation import HOME_ADDRESSES
from home.site_tree import find
from home.views import serve
from pages.public import in_open_tree

ENGLISH = HOME_ADDRESSES["en"].rstrip("/")


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Wagtail's redirects, and where it knows none those that an address can be taken for."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        """Only what is not there is looked for elsewhere."""
        answer: HttpResponseBase = super().process_response(request, response)
        if response.status_code != 404 or "\0" in request.path:
            return answer
        if answer is not response:
            return _with_choice(request, answer)
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
            return _with_choice(request, kind(address), known[path])
    return None


def _with_choice(
    request: HttpRequest, answer: HttpResponseBase, row: Redirect | None = None
) -> HttpResponseBase:
    """A page that got another address is asked for the same choice there, such as a filter."""
    query = request.META.get("QUERY_STRING", "")
    if not query or "?" in answer["Location"]:
        return answer
    if row.automatically_created if row else _moved(request):
        address, mark, part = answer["Location"].partition("#")
        answer["Location"] = f"{address}?{query}{mark}{part}"
    return answer


def _moved(request: HttpRequest) -> bool:
    path = urlparse(Redirect.normalise_path(request.get_full_path())).path
    rows = Redirect.get_for_site(Site.find_for_request(request))
    moved: bool = rows.filter(old_path=path, automatically_created=True).exists()
    return moved


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


def _language_of(path: str) -> str:
    return "en" if path.startswith(f"{ENGLISH}/") else "ja"


def _other_language(path: str) -> str:
    if path.startswith(f"{ENGLISH}/"):
        return path.removeprefix(ENGLISH)
    return ENGLISH + path


def _target(request: HttpRequest, row: Redirect, below: str) -> str | None:
    """Where a redirect leads in the language of the request; nowhere if nothing is there."""
    if row.redirect_page is None:
        return None if below else _link(request, row.redirect_link)
    page = _version(row.redirect_page, _language_of(request.path))
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


def _link(request: HttpRequest, link: str) -> str | None:
    """A link in the language of the request, where it names something that is in languages."""
    parts, wanted = urlsplit(link), _language_of(request.path)
    if parts.netloc not in ("", request.get_host()) or _language_of(parts.path) == wanted:
        return link
    path = _other_language(parts.path)
    there = urlunsplit(parts._replace(path=path))
    if _is_at(parts.path, serve):
        return there if _leads_to_a_page(request, path) else None
    return there if _is_at(path) else link


def _is_at(path: str, view: Any = None) -> bool:
    """Whether an address is one of the portal's, or of a certain view."""
    with override(_language_of(path)):
        try:
            return view in (None, resolve(path).func)
        except Resolver404:
            return False


def _version(page: Page, language: str) -> Page | None:
    """The page in a language, if readers can open it."""
    versions = page.get_translations(inclusive=True).live().filter(in_open_tree())
    version: Page | None = versions.filter(locale__language_code=language).first()
    return version


def _leads_to_a_page(request: HttpRequest, path: str) -> bool:
    language = _language_of(path)
    with override(language):  # it is left where the language is closed
        return find(request, path.removeprefix(HOME_ADDRESSES[language])) is not None
