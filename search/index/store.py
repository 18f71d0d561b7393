"""Writing the index: rows of a source replaced, or the whole built anew beside the one in use.

Rows carry the number of their generation and only the current one is searched. A rebuild writes
the next one and swaps at its end; what is published meanwhile goes into both.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy

from django.db import transaction
from django.db.models import F

from search.analysis import ANALYZER_VERSION
from search.index.database import Term, compact, found_among, stored
from search.index.drafts import Draft, all_sources, drafts_of
from search.index.entries import entries_of
from search.models import Entry, IndexState
from search.synonyms import add_shipped

BATCH = 100
Progress = Callable[[int, int], None]


def state() -> IndexState | None:
    """What is searched now; none before the first rebuild."""
    return IndexState.objects.first()


def is_up_to_date() -> bool:
    """Whether there is an index, made by the analysis of today."""
    found = state()
    return bool(found and found.current and found.analyzer == ANALYZER_VERSION)


def answers() -> bool:
    """Whether the full-text index finds anything; raises DatabaseError when it cannot be asked."""
    found = state()
    return bool(found_among([Term("wict")], found.current if found and found.current else 0))


def refresh(sources: Iterable[str]) -> None:
    """Read some pages, documents or recordings again; without an index there is nothing to do."""
    found = state()
    if found is None or not found.current:
        return
    sources = list(dict.fromkeys(sources))
    entries = [entry for source in sources for entry in _entries(drafts_of(source))]
    with transaction.atomic():
        for generation in filter(None, (found.current, found.building)):
            Entry.objects.filter(generation=generation, source__in=sources).delete()
            Entry.objects.bulk_create(_in_generation(entries, generation))
        count_change()


def count_change() -> None:
    """Tell all processes that what they remember of the index is old."""
    IndexState.objects.update(changes=F("changes") + 1)


def rebuild(progress: Progress | None = None, drafts: Iterable[Draft] | None = None) -> int:
    """Build the index anew, from everything there is or from given drafts; returns its rows."""
    sources = all_sources() if drafts is None else []
    number = _begin()
    for done in range(0, len(sources), BATCH):
        batch = sources[done : done + BATCH]
        # What was published since the beginning is there already.
        Entry.objects.filter(generation=number, source__in=batch).delete()
        _write((draft for source in batch for draft in drafts_of(source)), number)
        if progress:
            progress(min(done + BATCH, len(sources)), len(sources))
    _write(drafts or (), number)
    _swap(number)
    compact()
    return Entry.objects.filter(generation=number).count()


def _begin() -> int:
    found = state()
    if found is None:
        found = IndexState.objects.create()
        add_shipped()
    number = max(found.current or 0, found.building or 0) + 1
    IndexState.objects.update(building=number)
    return number


def _write(drafts: Iterable[Draft], generation: int) -> None:
    entries = _in_generation(_entries(drafts), generation)
    Entry.objects.bulk_create(entries, batch_size=BATCH)


def _swap(number: int) -> None:
    with transaction.atomic():
        IndexState.objects.update(
            current=number, building=None, analyzer=ANALYZER_VERSION, changes=F("changes") + 1
        )
        Entry.objects.exclude(generation=number).delete()


def _entries(drafts: Iterable[Draft]) -> Iterator[Entry]:
    for draft in drafts:
        for entry in entries_of(draft):
            entry.tokens = stored(entry.tokens)
            yield entry


def _in_generation(entries: Iterable[Entry], generation: int) -> Iterator[Entry]:
    for entry in entries:
        row = copy(entry)
        row.generation = generation
        yield row
