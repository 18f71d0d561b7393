"""Redirects hold for both languages, for what lives below an address, and however it is encoded.

Wagtail's middleware knows the address of a page as it was written, and nothing else: a calendar
below the page, the other language and a path in decomposed characters, as some systems send
Japanese, all ended in 404.
"""

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize
from urllib.parse import urlparse, urlsplit, urlunsplit

from django.core.handlers.wsgi import WSGIRequest
from django.db.models import F
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri, uri_to_iri
from django.utils.translation import override
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.navigation import HOME_ADDRESSES
from home.site_tree import find
from home.views import serve
from pages.public import in_open_tree

ENGLISH = HOME_ADDRESSES["en"].rstrip("/")
LONGEST_CHAIN = 10  # browsers give up after about twenty


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Wagtail's redirects, and where it knows none those that an address can be taken for."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        """Only what is not there is looked for elsewhere, and only where something is."""
        if response.status_code != 404 or "\0" in request.path:
            return super().process_response(request, response)
        passed = {uri_to_iri(request.get_full_path())}
        answers = self._answers(request, response)
        ending = (each for each in answers if self._ends(request, response, each, passed))
        return next(ending, response)

    def _answers(self, request: HttpRequest, response: Any) -> Iterator[HttpResponseBase]:
        known: HttpResponseBase = super().process_response(request, response)
        if known is not response:
            yield _with_choice(request, known)
        elif there := composed(request):
            yield there
        yield from redirected(request)

    def _ends(self, request: HttpRequest, response: Any, answer: Any, passed: set[str]) -> bool:
        """Whether a redirect, or those that follow it, lead to something and not in a circle.

        Each address is looked at once: those passed are on the way here, or led nowhere.
        """
        parts = urlsplit(uri_to_iri(answer["Location"]))
        if parts.netloc not in ("", request.get_host()):
            return True
        address = urlunsplit(("", "", parts.path, parts.query, ""))
        if address in passed or len(passed) > LONGEST_CHAIN:
            return False
        passed.add(address)
        there = _is_there(request, parts.path)
        if there:
            return True
        further = _request_for(request, parts.path, parts.query)
        answers = list(self._answers(further, response))
        if not answers:
            return there is None  # such as a file, which the web server in front hands out
        return any(self._ends(further, response, each, passed) for each in answers)


def _request_for(request: HttpRequest, path: str, query: str) -> HttpRequest:
    """The request of a browser that follows a redirect."""
    place = {"PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": iri_to_uri(query)}
    return WSGIRequest({**request.META, **place})


def _is_there(request: HttpRequest, path: str) -> bool | None:
    """Whether readers find something at an address; none where the portal does not know it."""
    for form in (path, f"{path}/"):
        if _is_at(form, serve):
            return _leads_to_a_page(request, form)
        if _is_at(form):
            return True
    return None


def composed(request: HttpRequest) -> HttpResponseBase | None:
    """Leads from a path in decomposed characters (NFD) to the page at the composed one (NFC)."""
    path = normalize("NFC", request.path)
    if path == request.path or not _leads_to_a_page(request, path):
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(path + (f"?{query}" if query else ""))


def redirected(request: HttpRequest) -> Iterator[HttpResponseBase]:
    """Follows the redirects of the address, of the other language's, or of one above it."""
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
            yield _with_choice(request, kind(address), known[path])


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


def _link(request: HttpRequest, link: str) -> str:
    """A link in the language of the request, where it names something that is in languages."""
    parts, wanted = urlsplit(link), _language_of(request.path)
    if parts.netloc not in ("", request.get_host()) or _language_of(parts.path) == wanted:
        return link
    path = _other_language(parts.path)
    there = urlunsplit(parts._replace(path=path))
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
        route = find(request, path.removeprefix(HOME_ADDRESSES[language]))
    return route is not None and getattr(route.page, "has_public_facts", True)
