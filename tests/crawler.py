"""A crawl by links alone, as somebody reads the portal who is not signed in."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from wagtail.models import Page

HOST = "testserver"
MOST = 3000
# Besides what links lead to: files, feeds, calendars, descriptions for programs, in both languages.
FILES = (
    *(f"/data/{name}.{kind}" for name in ("events", "awards", "proposals", "members")
      for kind in ("csv", "json")),
    "/sitemap.xml", "/robots.txt", "/healthz", "/favicon.ico", "/.well-known/security.txt",
)  # fmt: skip
DOORS = (
    "/", "/news/feed/", "/events/calendar.ics", "/opensearch.xml", "/search/", "/sitemap/",
    "/data/", "/_util/login/", "/nothing-here/",
)  # fmt: skip
START = (*FILES, *DOORS, *(f"/en{door}" for door in DOORS))
LINK = re.compile(
    r"""(?:href|src|action)=["']([^"'<>]+)["']|content=["'](https?:[^"'<>]+)["']|<loc>([^<]+)</loc>"""
)
SRCSET = re.compile(r'srcset="([^"]+)"')
# What stands within words for their looks: marks of found words, places to break, folded lines.
WITHIN_WORDS = re.compile(r"</?(?:mark|wbr|span|b)\b[^>]*>|\r\n ")


@dataclass(frozen=True)
class Answer:
    """The answer of an address."""

    status: int
    text: str

    def holds(self, word: str) -> bool:
        """Whether a word stands in it, however it is written."""
        return word.lower() in self.plain

    @cached_property
    def plain(self) -> str:
        """Its text as it is, and without what stands within words, in small letters."""
        return f"{self.text} {WITHIN_WORDS.sub('', self.text)}".lower()


def ask(client: Any, address: str, **query: str) -> Answer:
    """The answer of one address; of a file, its content."""
    return _answer(client.get(address, query))


def _answer(response: Any) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, unescape(body.decode("utf-8", "replace")))


def crawl(client: Any, *more: str) -> dict[str, Answer]:
    """Every address that links lead to. A choice in a list is opened, not followed."""
    waiting, answers = [*START, *more], {}
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        assert len(answers) < MOST
        response = client.get(address)
        answers[address] = _answer(response)
        if response.status_code in (301, 302):
            waiting += [local(response.url, address)]
        elif "?" not in address and "ml" in response.get("Content-Type", ""):
            waiting += [local(link, address) for link in _links(response.content.decode())]
        waiting = [each for each in waiting if each]
    return answers


def _links(text: str) -> list[str]:
    pictures = [part.split()[0] for found in SRCSET.findall(text) for part in found.split(",")]
    return [*("".join(found) for found in LINK.findall(text)), *pictures]


def local(link: str, base: str = "/") -> str:
    """The address on the portal that a link leads to; none for other sites and the admin."""
    url = urlsplit(urljoin(f"http://{HOST}{base}", unescape(urldefrag(link)[0])))
    if url.netloc != HOST or url.path.startswith(("/static/", "/admin/")):
        return ""
    return url.path + (f"?{url.query}" if url.query else "")


def addresses_of(page: Page) -> list[str]:
    """The addresses of a page in both languages, with its files, its parts and its previews."""
    addresses = []
    for version in page.get_translations(inclusive=True):
        own = version.get_url() or ""
        admin = f"/admin/pages/{version.pk}"
        addresses += [own, f"{own}calendar.ics", f"{own}feed/", f"/ja{own}"] if own else []
        addresses += [f"{admin}/view_draft/", f"{admin}/edit/preview/", f"{admin}/edit/"]
        addresses += [
            f"{admin}/revisions/{number}/view/"
            for number in version.revisions.values_list("pk", flat=True)
        ]
    return addresses


def broken(answers: dict[str, Answer]) -> list[str]:
    """The addresses that answer with an error of ours."""
    return [address for address, answer in answers.items() if answer.status >= 500]
