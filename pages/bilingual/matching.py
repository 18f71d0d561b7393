"""Matches the texts of two versions of a Japanese page with each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.3


@dataclass(frozen=True)
class TextPlace:
    """A text and its place: the path of its field or block."""

    path: str
    text: str

    @property
    def block(self) -> str:
        """The field, or the block of the running text, whatever the part of it."""
        return ".".join(self.path.split(".")[:2])


def match(old: Sequence[TextPlace], new: Sequence[TextPlace]) -> list[int | None]:
    """The index of the old text that a new one continues, or None, in the order of `new`.

    The same text in the same place first, then what changed in its place, then within its block
    (tables name cells by their text), then the same text in a block of another number: cut here
    and put in there.
    """
    matches: list[int | None] = [None] * len(new)
    free = set(range(len(old)))
    _same(old, new, matches, free, lambda place: (place.path, place.text))
    _alike(old, new, matches, free, lambda place: place.path)
    _alike(old, new, matches, free, lambda place: place.block)
    _same(old, new, matches, free, lambda place: place.text)
    return matches


Key = Callable[[TextPlace], object]


def _same(
    old: Sequence[TextPlace], new: Sequence[TextPlace], matches: list, free: set[int], key: Key
) -> None:
    waiting: dict[object, list[int]] = {}
    for index in sorted(free, reverse=True):
        waiting.setdefault(key(old[index]), []).append(index)
    for place, known in enumerate(matches):
        if known is None and waiting.get(key(new[place])):
            matches[place] = waiting[key(new[place])].pop()
            free.discard(matches[place])


def _alike(
    old: Sequence[TextPlace], new: Sequence[TextPlace], matches: list, free: set[int], key: Key
) -> None:
    """Pairs what is left in a group: the only two at once, else the most alike."""
    for place in [place for place, known in enumerate(matches) if known is None]:
        group = key(new[place])
        candidates = [index for index in sorted(free) if key(old[index]) == group]
        rivals = [
            index
            for index, known in enumerate(matches)
            if known is None and key(new[index]) == group
        ]
        if not candidates:
            continue
        best = max(candidates, key=lambda index: _likeness(old[index].text, new[place].text))
        alone = len(candidates) == len(rivals) == 1 and old[best].path == new[place].path
        if alone or _likeness(old[best].text, new[place].text) >= ALIKE:
            matches[place] = best
            free.discard(best)


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
