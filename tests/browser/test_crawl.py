"""Reading on by links alone, from the two front pages through everything that was loaded."""

import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

OUTSIDE_THE_SITE = ("/admin/", "/django-admin/")


@dataclass(frozen=True)
class Found:
    """The response of an address."""

    status: int
    soup: BeautifulSoup | None

    @property
    def title(self) -> str:
        return self.soup.title.get_text(strip=True)

    @property
    def language(self) -> str:
        return self.soup.html["lang"]


def read(address: str) -> Found:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - loopback
            kind = answer.headers.get_content_type()
            text = answer.read()
    except urllib.error.HTTPError as error:
        return Found(error.code, None)
    return Found(200, BeautifulSoup(text, "html.parser") if kind == "text/html" else None)


def links_of(address: str, found: Found, root: str) -> set[str]:
    """The addresses on the site that a page leads to, with their fragments."""
    hrefs = (urljoin(address, link["href"]) for link in found.soup.select("a[href]"))
    return {
        href
        for href in hrefs
        if href.startswith(root) and not urlsplit(href).path.startswith(OUTSIDE_THE_SITE)
    }


@pytest.fixture(scope="module")
def crawl(portal):
    """All that is reached, and the links between. A choice in a list is opened, not followed."""
    found, links = {}, {}
    waiting = [f"{portal.url}/", f"{portal.url}/en/"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = read(address)
        if found[address].soup is None:
            continue
        links[address] = links_of(address, found[address], portal.url)
        if not urlsplit(address).query:
            waiting += [urldefrag(link).url for link in links[address]]
    return found, links


def test_no_link_is_broken(crawl):
    found, links = crawl
    broken = {address: each.status for address, each in found.items() if each.status != 200}
    from_where = {
        bad: [page for page, to in links.items() if bad in {urldefrag(link).url for link in to}]
        for bad in broken
    }
    assert not broken, from_where


def test_every_fragment_names_something(crawl):
    found, links = crawl
    missing = []
    for page, targets in links.items():
        for link in targets:
            address, fragment = urldefrag(link)
            soup = found[address].soup if address in found else None
            if fragment and soup is not None and soup.find(id=fragment) is None:
                missing.append((page, link))
    assert not missing


def test_no_page_is_an_orphan(crawl, portal):
    found, _links = crawl
    published = {f"{portal.url}{path}" for path in portal.page_types()}
    assert not published - found.keys()


def test_no_two_pages_of_a_language_have_one_title(crawl):
    found, _links = crawl
    pages = [each for address, each in found.items() if each.soup and not urlsplit(address).query]
    titles = Counter((each.language, each.title) for each in pages)
    assert not [title for title, count in titles.items() if count > 1]


def test_exactly_one_page_is_left_untranslated(crawl, portal):
    found, _links = crawl
    untranslated = [
        address.removeprefix(portal.url)
        for address, each in found.items()
        if each.soup and each.language == "en" and each.soup.select("meta[name=robots]")
    ]
    assert untranslated == ["/en/events/assemblies/assembly-2021/"]
