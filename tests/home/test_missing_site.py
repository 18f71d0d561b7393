"""The root page of a site is not deleted; whatever else is missing, no address breaks."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from home.models import SiteSettings
from home.site_tree import forget_roots
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESSES = [
    "/",
    "/en/",
    "/council/",
    "/en/council/",
    "/nothing/",
    "/en/nothing/",
    "/news/feed/",
    "/events/calendar.ics",
    "/search/",
    "/search/?q=首長",
    "/en/search/?q=mayor",
    "/search/suggest/?q=首長",
    "/opensearch.xml",
    "/en/opensearch.xml",
    "/api/search/?q=首長",
    "/data/",
    "/en/data/",
    *(f"/data/{name}.{kind}" for name in ("events", "members") for kind in ("csv", "json")),
    "/sitemap/",
    "/en/sitemap/",
    "/sitemap.xml",
    "/robots.txt",
    "/favicon.ico",
    "/healthz",
    "/.well-known/security.txt",
    "/_util/login/",
    "/en/_util/login/",
    "/documents/1/nothing.pdf",
    "/ja/",
    "/admin/",
    "/admin/pages/",
    "/admin/login/",
    "/admin/reports/site-history/",
    "/admin/as-of/",
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A site with a few pages in both languages."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        council = factories.CouncilPageFactory(parent=home)
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        for page in (home, council, news, events):
            factories.translate(page)
        yield home.pk


@pytest.fixture
def admin(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


def home(made):
    return Page.objects.get(pk=made)


# --- Deleting -----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_root_page_of_a_site_is_not_deleted(admin, made, method):
    address = reverse("wagtailadmin_pages:delete", args=[made])
    sent = {"confirm_site_name": "wagtail"} if method == "post" else {}
    answer = getattr(admin, method)(address, sent, follow=True)
    assert "サイトの入口" in answer.content.decode()
    assert home(made).live
    assert admin.get("/").status_code == 200


def test_nor_is_it_deleted_in_bulk(admin, made):
    council = home(made).get_children().get(slug="council")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = admin.post(f"{address}?id={council.pk}&id={made}", follow=True)
    assert "サイトの入口" in answer.content.decode()
    assert home(made).live
    assert home(made).get_children().filter(pk=council.pk).exists()


def test_a_page_below_it_is_deleted_as_ever(admin, made):
    council = home(made).get_children().get(slug="council")
    assert admin.post(reverse("wagtailadmin_pages:delete", args=[council.pk])).status_code == 302
    assert not Page.objects.filter(pk=council.pk).exists()


# --- What is missing all the same ---------------------------------------------------------


def no_site(home):
    Site.objects.all().delete()


def no_settings(home):
    SiteSettings.objects.all().delete()


def no_japanese_home(home):
    home.specific.delete()


def no_english_home(home):
    home.get_translation(factories.english()).delete()


def no_page_at_all(home):
    Page.objects.filter(depth=2).delete()


def site_at_the_root_of_all(home):
    Site.objects.update(root_page=Page.objects.get(depth=1))


LOSSES = [
    no_site,
    no_settings,
    no_japanese_home,
    no_english_home,
    no_page_at_all,
    site_at_the_root_of_all,
]


@pytest.mark.parametrize("loss", LOSSES)
def test_no_address_answers_with_an_error(admin, made, loss):
    loss(home(made))
    forget_roots()
    admin.raise_request_exception = False
    answers = {address: admin.get(address).status_code for address in ADDRESSES}
    assert {address: status for address, status in answers.items() if status == 500} == {}


@pytest.mark.parametrize("loss", LOSSES)
def test_the_page_of_what_is_not_there_has_its_frame(client, made, loss):
    loss(home(made))
    forget_roots()
    for address in ("/nothing/", "/en/nothing/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert 'class="brand"' in answer.content.decode()
