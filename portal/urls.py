"""Addresses: Japanese without a prefix, English under /en/, the admin under /admin/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

import search.views as search
from home.open_data.views import describe, open_data
from home.site_map import site_map
from home.sitemaps import sitemap
from home.views import serve as serve_page
from pages.base import exports, privacy
from pages.originals import original
from portal.document_language import in_readers_language
from portal.sign_in import ReaderSignInForm
from portal.views import (
    download,
    favicon,
    healthz,
    japanese_without_prefix,
    recording,
    robots,
    security_txt,
)
from portal.with_site_tree import with_site_tree

# Wagtail's own addresses besides pages: for the password of a page, and for signing in, which
# Wagtail leaves to Django's form.
reader_sign_in = LoginView.as_view(
    template_name=settings.WAGTAIL_FRONTEND_LOGIN_TEMPLATE, authentication_form=ReaderSignInForm
)
utilities = [
    path("_util/login/", with_site_tree(reader_sign_in), name="wagtailcore_login"),
    *(
        path(str(each.pattern), with_site_tree(each.callback), name=each.name)
        for each in wagtail_urls.urlpatterns
        if each.name not in ("wagtail_serve", "wagtailcore_login")
    ),
]

# The same of documents, whose file is sent by a view of ours.
document_utilities = [
    each
    if each.name == "wagtaildocs_serve"
    else path(str(each.pattern), in_readers_language(each.callback), name=each.name)
    for each in wagtaildocs_urls.urlpatterns
]

urlpatterns = [
    path("admin/originals/<path:name>", original),
    path("admin/", include(exports)),
    path("admin/", include(privacy)),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", in_readers_language(download)),
    path("documents/", include(document_utilities)),
    re_path(r"^recordings/(\d+)/([^/]*)$", recording, name="recording"),
    re_path(r"^data/(?P<name>[a-z]+)\.(?P<kind>csv|json)$", open_data, name="open_data"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
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
    path("search/", with_site_tree(search.results_page), name="search"),
    path("sitemap/", with_site_tree(site_map), name="site_map"),
    path("data/", with_site_tree(describe), name="data"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("opensearch.xml", search.description, name="search_description"),
    # Before the door of all pages, which takes every address of this shape.
    path("", include(utilities)),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
    re_path(r"^((?:[\w\-]+/)+calendar\.ics)$", serve_page),
    prefix_default_language=False,
)
