"""Small answers that belong to no section."""

import posixpath
from datetime import UTC, timedelta
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as serve_document
from wagtail.models import Page, Revision

from home.models import SiteSettings
from pages.base.inlines import recordings_kept_back
from pages.embargo import is_stored
from pages.file_names import content_disposition
from pages.media import PortalDocument, Recording
from pages.public import NONE_MET, in_open_collection, restrictions_met_by
from pages.resources.document_usage import documents_kept_back
from pages.submissions import outbox
from portal import clock
from search.index.catch_up import problems as index_problems
from search.index.store import answers

LATE_AFTER = timedelta(minutes=15)


def japanese_without_prefix(request: HttpRequest, rest: str | None = None) -> HttpResponse:
    """Japanese needs no prefix: /ja/… leads to /…, with the query."""
    query = request.META.get("QUERY_STRING", "")
    # Leading slashes and backslashes would make the target another site's address.
    target = "/" + (rest or "").lstrip("/\\")
    return HttpResponsePermanentRedirect(target + (f"?{query}" if query else ""))


@csrf_exempt
@require_safe
def download(request: HttpRequest, number: str, filename: str) -> HttpResponse:
    """A document as Wagtail serves it, with headers that programs can rely on.

    Wagtail writes an encoding "None", which strict programs refuse, and reads Japanese names as
    Chinese. Addresses with the name under which a file was stored lead to the present one.
    """
    document = PortalDocument.objects.filter(pk=number).first() if len(number) < 19 else None
    if document and _is_stored_name(filename, document):
        return HttpResponsePermanentRedirect(document.url)
    response: HttpResponse = serve_document(request, number, filename)
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]
    if document and "Content-Disposition" in response:
        kind = response["Content-Disposition"].split(";")[0]
        response["Content-Disposition"] = content_disposition(kind, filename, document.title)
    if document and not _is_for_all(document):
        _keep_nowhere(response)
    return response


def _is_for_all(document: PortalDocument) -> bool:
    """Whether anybody gets a document now, whoever asks for it."""
    if not document.is_published or document.pk in documents_kept_back():
        return False
    is_open: bool = PortalDocument.objects.filter(in_open_collection(), pk=document.pk).exists()
    return is_open


def _keep_nowhere(response: HttpResponseBase) -> None:
    """For what is sent to somebody with rights: neither caches nor the browser keep it."""
    response["Cache-Control"] = "private, no-store"


@csrf_exempt
@require_safe
def recording(request: HttpRequest, number: str, filename: str) -> FileResponse:
    """The file of a recording, from the day on which its event shows it; editors see it before.

    Of a closed event it is for whoever may read that event.
    """
    found = Recording.objects.filter(pk=number).first() if len(number) < 19 else None
    if found is None or not is_stored(found.file.name):
        raise Http404
    is_for_all = _is_shown(found)
    if not (is_for_all or _opens_to(found, request)):
        raise Http404
    response = FileResponse(found.file.open())
    if not is_for_all:
        _keep_nowhere(response)
    return response


def _opens_to(found: Recording, request: HttpRequest) -> bool:
    user: Any = request.user
    if user.has_perm("wagtailadmin.access_admin"):
        return True
    return _is_shown(found, restrictions_met_by(request))


def _is_shown(found: Recording, met: frozenset[int] = NONE_MET) -> bool:
    return found.is_published and found.pk not in recordings_kept_back(met)


def _is_stored_name(name: str, document: PortalDocument) -> bool:
    """Whether a name, composed or not, is the stored one and no longer that of the address."""
    stored = normalize("NFC", posixpath.basename(document.file.name or ""))
    return name != document.filename and normalize("NFC", name) == stored


@csrf_exempt
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The robots.txt: addresses crawlers may visit; a demonstration forbids itself in headers."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@csrf_exempt
@require_safe
def favicon(request: HttpRequest) -> FileResponse:
    """The icon at the address that browsers and readers of feeds ask for by themselves."""
    icon = settings.BASE_DIR / "static" / "img" / "favicon.ico"
    response = FileResponse(icon.open("rb"), content_type="image/x-icon")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@csrf_exempt
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """To whom faults are reported (RFC 9116): the e-mail address or the contact page."""
    days = timedelta(days=settings.PORTAL_SECURITY_TXT_DAYS)
    expires = clock.start_of_day(clock.today() + days).astimezone(UTC)
    lines = [
        f"Contact: {_contact(request)}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: ja, en",
        f"Canonical: {request.build_absolute_uri(reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _contact(request: HttpRequest) -> str:
    mail = SiteSettings.for_request(request).mail
    return f"mailto:{mail}" if mail else request.build_absolute_uri("/contact/")


@csrf_exempt
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether what the portal needs is there: 503 where not, naming the part that is down.

    Without what only makes it faster or more complete it is degraded, with the reasons, and 200.
    """
    needed = {"database": _database_works()}
    needed["search"] = needed["database"] and _search_works()
    needed["migrations"] = needed["database"] and _migrations_done()
    has_cache, ok = _cache_works(), all(needed.values())
    reasons = [] if has_cache else ["the cache does not answer: pages are made without it"]
    reasons += [*index_problems(), *_late_mails()] if ok else []
    body = {
        "status": ("degraded" if reasons else "ok") if ok else "down",
        **{name: "ok" if up else "down" for name, up in (*needed.items(), ("cache", has_cache))},
        **({"reasons": reasons} if reasons else {}),
        **(_scheduling() if ok else {}),
    }
    response = JsonResponse(body, status=200 if ok else 503)
    response["Cache-Control"] = "no-store"
    return response


def _late_mails() -> list[str]:
    waiting = outbox.late()
    return [f"{waiting} mails have waited for more than an hour"] if waiting else []


def _scheduling() -> dict[str, str]:
    """Whether pages wait for `publish_scheduled`: a warning, because pages are served all the same.

    Only what editors have scheduled waits for it; states and deadlines need no command.
    """
    due = clock.real_now() - LATE_AFTER
    waiting = Revision.objects.filter(approved_go_live_at__lt=due).count()
    waiting += Page.objects.filter(live=True, expire_at__lt=due).count()
    if not waiting:
        return {"scheduling": "ok"}
    minutes = int(LATE_AFTER.total_seconds() // 60)
    warning = f"publish_scheduled is late: {waiting} due for more than {minutes} minutes"
    return {"scheduling": "late", "warning": warning}


def _database_works() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_works() -> bool:
    try:
        cache.set("healthz", "ok", 10)
        return cache.get("healthz") == "ok"
    except Exception:  # noqa: BLE001 - whatever the cache's client raises, it is down
        return False


def _search_works() -> bool:
    try:
        len(Page.objects.search("portal")[:1])
        answers()
    except DatabaseError:
        return False
    return True


def _migrations_done() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
