"""Which text of a page became which when its Japanese was published again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.3


@dataclass(frozen=True)
class Place:
    """A text and where it stands: the path of its field or block."""

    path: str
    text: str

    @property
    def block(self) -> str:
        """The field, or the block of the running text, whatever the part of it."""
        return ".".join(self.path.split(".")[:2])


def match(old: Sequence[Place], new: Sequence[Place]) -> list[int | None]:
    """For each new text the index of the old one it continues, if any.

    The same text in the same place first, then what changed in its place, then within its block
    (tables name cells by their text), then the same text in a block of another number: cut here
    and put in there.
    """
    found: list[int | None] = [None] * len(new)
    free = set(range(len(old)))
    _same(old, new, found, free, lambda place: (place.path, place.text))
    _alike(old, new, found, free, lambda place: place.path)
    _alike(old, new, found, free, lambda place: place.block)
    _same(old, new, found, free, lambda place: place.text)
    return found


Key = Callable[[Place], object]


def _same(
    old: Sequence[Place], new: Sequence[Place], found: list, free: set[int], key: Key
) -> None:
    waiting: dict[object, list[int]] = {}
    for index in sorted(free, reverse=True):
        waiting.setdefault(key(old[index]), []).append(index)
    for place, known in enumerate(found):
        if known is None and waiting.get(key(new[place])):
            found[place] = waiting[key(new[place])].pop()
            free.discard(found[place])


def _alike(
    old: Sequence[Place], new: Sequence[Place], found: list, free: set[int], key: Key
) -> None:
    """Pairs what is left in a group: the only two at once, else the most alike."""
    for place in [place for place, known in enumerate(found) if known is None]:
        group = key(new[place])
        candidates = [index for index in sorted(free) if key(old[index]) == group]
        rivals = [
            each for each, known in enumerate(found) if known is None and key(new[each]) == group
        ]
        if not candidates:
            continue
        best = max(candidates, key=lambda index: _likeness(old[index].text, new[place].text))
        alone = len(candidates) == len(rivals) == 1 and old[best].path == new[place].path
        if alone or _likeness(old[best].text, new[place].text) >= ALIKE:
            found[place] = best
            free.discard(best)


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
