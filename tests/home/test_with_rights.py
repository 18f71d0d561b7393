"""Whoever has the rights reads a closed section as everybody read it before it was closed."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction

from pages.base.subpages import SubpageMixin
from portal import clock
from tests import factories
from tests.crawler import ask, local

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOMENT = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)
# The sections, and the language in which each is closed.
SECTIONS = {
    "events": "ja",
    "awards": "en",
    "proposals": "ja",
    "council": "en",
    "news": "en",
    "resources": "ja",
}


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(MOMENT):
        yield


def section(slug, language="ja"):
    return Page.objects.get(slug=slug, locale__language_code=language, depth=3)


def addresses_in(page):
    """The pages of a section in both languages, and one record of each list of records."""
    pages = page.get_descendants(inclusive=True).live()
    addresses = []
    for version in (each for found in pages for each in found.get_translations(inclusive=True)):
        addresses += [version.get_url(), *(version.get_url() + below for below in _below(version))]
    return addresses


def _below(page):
    return page.specific.paths_below()[:1]


def read(client, address):
    """The texts of an answer's main part, and where its links lead on this site or beyond."""
    answer = ask(client, address)
    assert answer.status in (200, 302), address
    main = BeautifulSoup(answer.text, "html.parser").find("main")
    if main is None:
        return []
    links = [local(link["href"], address) or link["href"] for link in main.select("a[href]")]
    return [*main.get_text("\n", strip=True).split("\n"), *links]


def close(page, kind=PageViewRestriction.LOGIN):
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open sesame")


def dead(client, texts):
    """Which of some texts are addresses on this site at which nothing is found."""
    links = {text for text in texts if text.startswith("/") and " " not in text}
    return {link for link in links if client.get(link).status_code == 404}


@pytest.mark.parametrize(("slug", "closed_in"), SECTIONS.items())
def test_a_closed_section_shows_its_readers_what_it_showed_everybody_without_dead_links(
    client, content, slug, closed_in
):
    addresses = addresses_in(section(slug))
    before = {address: set(read(client, address)) for address in addresses}
    close(section(slug, closed_in))
    client.force_login(factories.UserFactory())
    now = {address: set(read(client, address)) for address in addresses}
    assert not dead(client, set().union(*now.values()) - now.keys())
    lost = {address: before[address] - now[address] for address in addresses}
    # Only this section named them, so their own pages are gone; their names stand within lines.
    gone = dead(client, set().union(*lost.values()))
    missing = {
        address: {text for text in texts - gone if not any(text in line for line in now[address])}
        for address, texts in lost.items()
    }
    assert not any(missing.values()), missing


@pytest.mark.parametrize(("slug", "closed_in"), [("events", "en"), ("news", "ja")])
def test_calendars_and_feeds_of_a_closed_section_are_as_before_for_its_readers_alone(
    client, content, slug, closed_in
):
    files = files_in(section(slug))
    before = {address: ask(client, address) for address in files}
    close(section(slug, closed_in))
    assert not [address for address in files if client.get(address).status_code == 200]
    client.force_login(factories.UserFactory())
    assert [address for address in files if ask(client, address) != before[address]] == []
    assert {client.get(address)["Cache-Control"] for address in files} == {"private, no-store"}


def files_in(page):
    """The calendars and feeds of a section in both languages."""
    pages = page.get_descendants(inclusive=True).live().specific()
    pages = [each for each in pages if isinstance(each, SubpageMixin) and each.has_part]
    versions = [each for found in pages for each in found.get_translations(inclusive=True)]
    assert versions
    parts = [(each.get_url(), each.specific.part) for each in versions]
    return [url + (part if "." in part else f"{part}/") for url, part in parts]


def test_a_page_closed_by_more_than_its_section_stands_in_no_list_of_it(client, content):
    address, summits = section("events").get_url(), "/events/summits/"
    (fifth,) = {text for text in read(client, summits) if text.endswith("/summit-5/")}
    close(section("events"))
    close(Page.objects.get(slug="summit-5", locale__language_code="en"), "password")
    client.force_login(factories.UserFactory())
    shown = [*read(client, address), *read(client, summits)]
    assert any(text.endswith("/summit-4/") for text in shown)
    assert fifth not in shown


def test_a_page_for_all_tells_its_reader_nothing_of_a_section_that_is_not(client, content):
    close(section("events"))
    client.force_login(factories.UserFactory())
    assert read(client, "/events/")
    for address in ("/", "/en/", "/news/", "/awards/", "/resources/documents/"):
        assert not [text for text in read(client, address) if "/events/" in text], address
