"""The list of breaks: small changes of the code, with the tests that must notice each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Break:
    """A change of one place in one file that makes the portal wrong.

    `subject` is the name of its list.
    """

    subject: str
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
    """All breaks of the lists beside this file."""
    lists = sorted(Path(__file__).parent.glob("*.yaml"))
    return [each for file in lists for each in _breaks_of(file)]


def _breaks_of(file: Path) -> Iterator[Break]:
    for path, entries in yaml.safe_load(file.read_text()).items():
        for entry in entries:
            tests = tuple(entry["tests"])
            yield Break(subject=file.stem, path=path, **entry | {"tests": tests})


def faults(breaks: Iterable[Break], root: Path = ROOT) -> list[str]:
    """The breaks that no longer fit the code, and why; one fits when its text stands there once."""
    found = []
    for each in breaks:
        file = root / each.path
        count = file.read_text().count(each.old) if file.exists() else 0
        if count != 1:
            found.append(f"{each.path}: “{each.name}”: its old text stands there {count} times.")
    return found
