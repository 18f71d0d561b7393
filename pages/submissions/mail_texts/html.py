"""The HTML of a mail, made from its text: paragraphs, lines and links, and nothing else."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# In ASCII: a Japanese sentence may go on right behind an address.
ADDRESS = re.compile(r"https?://[!#-&(-;=?-~]*[#$%&*+/-9=@-Z_a-z~-]")
BREAK = SafeString("<br>")


def addresses_in(texts: Iterable[str]) -> frozenset[str]:
    """The addresses of web pages in some texts."""
    return frozenset(address for text in texts for address in ADDRESS.findall(text))


def paragraphs_of(text: str, links: Collection[str]) -> list[SafeString]:
    """A text as paragraphs of HTML; `links`: the addresses that lead somewhere."""
    return [
        format_html_join(BREAK, "{}", ((_line(line, links),) for line in paragraph.splitlines()))
        for paragraph in re.split(r"\n\s*\n", text.strip())
    ]


def html_of(subject: str, paragraphs: Sequence[SafeString], language: str) -> str:
    """A mail as HTML that says the same as its text."""
    context = {"subject": subject, "language": language, "paragraphs": paragraphs}
    return render_to_string("emails/mail.html", context)


def _line(line: str, links: Collection[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _parts(line, links)))


def _parts(line: str, links: Collection[str]) -> Iterator[str]:
    at = 0
    for match in ADDRESS.finditer(line):
        if match[0] in links:
            yield line[at : match.start()]
            yield format_html('<a href="{0}">{0}</a>', match[0])
            at = match.end()
    yield line[at:]
