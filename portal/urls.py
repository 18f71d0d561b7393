"""Addresses: Japanese without a prefix, English under /en/, the admin under /admin/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

import search.views as search
from home.open_data.views import open_data
from home.sitemaps import sitemap
from home.views import serve as serve_page
from portal.framed import framed
from portal.views import download, healthz, japanese_without_prefix, robots

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", download),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^data/(?P<name>[a-z]+)\.(?P<kind>csv|json)$", open_data, name="open_data"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("api/search/", search.api, name="search_api"),
    re_path(r"^ja(?:/(?P<rest>.*))?$", japanese_without_prefix),
]

if settings.DEBUG or settings.PORTAL_DEMO:
    # In production the web server in front serves the media folder.
    urlpatterns += [
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    ]

urlpatterns += i18n_patterns(
    path("search/", framed(search.results_page), name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("opensearch.xml", search.description, name="search_description"),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
    re_path(r"^((?:[\w\-]+/)+calendar\.ics)$", serve_page),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
