"""Small answers that belong to no section."""

from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from wagtail.documents.views.serve import serve as serve_document
from wagtail.models import Page, Revision

from portal import clock
from search.index.store import answers

LATE_AFTER = timedelta(minutes=15)


def japanese_without_prefix(request: HttpRequest, rest: str | None = None) -> HttpResponse:
    """Japanese needs no prefix: /ja/… leads to /…, with the query."""
    query = request.META.get("QUERY_STRING", "")
    # Leading slashes and backslashes would make the target another site's address.
    target = "/" + (rest or "").lstrip("/\\")
    return HttpResponsePermanentRedirect(target + (f"?{query}" if query else ""))


def download(request: HttpRequest, number: str, filename: str) -> HttpResponse:
    """A document as Wagtail serves it, without the encoding "None" that it writes into the header.

    Programs that keep to the header refuse a file encoded in a way they do not know.
    """
    response: HttpResponse = serve_document(request, number, filename)
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]
    return response


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may visit; a demonstration forbids itself in its headers."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def healthz(request: HttpRequest) -> JsonResponse:
    """Whether what the portal needs is there: 200, or 503 naming the part that is down."""
    parts = {"database": _database_works(), "cache": _cache_works()}
    parts["search"] = parts["database"] and _search_works()
    parts["migrations"] = parts["database"] and _migrations_done()
    ok = all(parts.values())
    body = {
        "status": "ok" if ok else "down",
        **{name: "ok" if up else "down" for name, up in parts.items()},
        **(_scheduling() if ok else {}),
    }
    response = JsonResponse(body, status=200 if ok else 503)
    response["Cache-Control"] = "no-store"
    return response


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
