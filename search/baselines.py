"""What the search is measured against: a tuned index of Sudachi's words, and Wagtail's own."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable

from wagtail.models import Locale, Page

from search.analysis import times, words
from search.index.entries import fields_of
from search.models import Entry
from search.query.memory import memory
from search.query.vocabulary import LONGEST, key_of

Find = Callable[[str, str], list[str]]
TITLE, TEXT, OTHER, SYNONYM = 2.0, 1.0, 0.4, 0.6
KIND = {"news": 0.8, "page": 1.0, "document": 0.9}


def wagtail_search(text: str, lang: str) -> list[str]:
    """Wagtail's search over the pages of a language, as it comes."""
    tree = Locale.objects.get(language_code=lang)
    found = Page.objects.live().filter(locale=tree).search(text, operator="or")
    return [page.slug for page in found[:10]]


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
        """The keys found, the best first."""
        wanted = self._terms(text)
        weighed = [
            (self._weigh(wanted, counts, length) * KIND.get(entry.kind, 1.1), entry.key)
            for entry, counts, length in self._rows
            if entry.lang == lang
        ]
        return [key for weight, key in sorted(weighed, reverse=True) if weight > 0][:10]

    def _terms(self, text: str) -> dict[str, float]:
        found = [word for word in words(text) if not word.is_silent]
        wanted = dict.fromkeys((time.exact for time in times(text)), 1.0)
        wanted.update({term: 1.0 for word in found for term in word.terms})
        known = memory().vocabulary
        for begin in range(len(found)):
            for end in range(begin + 1, min(begin + LONGEST, len(found)) + 1):
                part = text[found[begin].start : found[end - 1].end]
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
