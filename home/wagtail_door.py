"""The one place that puts what is known where Wagtail looks before it asks the database.

These places are no part of Wagtail's documented interface: `tests/home/test_wagtail_door.py` fails
when Wagtail stops looking there.
"""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from wagtail.models import Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION
from wagtail.url_routing import RouteResult


def tell_site(request: Any, site: Site, settings: Any, paths: list[Any], seconds: int) -> None:
    """Spares Wagtail the queries for the site of a request, its settings and the root paths.

    The root paths stay in the cache for so many seconds, for addresses made without a request.
    """
    request._wagtail_site = site
    request._wagtail_cached_site_root_paths = paths
    setattr(request, settings.get_cache_attr_name(), settings)
    cache.add(SITE_ROOT_PATHS_CACHE_KEY, paths, seconds, version=SITE_ROOT_PATHS_CACHE_VERSION)


def tell_route(request: HttpRequest, route: RouteResult | None) -> None:
    """Wagtail serves the page of this route instead of walking the tree; none is a 404."""
    known: Any = request
    known._wagtail_route_for_request = route
