"""Results as readers see them: titles and snippets with marks, facets, pages, suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pages.awards.models import AwardRoundPage
from pages.base.listing import by_number
from pages.events.event import EventPage
from pages.media import PortalDocument
from search.analysis import fold
from search.choices import BadSearchError, Request
from search.highlight import Wanted, marked, snippet, wanted_by
from search.query.engine import PER_PAGE, Found, search
from search.query.ranking import Text, Weighed

STATED = {"summit": EventPage, "assembly": EventPage, "session": EventPage,
          "training": EventPage, "award": AwardRoundPage}  # fmt: skip

MOST_RELATED = 5


@dataclass(frozen=True)
class Hit:
    """One result."""

    found: Weighed
    wanted: Wanted
    read_as: tuple[str, ...] = ()  # what the head of the page says already
    item: Any = None  # the event or round whose state is shown
    document: PortalDocument | None = None

    @property
    def entry(self) -> Text:
        """The row of the index."""
        return self.found.entry

    @property
    def is_complete(self) -> bool:
        """Whether it holds everything that was asked for."""
        return self.found.is_complete

    @cached_property
    def title(self) -> SafeString:
        """The title with its marks."""
        return marked(self.entry.title, self.wanted)

    @cached_property
    def snippet(self) -> SafeString:
        """The part of the text in which the words stand."""
        return snippet(self.entry.text, self.wanted, self.entry.lang)

    @property
    def url(self) -> str:
        """The address; of a PDF, of the page on which the words stand."""
        return f"{self.entry.url}#page={self.entry.part}" if self.entry.part else self.entry.url

    @property
    def day(self) -> date | None:
        """The day shown beside the kind."""
        return self.entry.day

    @property
    def reasons(self) -> list[str]:
        """Why it was found, where neither the words nor the head of the page show it."""
        said = [note for note in self.found.notes if " = " in note or " → " in note]
        if not said and "<mark>" not in self.title + self.snippet:
            return [_("its text in the other language, or the page it belongs to")]
        return [note for note in said if note not in self.read_as]


@dataclass(frozen=True)
class Results:
    """Everything one page of results shows."""

    request: Request
    found: Found

    @property
    def pages(self) -> int:
        """How many pages there are; one when nothing was found."""
        return max(1, -(-self.found.total // PER_PAGE))

    @cached_property
    def hits(self) -> list[Hit]:
        """The results of the page asked for."""
        shown = self.found.shown(self.request.page)
        wanted = wanted_by(self.found.plan)
        items, documents, read_as = _items(shown), _documents(shown), tuple(self.read_as)
        return [
            Hit(
                found=each,
                wanted=wanted,
                read_as=read_as,
                item=items.get(each.entry.source),
                document=documents.get(each.entry.source),
            )
            for each in shown
        ]

    @property
    def suggestion(self) -> str:
        """The words with slips of the pen put right, where that was needed to find anything."""
        text = self.request.query.text
        for group in self.found.plan.groups:
            if group.meant:
                text = text.replace(group.text, group.meant)
        return text if text != self.request.query.text else ""

    @property
    def related(self) -> list[str]:
        """Other words for what was asked, in the reader's language, to go on with."""
        plan, ui = self.found.plan, self.request.choice.ui
        # The first way of a group is its own; that of a date says how it was read.
        notes = (way.note for group in plan.groups for way in group.ways[1:])
        others = (note.partition(" = ")[2] for note in notes)
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
        ways = [group.ways[0] for group in self.found.plan.groups]
        return [way.note for way in ways if way.note]


def results_of(request: Request) -> Results:
    """The results of a search. Raises BadSearchError for a page that is not there."""
    results = Results(request, search(request.query, request.choice))
    if request.page > results.pages:
        said = _("There is no page %(page)s of these results; the last one is %(last)s.")
        raise BadSearchError(said % {"page": request.page, "last": results.pages})
    return results


def _items(shown: list[Weighed]) -> dict[str, Any]:
    """The events and rounds among some results, with what their states follow from."""
    items: dict[str, Any] = {}
    for model in (EventPage, AwardRoundPage):
        numbers = [
            int(each.entry.source.partition(":")[2])
            for each in shown
            if STATED.get(each.entry.kind) is model
        ]
        for page in by_number(model, numbers) if numbers else ():
            items[f"page:{page.pk}"] = page
    return items


def _documents(shown: list[Weighed]) -> dict[str, PortalDocument]:
    numbers = [
        int(each.entry.source.partition(":")[2])
        for each in shown
        if each.entry.source.startswith("document:")
    ]
    found = PortalDocument.objects.filter(pk__in=numbers) if numbers else []
    return {f"document:{each.pk}": each for each in found}
