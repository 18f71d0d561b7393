"""Wagtail still looks where `home.wagtail_door` puts things; an upgrade that ends it shows here."""

import pytest
from django.http import Http404
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from home.models import SiteSettings
from home.wagtail_door import tell_route, tell_site
from tests.factories import site as make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site()


@pytest.fixture
def site(home):
    return Site.objects.select_related("root_page").get()


@pytest.fixture
def told(rf, site):
    """A request of which Wagtail has been told the site; nothing else is known of it."""
    settings, paths = SiteSettings.for_site(site), Site.get_site_root_paths()
    Site.clear_site_root_paths_cache()
    request = rf.get("/")
    tell_site(request, site, settings, paths, 60)
    return request


def test_the_site_and_its_settings_are_not_asked_for_again(told, site, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Site.find_for_request(told) == site
        assert SiteSettings.for_request(told).site_id == site.pk


def test_another_request_asks_for_its_site(told, rf, site, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Site.find_for_request(rf.get("/")) == site


@pytest.mark.parametrize("with_request", [True, False], ids=["with request", "without"])
def test_addresses_need_no_query(told, home, with_request, django_assert_num_queries):
    page = Page.objects.select_related("locale").get(pk=home.pk)
    with django_assert_num_queries(0):
        assert page.get_url(told if with_request else None) == "/"


def test_root_paths_come_from_the_request_before_the_cache(rf, site):
    request, settings = rf.get("/"), SiteSettings.for_site(site)
    tell_site(request, site, settings, [], 60)
    assert site.root_page.get_url(request) is None


def test_wagtail_serves_the_page_of_our_route(told, home):
    home.serve = lambda request, *args, **kwargs: (request, args, kwargs)
    tell_route(told, RouteResult(home, ["of the route"], {"as": "the route says"}))
    answer = serve(told, "no/such/page/")
    assert answer == (told, ("of the route",), {"as": "the route says"})


def test_without_a_route_wagtail_answers_404_even_where_a_page_is(told):
    tell_route(told, None)
    with pytest.raises(Http404):
        serve(told, "")
