"""Small answers that belong to no section."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from wagtail.models import Page

from search.index.store import answers


def japanese_without_prefix(request: HttpRequest, rest: str | None = None) -> HttpResponse:
    """Japanese needs no prefix: /ja/… leads to /…, with the query."""
    query = request.META.get("QUERY_STRING", "")
    # Leading slashes and backslashes would make the target another site's address.
    target = "/" + (rest or "").lstrip("/\\")
    return HttpResponsePermanentRedirect(target + (f"?{query}" if query else ""))


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
    }
    response = JsonResponse(body, status=200 if ok else 503)
    response["Cache-Control"] = "no-store"
    return response


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
