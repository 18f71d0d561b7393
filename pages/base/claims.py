"""Claims without evidence: what a page says, or was to say, of what readers cannot open.

A state or an announcement is kept back while its file or recording is missing. So that an editor
learns of it, the page names the gap: after publishing, and in `manage.py check_claims`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages import wording
from pages.base.copied_texts import refuse_unread_texts
from pages.base.facts import FactsMixin
from pages.media import PortalDocument
from portal import clock

# Words by which a text sends a reader to a file.
SENT_TO_A_FILE = re.compile(r"ダウンロード|download", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """A page with the sentence that says which of its claims has no evidence."""

    page: Page
    gap: str


def claims_without_evidence() -> Iterator[Claim]:
    """All claims of public pages, in either language, that nothing stands behind."""
    for page in Page.objects.filter(live=True, alias_of=None).order_by("path").specific():
        if isinstance(page, ClaimsMixin):
            yield from (Claim(page, gap) for gap in page.gaps_of_evidence())


class ClaimsMixin(FactsMixin):
    """A page that can name which of its claims have no evidence."""

    body: Any

    class Meta:
        abstract = True

    def gaps_of_evidence(self) -> list[str]:
        """A sentence for each claim that nothing stands behind; subclasses add their own."""
        sentence = _("“%(text)s” sends readers to a file that is not there.")
        return [sentence % {"text": text[:60]} for text in steps_without_file(self)]

    def refuse_publication(self) -> None:
        """No step may name a file that is not there, no copy have the unread texts of another."""
        super().refuse_publication()
        refuse_unread_texts(self)
        gaps = ClaimsMixin.gaps_of_evidence(self)
        if gaps:
            raise ValidationError({"body": gaps})


def gaps_of_documents(documents: Iterable[PortalDocument]) -> Iterator[str]:
    """The documents said to be published whose file cannot be opened."""
    for document in documents:
        day = document.published_on
        if day and day <= clock.today() and not document.has_file:
            names = {"title": document.title, "day": wording.format_date(day, weekday=False)}
            yield _("“%(title)s”, published on %(day)s, has no file: it is not announced.") % names


def documents_of(page: Any) -> list[PortalDocument]:
    """The documents that a page's facts name."""
    if not (page.facts and "documents" in page.facts_fields):
        return []
    return [row.document for row in page.facts.documents.all()]


def steps_without_file(page: Any) -> list[str]:
    """The texts of a page that send readers to a file which is not there."""
    texts = page.body.stream_block.get_searchable_content(page.body)
    sending = [text for text in map(str, texts) if SENT_TO_A_FILE.search(text)]
    if not sending:
        return []
    documents = [*documents_of(page), *documents_in(page)]
    return [text for text in sending if not _has_its_file(text, documents)]


def _has_its_file(text: str, documents: list[PortalDocument]) -> bool:
    """Whether the files named in the text are there; without a name, any file of the page."""
    named = [each for each in documents if _is_named(each, text)]
    if named:
        return all(each.has_file for each in named)
    return any(each.has_file for each in documents)


def _is_named(document: PortalDocument, text: str) -> bool:
    titles = (document.title, document.title_en)
    return any(title and title.casefold() in text.casefold() for title in titles)


def documents_in(page: Any) -> list[PortalDocument]:
    """The documents that the text of a page links to or lists."""
    references = page._meta.get_field("body").extract_references(page.body)
    numbers = [number for model, number, *_path in references if model is PortalDocument]
    return list(PortalDocument.objects.filter(pk__in=numbers))
