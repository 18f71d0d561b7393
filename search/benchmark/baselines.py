"""The baselines of the search: a tuned index of Sudachi's words, and stock Wagtail."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.db.models import Max
from modelsearch.backends.database import SearchBackend
from modelsearch.index import SearchField
from wagtail.models import Locale, Page

from search.analysis import times, words
from search.index.entries import fields_of
from search.models import Entry
from search.query.snapshot import snapshot
from search.query.vocabulary import LONGEST, key_of

BATCH = 500
Find = Callable[[str, str], list[str]]
TITLE, TEXT, OTHER, SYNONYM = 2.0, 1.0, 0.4, 0.6
KIND = {"news": 0.8, "page": 1.0, "document": 0.9}


def batched(rows: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Rows in lists of a size."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


class StockWagtail:
    """Wagtail's search as it comes, over the entries of our index, as pages of their own.

    It needs rows in Wagtail's tables: enter it, ask, and leave; nothing of it stays.
    """

    def __enter__(self) -> StockWagtail:
        self._backend = SearchBackend({})
        self._whole = transaction.atomic()
        self._whole.__enter__()
        self._backend.reset_indexes()
        entries = Entry.objects.filter(part=0).order_by("pk")
        self._locales = {locale.language_code: locale for locale in Locale.objects.all()}
        for batch in batched(entries.iterator(chunk_size=BATCH), BATCH):
            self._add(batch)
        return self

    def _add(self, entries: Iterable[Entry]) -> None:
        first = 1 + (Page.objects.aggregate(last=Max("pk"))["last"] or 0)
        pages = [
            Page(
                pk=number,
                path=f"~{number}",
                depth=2,
                title=entry.title,
                slug=entry.key,
                locale=self._locales[entry.lang],
                content_type=ContentType.objects.get_for_model(Page),
            )
            for number, entry in enumerate(entries, first)
        ]
        Page.objects.bulk_create(pages)
        texts = (IndexedEntry(page.pk, entry) for page, entry in zip(pages, entries, strict=True))
        self._backend.get_index_for_model(Page).add_items(Page, list(texts))

    def find(self, text: str, lang: str) -> list[str]:
        """The keys of its results; none where it fails, as it does at quotation marks."""
        made = Page.objects.filter(locale=self._locales[lang], path__startswith="~")
        try:
            with transaction.atomic():
                results = self._backend.search(text, made, operator="or")[:10]
                return [page.slug for page in results]
        except (DatabaseError, AttributeError):
            return []

    def __exit__(self, *error: object) -> None:
        transaction.set_rollback(True)
        self._whole.__exit__(None, None, None)


@dataclass(frozen=True)
class IndexedEntry:
    """An entry as Wagtail's index asks for it."""

    pk: int
    entry: Entry

    def get_search_fields(self) -> list[SearchField]:
        """Its title and text."""
        return [EntryField("title"), EntryField("text")]


class EntryField(SearchField):
    """A text of an entry."""

    def get_value(self, obj: IndexedEntry) -> str:
        """As it is written."""
        return str(getattr(obj.entry, self.field_name))


class TunedWords:
    """Sudachi's words under BM25 with the same synonyms, dates, boosts of titles and of kinds.

    It stands in for a well-tuned analyzer of a search server: what differs from the portal's
    search is the way of looking (no pairs of signs, readings, parts of compounds or tiers).
    """

    def __init__(self) -> None:
        self._rows: list[tuple[Entry, dict[str, float], float]] = []
        for entry in Entry.objects.all():
            fields = fields_of(entry)
            counts: dict[str, float] = defaultdict(float)
            for weight, line in (
                (TITLE, f"{fields.title_words} {fields.own_times}"),
                (TEXT, f"{fields.words} {fields.times} {fields.kind_words}"),
                (OTHER, fields.other_words),
            ):
                for term in line.split():
                    counts[term] += weight
            self._rows.append((entry, counts, sum(counts.values())))
        self._length = sum(length for *_rest, length in self._rows) / max(1, len(self._rows))
        self._frequency = Counter(term for _entry, counts, _length in self._rows for term in counts)

    def find(self, text: str, lang: str) -> list[str]:
        """The keys of its results, the best first."""
        wanted = self._terms(text)
        weighed = [
            (self._weigh(wanted, counts, length) * KIND.get(entry.kind, 1.1), entry.key)
            for entry, counts, length in self._rows
            if entry.lang == lang
        ]
        return [key for weight, key in sorted(weighed, reverse=True) if weight > 0][:10]

    def _terms(self, text: str) -> dict[str, float]:
        text_words = [word for word in words(text) if not word.is_silent]
        wanted = dict.fromkeys((time.exact for time in times(text)), 1.0)
        wanted.update({term: 1.0 for word in text_words for term in word.terms})
        known = snapshot().vocabulary
        for begin in range(len(text_words)):
            for end in range(begin + 1, min(begin + LONGEST, len(text_words)) + 1):
                part = text[text_words[begin].start : text_words[end - 1].end]
                for other in known.others(key_of(part)):
                    for word in words(other):
                        wanted.update({term: SYNONYM for term in word.terms if term not in wanted})
        return wanted

    def _weigh(self, wanted: dict[str, float], counts: dict[str, float], length: float) -> float:
        total = 0.0
        for term, weight in wanted.items():
            if term in counts:
                rows, there = len(self._rows), self._frequency[term]
                rarity = math.log(1 + (rows - there + 0.5) / (there + 0.5))
                held_back = 1.2 * (0.25 + 0.75 * length / self._length)
                total += weight * rarity * counts[term] * 2.2 / (counts[term] + held_back)
        return total
