"""A snapshot of the index, which a process keeps in memory until the index changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime

from portal import clock
from search.index.database import Node, frequencies, matches
from search.index.store import state
from search.models import Entry
from search.query.embargo import embargoed_items
from search.query.rows import IndexRow, read_rows
from search.query.spelling import Spelling
from search.query.vocabulary import Vocabulary, read_vocabulary

MOST_TERMS = 50_000


@dataclass
class Snapshot:
    """The rows, statistics and vocabulary of one state of the index."""

    generation: int
    changes: int
    vocabulary: Vocabulary
    rows: dict[int, IndexRow]
    length: float
    _known: dict[str, int] = field(default_factory=dict)
    _embargoed: tuple[datetime, set[str]] | None = None
    _spelling: tuple[set[str], Spelling] | None = None

    def embargoed(self) -> set[str]:
        """The items under embargo, read once a minute, as embargoes end at the start of one.

        An editor's change of an embargo changes the index, and with it the snapshot.
        """
        minute = clock.now().replace(second=0, microsecond=0)
        held = self._embargoed
        if held is None or held[0] != minute:
            held = self._embargoed = (minute, embargoed_items())
        return held[1]

    @property
    def spelling(self) -> Spelling:
        """The words of published titles and names; read when the first misspelling is met.

        And again under another embargo: the day has changed, or an editor looks at another one.
        """
        embargoed = self.embargoed()
        held = self._spelling
        if held is None or held[0] != embargoed:
            held = self._spelling = (embargoed, self._read_spelling(embargoed))
        return held[1]

    def _read_spelling(self, embargoed: set[str]) -> Spelling:
        entries = Entry.objects.filter(generation=self.generation)
        published = entries.exclude(item__in=embargoed)
        return Spelling([*published.values_list("title", flat=True), *self.vocabulary.terms()])

    def matching(self, node: Node) -> list[IndexRow]:
        """The rows that match a query; rows written since the snapshot are left out."""
        rows = self.rows
        return [rows[number] for _position, number in matches([node]) if number in rows]

    def count(self, terms: list[str]) -> dict[str, int]:
        """The document frequency of terms."""
        missing = [term for term in terms if term not in self._known]
        if missing:
            counts = frequencies(missing)
            if len(self._known) > MOST_TERMS:
                self._known.clear()
            self._known.update({term: counts.get(term, 0) for term in missing})
        return self._known


_held: dict[str, Snapshot] = {}
_lock = threading.Lock()


class NoIndexError(RuntimeError):
    """There is nothing to search before `manage.py rebuild_search` has run."""


def snapshot() -> Snapshot:
    """The snapshot of the present state. Raises NoIndexError."""
    now = state()
    if now is None or not now.current:
        raise NoIndexError
    held = _held.get("now")
    if held and (held.generation, held.changes) == (now.current, now.changes):
        return held
    with _lock:
        rows, length = read_rows(now.current)
        _held["now"] = Snapshot(
            generation=now.current,
            changes=now.changes,
            vocabulary=read_vocabulary(),
            rows=rows,
            length=length,
        )
    return _held["now"]


def forget() -> None:
    """Drop the snapshot: for tests, whose database changes."""
    _held.clear()
