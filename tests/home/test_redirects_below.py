"""Redirects hold for both languages, for all that lives below an address, and for any encoding."""

from unicodedata import normalize
from urllib.parse import quote

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.records.addresses import FormerAddress
from pages.records.models import Person
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PREFIXES = {"ja": "", "en": "/en"}
# A page, and something at an address below it.
BELOW = [
    ("summit-5", "calendar.ics"),
    ("training-1", "calendar.ics"),
    ("events", "calendar.ics"),
    ("news", "feed/"),
    ("members", "{municipality}/"),
    ("people", "{person}/"),
]


@pytest.fixture(scope="module", autouse=True)
def loaded(content):
    """The whole content."""


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def page_of(language, slug):
    return Page.objects.get(locale__language_code=language, slug=slug).specific


def part_of(slug, part):
    if "{" not in part:
        return part
    return page_of("ja", slug).paths_below()[0]


def rename(slug, committing):
    page = page_of("ja", slug)
    page.slug = "renamed"
    with committing():
        page.save_revision().publish()


def move(slug, committing):
    with committing():
        page_of("ja", slug).move(page_of("ja", "site"), pos="last-child")


def rename_above(slug, committing):
    parent = page_of("ja", slug).get_parent()
    if parent.depth > 2:
        rename(parent.slug, committing)
    else:
        rename(slug, committing)


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("change", [rename, move, rename_above])
@pytest.mark.parametrize(("slug", "part"), BELOW)
def test_what_lives_below_a_page_is_found_from_its_old_address(
    client, committing, slug, part, change, language
):
    below = part_of(slug, part)
    before = page_of(language, slug)
    old = before.get_url() + below
    assert client.get(old).status_code == 200
    change(slug, committing)
    now = Page.objects.get(pk=before.pk).get_url() + below
    assert now != old
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, now)
    assert client.get(now).status_code == 200


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("change", [rename, move, rename_above])
@pytest.mark.parametrize(
    ("slug", "announcement"), [("summit-5", "held"), ("training-1", "opening")]
)
def test_an_announcement_keeps_its_address_when_that_of_its_item_changes(
    client, committing, slug, announcement, change, language
):
    before = page_of(language, slug)
    address = f"{PREFIXES[language]}/news/{slug}/{announcement}/"
    assert client.get(address)["Location"] == before.get_url()
    change(slug, committing)
    now = Page.objects.get(pk=before.pk).get_url()
    assert now != before.get_url()
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, now)


@pytest.mark.parametrize("language", PREFIXES)
def test_an_announcement_keeps_its_address_through_several_changes(client, committing, language):
    before = page_of(language, "summit-5")
    rename("summit-5", committing)
    move("renamed", committing)
    page = page_of("ja", "renamed")
    page.slug = "summit-five"
    with committing():
        page.save_revision().publish()
    now = Page.objects.get(pk=before.pk).get_url()
    assert now.endswith("/summit-five/")
    for slug in ("summit-5", "renamed", "summit-five"):
        response = client.get(f"{PREFIXES[language]}/news/{slug}/held/")
        assert (response.status_code, response.get("Location")) == (302, now)


@pytest.mark.parametrize("language", PREFIXES)
def test_the_old_address_of_an_item_belongs_to_whatever_stands_there_now(
    client, committing, language
):
    rename("summit-5", committing)
    successor = page_of("ja", "summit-4")
    successor.slug = "summit-5"
    with committing():
        successor.save_revision().publish()
    response = client.get(f"{PREFIXES[language]}/news/summit-5/held/")
    assert response["Location"] == page_of(language, "summit-5").get_url()
    assert client.get(f"{PREFIXES[language]}/news/renamed/never/").status_code == 404


def test_what_never_was_below_a_page_is_not_found_after_its_change_either(client, committing):
    old = page_of("ja", "summit-5").get_url()
    rename("summit-5", committing)
    assert client.get(f"{old}nothing/").status_code == 404
    assert client.get(f"{old}nothing.ics").status_code == 404


def typed(client, **fields):
    """A redirect as an editor types it in."""
    client.force_login(factories.UserFactory(is_superuser=True))
    fields = {"is_permanent": "on", **fields}
    assert client.post(reverse("wagtailredirects:add"), fields).status_code == 302
    client.logout()


@pytest.mark.parametrize("old", ["/flyer", "/en/flyer", "/2022/チラシ/", "/ガイド.html", "/a?b=1"])
@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_redirect_typed_in_works_in_both_languages_however_it_is_encoded(
    client, old, language, form
):
    page = page_of("en" if old.startswith("/en/") else "ja", "summit-5")
    typed(client, old_path=old, redirect_page=page.pk)
    path = normalize(form, PREFIXES[language] + old.removeprefix("/en"))
    response = client.get(quote(path, safe="/?=%"))
    assert (response.status_code, response["Location"]) == (
        301,
        page_of(language, "summit-5").get_url(),
    )


@pytest.mark.parametrize("language", PREFIXES)
def test_a_redirect_to_another_site_works_in_both_languages(client, language):
    typed(client, old_path="/flyer", redirect_link="https://example.org/flyer")
    assert client.get(PREFIXES[language] + "/flyer")["Location"] == "https://example.org/flyer"


@pytest.mark.parametrize("written", ["", "http://testserver"])
@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize(
    "link", ["/events/", "/events/?show=past#old", "/news/feed/", "/events/calendar.ics", "/data/"]
)
def test_a_redirect_to_an_address_of_this_site_keeps_the_language(client, link, language, written):
    Redirect.add_redirect("/old-in", written + link)
    response = client.get(f"{PREFIXES[language]}/old-in/")
    assert response["Location"] == f"{written}{PREFIXES[language]}{link}"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("link", ["/data/events.csv", "/sitemap.xml"])
def test_a_redirect_to_what_is_in_no_language_is_the_same_in_both(client, link):
    Redirect.add_redirect("/old-in", link)
    for prefix in PREFIXES.values():
        assert client.get(f"{prefix}/old-in/")["Location"] == link


def test_a_redirect_typed_for_one_language_leads_where_it_says(client):
    Redirect.add_redirect("/en/old-in", "/events/")
    assert client.get("/en/old-in/")["Location"] == "/events/"
    Redirect.add_redirect("/old-out", "/en/events/")
    assert client.get("/old-out/")["Location"] == "/en/events/"
    assert client.get("/en/old-out/")["Location"] == "/en/events/"


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize(
    ("slug", "below"),
    [("news", "?kind=event"), ("news", "feed/?page=1"), ("events", "?a=%E4%BC%9A")],
)
def test_a_page_keeps_the_choice_it_was_asked_for_when_its_address_changes(
    client, committing, slug, below, language
):
    page = page_of(language, slug)
    old = page.get_url()
    rename(slug, committing)
    response = client.get(old + below)
    assert response.status_code == 301
    assert response["Location"] == Page.objects.get(pk=page.pk).get_url() + below


@pytest.mark.parametrize("link", [None, "/contact/"])
def test_while_english_is_down_no_redirect_leads_into_japanese_for_good(client, committing, link):
    page = page_of("ja", "contact")
    if link:
        Redirect.add_redirect("/old-contact", link)
    else:
        typed(client, old_path="/old-contact", redirect_page=page.pk)
    old = page_of("en", "news").get_url()
    rename("news", committing)
    Page.objects.get(locale__language_code="en", depth=2).specific.unpublish()
    assert client.get("/en/old-contact/").status_code == 404
    assert client.get("/old-contact/")["Location"] == "/contact/"
    for address in (old, f"{old}feed/", f"{old}?kind=event"):
        response = client.get(address)
        assert response.status_code == 404 or response["Location"].startswith("/en/")


def test_a_redirect_to_a_page_not_in_english_leads_nowhere_in_english(client):
    page = page_of("ja", "contact")
    Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).delete()
    Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).update(live=False)
    Redirect.add_redirect("/old-contact", page)
    assert client.get("/old-contact")["Location"] == page.get_url()
    assert client.get("/en/old-contact/").status_code == 404


@pytest.mark.parametrize("language", PREFIXES)
def test_a_decomposed_address_of_a_person_leads_on(client, language):
    person = page_of("ja", "people").records()[0]
    FormerAddress.objects.create(person=Person.objects.get(pk=person.pk), address="ガイド-太郎")
    people = page_of(language, "people").get_url()
    path = normalize("NFD", "ガイド-太郎")
    chain = client.get(f"{people}{quote(path)}/", follow=True)
    assert chain.status_code == 200
    assert [status for _address, status in chain.redirect_chain] == [301, 301]
