"""The map of prefectures as data: one tile per prefecture, in the order of their codes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pages.records.models import Municipality
from pages.records.prefectures import PREFECTURES

# From this number on a tile is dark.
MANY = 2


@dataclass(frozen=True)
class Tile:
    """A prefecture and how many municipalities of it are shown."""

    number: int
    name_ja: str
    name_en: str
    count: int

    @property
    def look(self) -> str:
        """The classes of the tile: its place on the map, and light or dark."""
        shade = " n0" if not self.count else " n5" if self.count >= MANY else ""
        return f"p{self.number}{shade}"


def tiles(prefectures: Iterable[int]) -> list[Tile]:
    """All 47 tiles, with the number of occurrences of their prefecture."""
    counts = Counter(prefectures)
    return [
        Tile(number, _short(japanese), english, counts[number])
        for number, (japanese, english) in PREFECTURES.items()
    ]


def _short(name: str) -> str:
    """青森県 -> 青森; 北海道 has no shorter form."""
    return name if name.endswith("道") else name[:-1]


@dataclass(frozen=True)
class MunicipalityMap:
    """The numbers and the map of the municipalities on record."""

    tiles: list[Tile]
    municipalities: int
    prefectures: int


def on_record_map() -> MunicipalityMap:
    """The map of all municipalities on record, in one query."""
    numbers = list(Municipality.objects.on_record().values_list("prefecture", flat=True))
    return MunicipalityMap(tiles(numbers), len(numbers), len(set(numbers)))
