"""The national register of municipalities: read as a whole, checked row by row, then written.

The command and the upload in the admin share it. The file is CSV in UTF-8 with the columns `pref`,
`city`, `citykana` and `lgcode` (the form of github.com/code4fukui/localgovjp); a column `romaji`
may give a name in Latin letters, without City, Town or Village, that kana do not tell.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backends

from pages.characters import portable
from pages.records.models import Municipality
from pages.records.municipal_names import is_ward_of_city, plain_kana, plain_name
from pages.records.prefectures import PREFECTURES
from pages.records.romanise import ReadingError, english_name
from pages.records.spelling import fold

COLUMNS = ("pref", "city", "citykana", "lgcode")
KINDS = {
    "市": Municipality.Kind.CITY,
    "区": Municipality.Kind.WARD,
    "町": Municipality.Kind.TOWN,
    "村": Municipality.Kind.VILLAGE,
}
NUMBERS = {names[0]: number for number, names in PREFECTURES.items()}
BATCH = 500


class RegisterError(Exception):
    """A file that cannot be loaded; its message has a line per problem."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class RegisterRow:
    """A municipality of the register."""

    line: int
    name: str
    kana: str
    english: str
    prefecture: int
    code: str

    @property
    def kind(self) -> Municipality.Kind:
        """By the last letter of the name."""
        return KINDS[self.name[-1]]


@dataclass
class LoadResult:
    """The counts of a run, and the municipalities it renamed."""

    added: int = 0
    completed: int = 0
    unchanged: int = 0
    wards: int = 0
    renamed: list[tuple[str, str]] = field(default_factory=list)  # the name before, the name now


@dataclass
class Register:
    """The rows of a file, without the wards of designated cities, and all its problems."""

    rows: list[RegisterRow] = field(default_factory=list)
    wards: int = 0
    problems: list[str] = field(default_factory=list)


def read_register(path: Path) -> Register:
    """All rows of a file; raises RegisterError, which names every bad line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        problem = _("it cannot be read (%(reason)s).") % {"reason": error.strerror}
        raise RegisterError([problem]) from error
    return register_of(raw)


def register_of(raw: bytes) -> Register:
    """All rows of a file's content; raises RegisterError, which names every bad line."""
    reader = csv.DictReader(StringIO(_text(raw), newline=""), strict=True)
    missing = [name for name in COLUMNS if name not in _columns(reader)]
    if missing:
        problem = _("the column '%(name)s' is missing.")
        raise RegisterError([_at(1, problem % {"name": name}) for name in missing])
    register = Register()
    lines: dict[str, int] = {}
    try:
        for record in reader:
            _add(register, reader.line_num, record, lines)
    except csv.Error as error:
        problem = _("this is not CSV (%(reason)s).") % {"reason": error}
        register.problems.append(_at(reader.line_num + 1, problem))
    if register.problems:
        raise RegisterError(register.problems)
    if not register.rows:
        raise RegisterError([_("there is no municipality in the file.")])
    return register


def _columns(reader: csv.DictReader) -> list[str]:
    """The names in the first line; one that is no CSV has none."""
    try:
        return list(reader.fieldnames or ())
    except csv.Error:
        return []


def _at(line: int, problem: str) -> str:
    return _("line %(line)d: %(problem)s") % {"line": line, "problem": problem}


def _text(raw: bytes) -> str:
    """The file's text without its byte order mark."""
    try:
        return str(portable(raw.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RegisterError([_at(line, _encoding_problem(raw))]) from error


def _encoding_problem(raw: bytes) -> str:
    if b"\0" in raw:  # no text of any program holds one
        return _("this is no text file. Choose the list saved as “CSV UTF-8”.")
    try:
        raw.decode("cp932")
    except UnicodeDecodeError:
        return _("this is not UTF-8.")
    return _("this is not UTF-8; it looks like Shift_JIS. Save the file as “CSV UTF-8”.")


def _add(register: Register, line: int, record: dict, lines: dict[str, int]) -> None:
    """Add a row, or note its problems."""
    values = {name: (record.get(name) or "").strip() for name in (*COLUMNS, "romaji")}
    code, prefecture = values["lgcode"], NUMBERS.get(values["pref"])
    is_ward = is_ward_of_city(values["city"], prefecture, code)
    values["citykana"] = plain_kana(values["citykana"], values["city"])
    values["city"] = plain_name(values["city"])
    problems = list(_problems(values, is_ward=is_ward))
    if code and code in lines:
        problem = _("the code %(code)s stands in line %(line)d already.")
        problems.append(problem % {"code": code, "line": lines[code]})
    lines.setdefault(code, line)
    if not problems and is_ward:
        register.wards += 1
        return
    try:
        row = None if problems else _row(line, values)
    except ReadingError as error:
        problems.append(str(error))
    register.problems += [_at(line, problem) for problem in problems]
    if not problems and row is not None:
        register.rows.append(row)


def _problems(values: dict[str, str], *, is_ward: bool) -> Iterator[str]:
    """The problems of a row by itself."""
    empty = [name for name in COLUMNS if not values[name]]
    if empty:
        problem = _("%(names)s must not be empty.")
        yield problem % {"names": _(" and ").join(empty)}
        return
    prefecture = NUMBERS.get(values["pref"])
    if prefecture is None:
        yield _("there is no prefecture '%(name)s'.") % {"name": values["pref"]}
    yield from _problems_of_code(values["lgcode"], prefecture, values["pref"])
    if values["city"][-1] not in KINDS and not is_ward:
        yield _("'%(name)s' is no 市, 区, 町 or 村.") % {"name": values["city"]}


def _problems_of_code(code: str, prefecture: int | None, name: str) -> Iterator[str]:
    """Six digits, of which the last is a check digit and the first two are the prefecture."""
    if not re.fullmatch("[0-9]{6}", code):
        yield _("'%(code)s' is not a code of six digits.") % {"code": code}
    elif check_digit(code[:5]) != code[5]:
        yield _("the check digit of %(code)s is wrong.") % {"code": code}
    elif prefecture and int(code[:2]) != prefecture:
        yield _("the code %(code)s is not of %(name)s.") % {"code": code, "name": name}


def check_digit(number: str) -> str:
    """The last digit of a code, from its first five (総務省: weights 6 to 2, modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def _row(line: int, values: dict[str, str]) -> RegisterRow:
    name, kana = values["city"], values["citykana"]
    english = english_name(name, kana, values["romaji"])
    return RegisterRow(line, name, kana, english, NUMBERS[values["pref"]], values["lgcode"])


# --- Writing ------------------------------------------------------------------------------


def load_register(register: Register) -> LoadResult:
    """Add the municipalities that are not there, complete those that are; known by their code.

    One that was typed in without a code is known by its name in any spelling. A key never changes,
    and a name that somebody has written stays, unless the municipality has got another one.
    """
    there = _on_record(register.rows)
    keys = _keys(register.rows, there)
    new = [_new(row, keys[row.code]) for row in register.rows if row.code not in there]
    known = [(there[row.code], row) for row in register.rows if row.code in there]
    names = {record.pk: record.name_ja for record, _row in known}
    completed = [record for record, row in known if _complete(record, row)]
    with transaction.atomic():
        Municipality.objects.bulk_create(new, batch_size=BATCH)
        Municipality.objects.bulk_update(completed, WRITTEN, batch_size=BATCH)
        _index([*new, *completed])
    return LoadResult(
        added=len(new),
        completed=len(completed),
        unchanged=len(known) - len(completed),
        wards=register.wards,
        renamed=[
            (names[record.pk], record.name_ja)
            for record in completed
            if names[record.pk] and names[record.pk] != record.name_ja
        ],
    )


WRITTEN = (
    "name_ja", "name_en", "kana", "kind", "prefecture", "code", "former_names", "forms",
)  # fmt: skip


def _on_record(rows: list[RegisterRow]) -> dict[str, Municipality]:
    """Records by code; one without a code gets that of the row that it must be."""
    records = list(Municipality.objects.all())
    there = {record.code: record for record in records if record.code}
    typed = {
        (fold(record.name_ja), record.prefecture): record for record in records if not record.code
    }
    for row in rows:
        record = typed.get((fold(row.name), row.prefecture))
        if record is not None and row.code not in there:
            there[row.code] = record
    return there


def _new(row: RegisterRow, key: str) -> Municipality:
    made = Municipality(
        key=key,
        name_ja=row.name,
        name_en=row.english,
        kana=row.kana,
        kind=row.kind,
        prefecture=row.prefecture,
        code=row.code,
    )
    made.complete()
    return made


def _complete(record: Municipality, row: RegisterRow) -> bool:
    """Fill what is empty, correct kind and prefecture, rename; whether anything was to do.

    An empty English name stays empty: it says that the form is not confirmed.
    """
    before = [getattr(record, name) for name in WRITTEN]
    if _has_new_name(record, row):
        former = [*record.former_names.split("\n"), record.name_ja, record.name_en or ""]
        record.former_names = "\n".join(dict.fromkeys(filter(None, former)))
        record.name_ja, record.kana = row.name, row.kana
        record.name_en = row.english if record.name_en else record.name_en
    record.code = row.code
    record.name_ja = record.name_ja or row.name
    record.kana = record.kana or row.kana
    record.kind, record.prefecture = row.kind, row.prefecture
    record.complete()
    return before != [getattr(record, name) for name in WRITTEN]


def _has_new_name(record: Municipality, row: RegisterRow) -> bool:
    """Whether the municipality is called otherwise now: not only spelt so, nor shortened (多久)."""
    name = record.name_ja or ""
    return name[-1:] in KINDS and fold(name) != fold(row.name)


def _keys(rows: list[RegisterRow], there: dict[str, Municipality]) -> dict[str, str]:
    """A key for every new municipality: `taku`, `fuchu-tokyo`, `misato-saitama-town`, by need.

    Whether a short key would do is asked of the whole file, so that its order does not matter.
    """
    taken = set(Municipality.objects.values_list("key", flat=True))
    counts = [Counter(_candidates(row)[step] for row in rows) for step in range(3)]
    keys = {}
    for row in (new for new in rows if new.code not in there):
        fitting = (
            key
            for step, key in enumerate(_candidates(row))
            if key not in taken and counts[step][key] == 1
        )
        keys[row.code] = next(fitting, f"m{row.code}")
        taken.add(keys[row.code])
    return keys


def _candidates(row: RegisterRow) -> tuple[str, str, str]:
    """From the shortest to the longest."""
    name = slugify(row.english.rsplit(" ", 1)[0])
    prefecture = slugify(PREFECTURES[row.prefecture][1])
    return name, f"{name}-{prefecture}", f"{name}-{prefecture}-{row.kind}"


def _index(records: Iterable[Municipality]) -> None:
    """Index the records for choosers: rows written in bulk send no signals."""
    written = list(records)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Municipality, written)
