"""The index of the summit archive: themes, speakers, municipalities and prizes.

It is made of rows that the archive shows anyway, so it needs no queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pages.wording import is_japanese


@dataclass(frozen=True)
class SummitRecord:
    """A summit with the rounds of the awards whose prizes were presented there."""

    summit: Any
    award_rounds: list[Any]
    # Its year, where it is the first of that year in the list: links to the year lead there.
    opens_year: int | None

    @property
    def winners(self) -> list[Any]:
        """The winners of those rounds that may be shown."""
        return [row for award_round in self.award_rounds for row in award_round.public_winners]


@dataclass
class ArchiveRecord:
    """A record, and the summits at which it appears, the latest first."""

    record: Any
    summits: list[Any] = field(default_factory=list)


@dataclass
class ArchivePrize:
    """A prize, and who received it at which summit, the latest first."""

    record: Any
    winners: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class ArchiveIndex:
    """The entries of the index, by subject."""

    themes: list[Any]
    speakers: list[ArchiveRecord]
    municipalities: list[ArchiveRecord]
    prizes: list[ArchivePrize]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look up."""
        return not (self.themes or self.speakers or self.municipalities or self.prizes)


def records_of(summits: Iterable[Any], rounds: dict[int, list[Any]]) -> list[SummitRecord]:
    """The records of summits, latest first, with rounds by the id of the summit's facts."""
    records, years = [], set()
    for summit in summits:
        year = summit.day.year if summit.day else None
        opens_year = None if year in years else year
        records.append(SummitRecord(summit, rounds.get(summit.facts.pk, []), opens_year))
        years.add(year)
    return records


def index_of(summits: Iterable[SummitRecord]) -> ArchiveIndex:
    """The index of the archive's summits."""
    speakers: dict[int, ArchiveRecord] = {}
    municipalities: dict[int, ArchiveRecord] = {}
    prizes: dict[int, ArchivePrize] = {}
    themes = []
    for each in summits:
        summit = each.summit
        themes += [summit] if summit.theme else []
        for row in summit.facts.speakers.all():
            _note(speakers, row.person, summit)
            _note(municipalities, row.municipality, summit)
        for row in each.winners:
            _note(municipalities, row.municipality, summit)
            prize = prizes.setdefault(row.prize_id, ArchivePrize(row.prize))
            prize.winners.append((row.municipality, summit))
    return ArchiveIndex(
        themes=themes,
        speakers=sorted(speakers.values(), key=_by_name),
        municipalities=sorted(municipalities.values(), key=lambda line: _code(line.record)),
        prizes=sorted(prizes.values(), key=lambda prize: (prize.record.rank, prize.record.key)),
    )


def _note(lines: dict[int, ArchiveRecord], record: Any, summit: Any) -> None:
    """The summit once under the record, where there is a record."""
    if record is None:
        return
    line = lines.setdefault(record.pk, ArchiveRecord(record))
    if summit not in line.summits:
        line.summits.append(summit)


def _by_name(line: ArchiveRecord) -> tuple[bool, str, str]:
    """In the order of the language being read; those without a confirmed reading come last."""
    person = line.record
    reading = person.kana if is_japanese() else person.name_en
    return not reading, reading or "", person.name_ja


def _code(municipality: Any) -> tuple[int, str]:
    return municipality.prefecture, municipality.code or ""
