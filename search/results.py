"""Results as readers see them: titles and snippets with marks, facets, pages, suggestions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pages.base.items import family_of
from pages.base.listing import by_number
from pages.media import PortalDocument
from pages.wording import is_japanese
from search.analysis import fold
from search.facets import LANGUAGE_NAMES
from search.highlight import HighlightTerms, highlight_terms_of, marked, snippet
from search.index.documents import address_in_lists
from search.query.engine import PER_PAGE, ResultSet, search
from search.query.ranking import EntryValues, ScoredEntry
from search.request import BadSearchError, Request

MOST_RELATED = 5


@dataclass(frozen=True)
class Hit:
    """One result."""

    scored: ScoredEntry
    wanted: HighlightTerms
    read_as: tuple[str, ...] = ()  # readings of dates that the head of the page shows
    item: Any = None  # the event or round whose state is shown
    document: PortalDocument | None = None

    @property
    def entry(self) -> EntryValues:
        """The row of the index."""
        return self.scored.entry

    @property
    def is_complete(self) -> bool:
        """Whether it holds everything that was asked for."""
        return self.scored.is_complete

    @cached_property
    def title(self) -> SafeString:
        """The title with its marks."""
        return marked(self.entry.title, self.wanted)

    @cached_property
    def snippet(self) -> SafeString:
        """The part of the text in which the words stand."""
        return snippet(self.entry.text, self.wanted, self.entry.lang)

    @cached_property
    def url(self) -> str:
        """The address; of a PDF, of the page on which the words stand. Empty where there is none.

        A file may have been lost since it was indexed: then the row that says that it follows.
        """
        if self.document and self.document.file and not self.document.has_file:
            return address_in_lists(self.document, self.entry.lang)
        return f"{self.entry.url}#page={self.entry.part}" if self.entry.part else self.entry.url

    @property
    def foreign_language(self) -> str:
        """The language of the text where it is not the one being read, else empty."""
        return "" if is_japanese(self.entry.lang) == is_japanese() else self.entry.lang

    @property
    def language_name(self) -> str:
        """The language of the text in its own words."""
        return LANGUAGE_NAMES[self.entry.lang]

    @property
    def day(self) -> date | None:
        """The day shown beside the kind."""
        return self.entry.day

    @property
    def reasons(self) -> list[str]:
        """Why it matched, where neither the words nor the head of the page show it."""
        shown = [str(note) for note in self.scored.expansions if note.target]
        if not shown and "<mark>" not in self.title + self.snippet:
            return [_("its text in the other language, or the page it belongs to")]
        return [note for note in shown if note not in self.read_as]


@dataclass(frozen=True)
class Results:
    """Everything one page of results shows."""

    request: Request
    result_set: ResultSet

    @property
    def pages(self) -> int:
        """How many pages there are; one when there are no results."""
        return max(1, -(-self.result_set.total // PER_PAGE))

    @cached_property
    def hits(self) -> list[Hit]:
        """The results of the page asked for."""
        shown = self.result_set.page(self.request.page)
        wanted = highlight_terms_of(self.result_set.plan)
        items, read_as = _items(shown), tuple(self.read_as)
        documents = documents_among(result.entry.source for result in shown)
        return [
            Hit(
                scored=result,
                wanted=wanted,
                read_as=read_as,
                item=items.get(result.entry.source),
                document=documents.get(result.entry.source),
            )
            for result in shown
        ]

    @property
    def suggestion(self) -> str:
        """The words with slips of the pen put right, where that was needed to find anything."""
        text = self.request.query.text
        for concept in self.result_set.plan.concepts:
            if concept.correction:
                text = text.replace(concept.text, concept.correction)
        return text if text != self.request.query.text else ""

    @property
    def related(self) -> list[str]:
        """Other words for what was asked, in the reader's language, to go on with."""
        plan, ui = self.result_set.plan, self.request.filters.ui
        # The first variant of a concept is its own; that of a date says how it was read.
        others = (variant.synonym for concept in plan.concepts for variant in concept.variants[1:])
        asked = fold(self.request.query.text)
        fitting = (
            word
            for word in dict.fromkeys(others)
            if word and word.isascii() == (ui == "en") and fold(word) not in asked
        )
        return list(islice(fitting, MOST_RELATED))

    @property
    def read_as(self) -> list[str]:
        """How dates were understood: 令和4年 = 2022."""
        variants = [concept.variants[0] for concept in self.result_set.plan.concepts]
        return [str(variant.expansion) for variant in variants if variant.expansion]


def results_of(request: Request) -> Results:
    """The results of a search. Raises BadSearchError for a page that is not there."""
    results = Results(request, search(request.query, request.filters))
    if request.page > results.pages:
        message = _("There is no page %(page)s of these results; the last one is %(last)s.")
        raise BadSearchError(message % {"page": request.page, "last": results.pages})
    return results


def _items(shown: list[ScoredEntry]) -> dict[str, Any]:
    """The events and rounds among some results, with what their states follow from."""
    items: dict[str, Any] = {}
    numbers: dict[Any, list[int]] = defaultdict(list)
    for result in shown:
        family = family_of(result.entry.kind)
        if family and family.has_state:
            numbers[family].append(int(result.entry.source.partition(":")[2]))
    for family, keys in numbers.items():
        items.update((f"page:{page.pk}", page) for page in by_number(family, keys))
    return items


def documents_among(sources: Iterable[str]) -> dict[str, PortalDocument]:
    """The documents among some sources, in one query."""
    split = (source.partition(":") for source in sources)
    numbers = [int(number) for name, _colon, number in split if name == "document"]
    documents = PortalDocument.objects.filter(pk__in=numbers) if numbers else []
    return {f"document:{document.pk}": document for document in documents}
