"""The HTML of a mail, made from its text: paragraphs, lines and links, and nothing else."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

# In ASCII: a Japanese sentence may go on right behind an address.
ADDRESS = re.compile(r"https?://[!#-&(-;=?-~]*[#$%&*+/-9=@-Z_a-z~-]")


@dataclass(frozen=True)
class LinePart:
    """A part of a line, which leads somewhere or not."""

    text: str
    is_link: bool


Paragraphs = list[list[list[LinePart]]]


def addresses_in(texts: Iterable[str]) -> frozenset[str]:
    """The addresses of web pages in some texts."""
    return frozenset(address for text in texts for address in ADDRESS.findall(text))


def paragraphs_of(text: str, links: Collection[str]) -> Paragraphs:
    """A text as its paragraphs, lines and pieces; `links`: the addresses that lead somewhere."""
    return [
        [list(_pieces(line, links)) for line in paragraph.splitlines()]
        for paragraph in re.split(r"\n\s*\n", text.strip())
    ]


def html_of(subject: str, paragraphs: Paragraphs, language: str) -> str:
    """A mail as HTML that says the same as its text."""
    context = {"subject": subject, "language": language, "paragraphs": paragraphs}
    return render_to_string("emails/mail.html", context)


def _pieces(line: str, links: Collection[str]) -> Iterator[LinePart]:
    at = 0
    for match in ADDRESS.finditer(line):
        if match[0] in links:
            yield LinePart(line[at : match.start()], is_link=False)
            yield LinePart(match[0], is_link=True)
            at = match.end()
    yield LinePart(line[at:], is_link=False)
