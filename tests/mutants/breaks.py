"""The list of breaks: small changes of the code, with the tests that must notice each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
LISTS = (
    *("lifecycle", "bilingual", "caching", "awards", "search"),
    *("privacy", "evidence", "pairs", "robustness", "doors", "registration", "membership"),
    "entries",
    "questionnaires",
)


@dataclass(frozen=True)
class Break:
    """A change of one place in one file that makes the portal wrong."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]

    def apply_to(self, root: Path) -> None:
        """Write the broken file below `root`."""
        file = root / self.path
        file.write_text(file.read_text().replace(self.old, self.new, 1))


def read_breaks() -> list[Break]:
    """All breaks, in the order of the lists beside this file."""
    folder = Path(__file__).parent
    return [each for name in LISTS for each in _breaks_of(folder / f"{name}.yaml")]


def _breaks_of(file: Path) -> Iterator[Break]:
    for path, entries in yaml.safe_load(file.read_text()).items():
        for entry in entries:
            yield Break(path=path, **entry | {"tests": tuple(entry["tests"])})


def faults(breaks: Iterable[Break], root: Path = ROOT) -> list[str]:
    """The breaks that no longer fit the code, and why; one fits when its text stands there once."""
    found = []
    for each in breaks:
        file = root / each.path
        count = file.read_text().count(each.old) if file.exists() else 0
        if count != 1:
            found.append(f"{each.path}: “{each.name}”: its old text stands there {count} times.")
    return found
