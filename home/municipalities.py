"""The national register of municipalities: read as a whole, checked row by row, then written.

The file is CSV in UTF-8 with the columns `pref`, `city`, `citykana` and `lgcode` (the form of
github.com/code4fukui/localgovjp); a column `romaji` may give a name in Latin letters, without City,
Town or Village, that kana do not tell.
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
from wagtail.search.backends import get_search_backends

from pages.records.models import Municipality
from pages.records.prefectures import PREFECTURES
from pages.records.romanise import ReadingError, english_name

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
    """What is wrong with the file, a line for each fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
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
class Loaded:
    """What a run did."""

    added: int = 0
    completed: int = 0
    unchanged: int = 0
    wards: int = 0


@dataclass
class Register:
    """The rows of a file, the wards of designated cities left out, and every fault found."""

    rows: list[Row] = field(default_factory=list)
    wards: int = 0
    problems: list[str] = field(default_factory=list)


def read_register(path: Path) -> Register:
    """All rows of a file; raises RegisterError, which names every bad line."""
    reader = csv.DictReader(StringIO(_text(path), newline=""), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise RegisterError([f"line 1: the column '{name}' is missing." for name in missing])
    register = Register()
    lines: dict[str, int] = {}
    try:
        for record in reader:
            _add(register, reader.line_num, record, lines)
    except csv.Error as error:
        register.problems.append(f"line {reader.line_num + 1}: this is not CSV ({error}).")
    if register.problems:
        raise RegisterError(register.problems)
    if not register.rows:
        raise RegisterError(["there is no municipality in the file."])
    return register


def _text(path: Path) -> str:
    """The file's text without its byte order mark."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RegisterError([f"it cannot be read ({error.strerror})."]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RegisterError([f"line {line}: this is not UTF-8{_guess(raw)}."]) from error


def _guess(raw: bytes) -> str:
    try:
        raw.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return "; it looks like Shift_JIS. Save the file as “CSV UTF-8”"


def _add(register: Register, line: int, record: dict, lines: dict[str, int]) -> None:
    """Take a row in, or note what is wrong with it."""
    values = {name: (record.get(name) or "").strip() for name in (*COLUMNS, "romaji")}
    problems = list(_problems(values))
    code = values["lgcode"]
    if code and code in lines:
        problems.append(f"the code {code} stands in line {lines[code]} already")
    lines.setdefault(code, line)
    if not problems and _is_ward_of_a_city(values["city"]):
        register.wards += 1
        return
    try:
        row = None if problems else _row(line, values)
    except ReadingError as error:
        problems.append(str(error).rstrip("."))
    register.problems += [f"line {line}: {problem}." for problem in problems]
    if not problems and row is not None:
        register.rows.append(row)


def _is_ward_of_a_city(name: str) -> bool:
    """札幌市 中央区: no municipality of its own."""
    return re.fullmatch(r".+市\s+.+区", name) is not None


def _problems(values: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row by itself."""
    empty = [name for name in COLUMNS if not values[name]]
    if empty:
        yield f"{' and '.join(empty)} must not be empty"
        return
    code, prefecture = values["lgcode"], NUMBERS.get(values["pref"])
    if prefecture is None:
        yield f"there is no prefecture '{values['pref']}'"
    if not re.fullmatch("[0-9]{6}", code):
        yield f"'{code}' is not a code of six digits"
    elif check_digit(code[:5]) != code[5]:
        yield f"the check digit of {code} is wrong"
    elif prefecture and int(code[:2]) != prefecture:
        yield f"the code {code} is not of {values['pref']}"
    if values["city"][-1] not in KINDS:
        yield f"'{values['city']}' is no 市, 区, 町 or 村"


def check_digit(number: str) -> str:
    """The last digit of a code, from its first five (総務省: weights 6 to 2, modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def _row(line: int, values: dict[str, str]) -> Row:
    name, kana = values["city"], values["citykana"]
    english = english_name(name, kana, values["romaji"])
    return Row(line, name, kana, english, NUMBERS[values["pref"]], values["lgcode"])


# --- Writing ------------------------------------------------------------------------------


def load_register(register: Register) -> Loaded:
    """Add the municipalities that are not there, complete those that are; known by their code.

    One that was typed in without a code is known by its name. A key never changes, and a name that
    somebody has written stays.
    """
    there = _on_record(register.rows)
    keys = _keys(register.rows, there)
    new = [_new(row, keys[row.code]) for row in register.rows if row.code not in there]
    known = [(there[row.code], row) for row in register.rows if row.code in there]
    completed = [record for record, row in known if _complete(record, row)]
    with transaction.atomic():
        Municipality.objects.bulk_create(new, batch_size=BATCH)
        Municipality.objects.bulk_update(
            completed, ["name_ja", "kana", "kind", "prefecture", "code"], batch_size=BATCH
        )
        _index([*new, *completed])
    return Loaded(len(new), len(completed), len(known) - len(completed), register.wards)


def _on_record(rows: list[Row]) -> dict[str, Municipality]:
    """What is there, by code; a record without one gets the code of the row that it must be."""
    records = list(Municipality.objects.all())
    there = {record.code: record for record in records if record.code}
    typed = {(each.name_ja, each.prefecture): each for each in records if not each.code}
    for row in rows:
        record = typed.get((row.name, row.prefecture))
        if record is not None and row.code not in there:
            there[row.code] = record
    return there


def _new(row: Row, key: str) -> Municipality:
    return Municipality(
        key=key,
        name_ja=row.name,
        name_en=row.english,
        kana=row.kana,
        kind=row.kind,
        prefecture=row.prefecture,
        code=row.code,
    )


def _complete(record: Municipality, row: Row) -> bool:
    """Fill what is empty and correct kind and prefecture; whether anything was to do.

    An empty English name stays empty: it says that the form is not confirmed.
    """
    before = (record.name_ja, record.kana, record.kind, record.prefecture, record.code)
    record.code = row.code
    record.name_ja = record.name_ja or row.name
    record.kana = record.kana or row.kana
    record.kind, record.prefecture = row.kind, row.prefecture
    return before != (record.name_ja, record.kana, record.kind, record.prefecture, record.code)


def _keys(rows: list[Row], there: dict[str, Municipality]) -> dict[str, str]:
    """A key for every new municipality: `taku`, `fuchu-tokyo`, `misato-saitama-town`, by need.

    Whether a short key would do is asked of the whole file, so that its order does not matter.
    """
    taken = set(Municipality.objects.values_list("key", flat=True))
    counts = [Counter(_candidates(row)[step] for row in rows) for step in range(3)]
    keys = {}
    for row in (each for each in rows if each.code not in there):
        fitting = (
            key
            for step, key in enumerate(_candidates(row))
            if key not in taken and counts[step][key] == 1
        )
        keys[row.code] = next(fitting, f"m{row.code}")
        taken.add(keys[row.code])
    return keys


def _candidates(row: Row) -> tuple[str, str, str]:
    """From the shortest to the longest."""
    name = slugify(row.english.rsplit(" ", 1)[0])
    prefecture = slugify(PREFECTURES[row.prefecture][1])
    return name, f"{name}-{prefecture}", f"{name}-{prefecture}-{row.kind}"


def _index(records: Iterable[Municipality]) -> None:
    """Rows written in bulk send no signals, by which choosers would find them."""
    found = list(records)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Municipality, found)
