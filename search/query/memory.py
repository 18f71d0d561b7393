"""What a process remembers of the index until the index changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from portal import clock
from search.index.database import Node, frequencies, matches
from search.index.store import state
from search.models import Entry
from search.query.rows import Row, read_rows
from search.query.spelling import Spelling
from search.query.vocabulary import Vocabulary, read_vocabulary
from search.query.waiting import items_to_come

MOST_TERMS = 50_000


@dataclass
class Memory:
    """Figures of one state of the index."""

    generation: int
    changes: int
    vocabulary: Vocabulary
    rows: dict[int, Row]
    length: float
    _known: dict[str, int] = field(default_factory=dict)
    _to_come: tuple[datetime, set[str]] | None = None

    def to_come(self) -> set[str]:
        """What readers do not see yet, asked for once a minute: days and hours begin with one.

        What an editor changes of it changes the index, and with it the memory.
        """
        minute = clock.now().replace(second=0, microsecond=0)
        held = self._to_come
        if held is None or held[0] != minute:
            held = self._to_come = (minute, items_to_come())
        return held[1]

    @cached_property
    def spelling(self) -> Spelling:
        """The words of all titles, and of names; read when the first slip is met."""
        titles = Entry.objects.filter(generation=self.generation).values_list("title", flat=True)
        return Spelling([*titles, *self.vocabulary.terms()])

    def found(self, node: Node) -> list[Row]:
        """The rows of a query; what is written just now is not known yet."""
        rows = self.rows
        return [rows[number] for _place, number in matches([node]) if number in rows]

    def count(self, terms: list[str]) -> dict[str, int]:
        """In how many rows each term stands."""
        missing = [term for term in terms if term not in self._known]
        if missing:
            found = frequencies(missing)
            if len(self._known) > MOST_TERMS:
                self._known.clear()
            self._known.update({term: found.get(term, 0) for term in missing})
        return self._known


_held: dict[str, Memory] = {}
_lock = threading.Lock()


class NoIndexError(RuntimeError):
    """Nothing can be searched before `manage.py rebuild_search` has run."""


def memory() -> Memory:
    """The memory of the present state. Raises NoIndexError."""
    found = state()
    if found is None or not found.current:
        raise NoIndexError
    held = _held.get("now")
    if held and (held.generation, held.changes) == (found.current, found.changes):
        return held
    with _lock:
        rows, length = read_rows(found.current)
        _held["now"] = Memory(
            generation=found.current,
            changes=found.changes,
            vocabulary=read_vocabulary(),
            rows=rows,
            length=length,
        )
    return _held["now"]


def forget() -> None:
    """For tests: another database, another memory."""
    _held.clear()
