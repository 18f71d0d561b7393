"""The archive's own index: by which themes, speakers, municipalities and prizes summits are found.

Made of what the archive shows anyway, so it asks the database nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pages.wording import is_japanese


@dataclass
class Line:
    """A record, and the summits at which it appears, the latest first."""

    record: Any
    summits: list[Any] = field(default_factory=list)


@dataclass
class Prize:
    """A prize, and who received it at which summit, the latest first."""

    record: Any
    winners: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class ArchiveIndex:
    """What leads into the archive besides the year."""

    themes: list[Any]
    speakers: list[Line]
    municipalities: list[Line]
    prizes: list[Prize]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look up."""
        return not (self.themes or self.speakers or self.municipalities or self.prizes)


def index_of(summits: Iterable[Any]) -> ArchiveIndex:
    """The index of summits that know their rounds of the awards (`award_rounds_here`)."""
    speakers: dict[int, Line] = {}
    municipalities: dict[int, Line] = {}
    prizes: dict[int, Prize] = {}
    themes = []
    for summit in summits:
        themes += [summit] if summit.theme else []
        won = [row for each in summit.award_rounds_here for row in each.facts.winners.all()]
        for row in summit.facts.speakers.all():
            _note(speakers, row.person, summit)
            _note(municipalities, row.municipality, summit)
        for row in won:
            _note(municipalities, row.municipality, summit)
            prize = prizes.setdefault(row.prize_id, Prize(row.prize))
            prize.winners.append((row.municipality, summit))
    return ArchiveIndex(
        themes=themes,
        speakers=sorted(speakers.values(), key=_by_name),
        municipalities=sorted(municipalities.values(), key=lambda line: _code(line.record)),
        prizes=sorted(prizes.values(), key=lambda each: (each.record.rank, each.record.key)),
    )


def _note(lines: dict[int, Line], record: Any, summit: Any) -> None:
    """The summit once under the record, where there is a record."""
    if record is None:
        return
    line = lines.setdefault(record.pk, Line(record))
    if summit not in line.summits:
        line.summits.append(summit)


def _by_name(line: Line) -> tuple[bool, str, str]:
    """In the order of the language being read; those without a confirmed reading come last."""
    person = line.record
    reading = person.kana if is_japanese() else person.name_en
    return not reading, reading or "", person.name_ja


def _code(municipality: Any) -> tuple[int, str]:
    return municipality.prefecture, municipality.code or ""
