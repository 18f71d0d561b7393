"""Writing the index: rows of a source replaced, or the whole built anew beside the one in use.

Rows carry the number of their generation and only the current one is searched. A rebuild writes
the next one and swaps at its end; what is published meanwhile goes into both.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from portal import clock
from search.analysis import ANALYZER_VERSION
from search.index.database import Term, compact, queries_with_matches, stored
from search.index.documents import IndexDocument, all_sources, documents_of
from search.index.entries import entries_of
from search.models import Entry, IndexState
from search.synonyms import add_shipped

BATCH = 100
# The slowest thing between two signs of life is a PDF, which is given half a minute.
SILENT_AFTER = timedelta(minutes=3)
Progress = Callable[[int, int], None]


class OvertakenError(Exception):
    """Another rebuild has begun, or this one gave no sign of life for too long: it ends here."""


def state() -> IndexState | None:
    """The state of the index; None before the first rebuild."""
    return IndexState.objects.first()


def is_up_to_date() -> bool:
    """Whether there is an index, made by the analysis of today."""
    present = state()
    return bool(present and present.current and present.analyzer == ANALYZER_VERSION)


def answers() -> bool:
    """Whether the full-text index finds anything; raises DatabaseError when it cannot be asked."""
    present = state()
    return bool(
        queries_with_matches([Term("wict")], present.current if present and present.current else 0)
    )


def has_begun() -> bool:
    """Whether there is an index, or one is being built, that changes must reach."""
    return IndexState.objects.exclude(current=None, building=None).exists()


def refresh(sources: Iterable[str]) -> None:
    """Read some pages, documents or recordings again; without an index there is nothing to do."""
    present = state()
    if present is None:
        return
    sources = list(dict.fromkeys(sources))
    entries = [entry for source in sources for entry in _entries(documents_of(source))]
    with transaction.atomic():
        for generation in filter(None, (present.current, present.building)):
            Entry.objects.filter(generation=generation, source__in=sources).delete()
            Entry.objects.bulk_create(_in_generation(entries, generation))
        count_change()


def count_change() -> None:
    """Invalidate the snapshots of the index that processes keep."""
    IndexState.objects.update(changes=F("changes") + 1)


def rebuild(
    progress: Progress | None = None, documents: Iterable[IndexDocument] | None = None
) -> int:
    """Build the index anew, from everything there is or from given documents; returns its rows."""
    number = _begin()  # before it is listed what there is: changes since then are read again
    sources = all_sources() if documents is None else []
    for done in range(0, len(sources), BATCH):
        batch = sources[done : done + BATCH]
        # What was published since the beginning is there already.
        Entry.objects.filter(generation=number, source__in=batch).delete()
        _write(_read_alive(batch, number), number)
        if progress:
            progress(min(done + BATCH, len(sources)), len(sources))
    _write(documents or (), number)
    _swap(number)
    compact()
    return Entry.objects.filter(generation=number).count()


def _begin() -> int:
    present = state()
    if present is None:
        present = IndexState.objects.create()
        add_shipped()
    number = max(present.current or 0, present.building or 0) + 1
    IndexState.objects.update(building=number, building_at=clock.real_now())
    return number


def _read_alive(sources: list[str], number: int) -> Iterator[IndexDocument]:
    """The documents of some sources, with a sign of life before the reading of every one.

    Raises OvertakenError where another rebuild has begun since.
    """
    for source in sources:
        alive = IndexState.objects.filter(building=number).update(building_at=clock.real_now())
        if not alive:
            raise OvertakenError
        yield from documents_of(source)


def stopped_halfway() -> bool:
    """Whether a rebuild has begun that gives no sign of life any more."""
    latest = clock.real_now() - SILENT_AFTER
    silent = IndexState.objects.exclude(building=None).exclude(building_at__gte=latest)
    return silent.exists()


def clear_halfway() -> None:
    """Take back what a rebuild left that was killed: its mark and its rows."""
    if not stopped_halfway():
        return
    with transaction.atomic():
        present = IndexState.objects.select_for_update().get()
        if present.building is not None:
            Entry.objects.filter(generation=present.building).delete()
            IndexState.objects.update(building=None, building_at=None)


def _write(documents: Iterable[IndexDocument], generation: int) -> None:
    entries = _in_generation(_entries(documents), generation)
    Entry.objects.bulk_create(entries, batch_size=BATCH)


def _swap(number: int) -> None:
    with transaction.atomic():
        ours = IndexState.objects.filter(building=number)
        if not ours.update(
            current=number,
            building=None,
            building_at=None,
            analyzer=ANALYZER_VERSION,
            changes=F("changes") + 1,
        ):
            raise OvertakenError
        Entry.objects.exclude(generation=number).delete()


def _entries(documents: Iterable[IndexDocument]) -> Iterator[Entry]:
    for document in documents:
        for entry in entries_of(document):
            entry.tokens = stored(entry.tokens)
            yield entry


def _in_generation(entries: Iterable[Entry], generation: int) -> Iterator[Entry]:
    for entry in entries:
        row = copy(entry)
        row.generation = generation
        yield row
