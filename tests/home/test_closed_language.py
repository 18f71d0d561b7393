"""With the home page of a language down the whole language is closed, and opens as it was."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from pages.public import public
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OTHER = ("/search/?q=ICT", "/sitemap/", "/data/")


@pytest.fixture(scope="module", autouse=True)
def loaded(content):
    """The whole content."""


def home_of(language):
    return Page.objects.get(depth=2, locale__language_code=language).specific


def unpublished(home):
    home.unpublish()


def expired(home):
    Page.objects.filter(pk=home.pk).update(expire_at="2020-01-01T00:00Z")
    call_command("publish_scheduled")


def written_down(home):
    Page.objects.filter(pk=home.pk).update(live=False)


def addresses(language):
    pages = Page.objects.filter(locale__language_code=language, depth__gt=1, live=True)
    below = ["" if language == "ja" else "/en"]
    return [page.get_url() for page in pages] + [below[0] + address for address in OTHER]


@pytest.mark.parametrize("way", [unpublished, expired, written_down])
def test_with_the_english_home_down_nothing_english_is_up_and_nothing_leads_there(client, way):
    english, japanese = addresses("en"), addresses("ja")
    way(home_of("en"))
    assert {address: client.get(address).status_code for address in english} == dict.fromkeys(
        english, 404
    )
    for address in [*japanese, "/sitemap.xml", "/en/"]:
        response = client.get(address)
        assert response.status_code == (404 if address == "/en/" else 200)
        assert not re.search(r'href="[^"]*/en/', response.content.decode()), address
    assert not Page.objects.filter(public(), locale=factories.english()).exists()


def test_with_the_japanese_home_down_no_page_is_up_in_either_language(client):
    every = addresses("ja") + addresses("en")
    home_of("ja").unpublish()
    assert {client.get(address).status_code for address in every} == {404}
    assert not Page.objects.filter(public(), depth__gt=1).exists()


def test_all_is_as_before_once_the_home_page_is_published_again(client):
    english = addresses("en")
    home = home_of("en")
    revision = home.live_revision
    home.unpublish()
    revision.publish()
    assert {client.get(address).status_code for address in english} == {200}
    assert "/en/" in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_editor_is_told_before_the_home_page_is_taken_down(client, language):
    client.force_login(factories.UserFactory(is_superuser=True))
    address = reverse("wagtailadmin_pages:unpublish", args=[home_of(language).pk])
    shown = client.get(address).content.decode()
    assert "トップページを非公開にしている間" in shown
    other = reverse("wagtailadmin_pages:unpublish", args=[home_of(language).get_first_child().pk])
    assert "トップページを非公開にしている間" not in client.get(other).content.decode()
