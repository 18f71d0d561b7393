"""Canonical terms of dates, eras, fiscal years and ordinals, in whatever way they are written.

`y2022` a year, `f2022` a fiscal year (April to March), `t202206` a month, `o06` that of any year,
`d20220602` a day, `a0602` that of any year, `n5` the fifth of a series.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

# The year before the first of each era; pages say eras exactly (pages.wording.eras), here a year
# that belongs to two eras matches both.
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
LETTERS = {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}
LATIN = {"meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018}
ERA_YEARS = ERAS | LETTERS | LATIN
MONTHS = "january february march april may june july august september october november december"
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
KANJI = "一二三四五六七八九"

_MONTH = {name[:3]: at for at, name in enumerate(MONTHS.split(), 1)}
DIGITS = {sign: at for at, sign in enumerate(KANJI, 1)} | {"元": 1}
_NUMBER = {name: at for at, name in enumerate(ORDINALS.split(), 1)}
_MONTH_NAME = f"(?:{'|'.join(name[:3] + f'(?:{name[3:]})?' for name in MONTHS.split())})"
# March and may are words, too.
_BARE_MONTH = "|".join(name for name in MONTHS.split() if name not in ("march", "may"))
_YEAR = rf"""
    (?:
      (?P<era>{"|".join(ERAS)}|(?<![a-z])(?:{"|".join(LATIN)}|[mtshr]))[ .]?
      (?P<of_era>元|\d{{1,2}}|[{KANJI}十]{{1,3}})
      (?![\d,a-z]) | (?<![\d.,])(?P<year>(?:19|20)\d\d)(?![\d,])
    )"""
_TIMES = re.compile(
    rf"""
    (?P<fiscal>(?<![a-z])(?:fy|fiscal\ (?:year\ )?)\s?'?(?P<fiscal_year>(?:20|19)?\d\d)(?!\d))
    | (?P<day_en>\d{{1,2}})\ (?P<month_en>{_MONTH_NAME})(?![a-z])(?:,?\ (?P<year_en>(?:19|20)\d\d))?
    | (?P<month_us>{_MONTH_NAME})\ (?P<day_us>\d{{1,2}})(?!\d)(?:,?\ (?P<year_us>(?:19|20)\d\d))?
    | {_YEAR}\s?(?P<of_year>年度|年)?(?:
        \s?[/.-]?\s?(?P<month>\d{{1,2}})(?:月|[/.-](?=\s?\d))(?:\s?(?P<day>\d{{1,2}})(?!\d)日?)?)?
    | (?<!\d)(?P<month_ja>\d{{1,2}})月(?:(?P<day_ja>\d{{1,2}})日)?
    | (?<![a-z])(?P<month_bare>{_BARE_MONTH})(?![a-z])
    | 第\s?(?P<edition>\d{{1,3}}|[{KANJI}十]{{1,3}})\s?回
    | (?<!\d)(?P<time>\d{{1,3}}|[{KANJI}十]{{1,3}})回目
    | (?<![a-z\d])(?P<ordinal>\d{{1,3}}(?=st|nd|rd|th)|{"|".join(ORDINALS.split())})
      (?:st|nd|rd|th)?(?![a-z])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONE_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


class Time(NamedTuple):
    """A date, a year or an ordinal from `start` to `end` of a text."""

    start: int
    end: int
    exact: str  # the term a query for it looks for
    terms: tuple[str, ...]  # all terms under which a text that names it is indexed

    @property
    def plain(self) -> str:
        """Its year, fiscal year, month or day in digits: `2022-06-02`; empty for others."""
        kind, number = self.exact[0], self.exact[1:]
        if kind == "d":
            return f"{number[:4]}-{number[4:6]}-{number[6:]}"
        return {"y": number, "f": f"FY{number}", "t": f"{number[:4]}-{number[4:]}"}.get(kind, "")


def times(text: str) -> Iterator[Time]:
    """Every date, year and ordinal of a text."""
    for match in _TIMES.finditer(text.translate(_ONE_WIDTH)):
        terms = _terms(match)
        if terms:
            yield Time(match.start(), match.end(), terms[0], terms)


def terms_of_day(day: date) -> tuple[str, ...]:
    """All terms of a day, the most exact first."""
    fiscal = day.year if day.month >= 4 else day.year - 1
    terms = (f"d{day:%Y%m%d}", f"a{day:%m%d}", f"t{day:%Y%m}", f"o{day:%m}")
    return (*terms, f"y{day.year}", f"f{fiscal}")


def _terms(match: re.Match[str]) -> tuple[str, ...]:
    part = match.groupdict()
    counted = part["edition"] or part["time"] or part["ordinal"]
    if counted:
        return (f"n{_number(counted.lower())}",)
    if part["fiscal"]:
        return (f"f{int(part['fiscal_year']) % 100 + 2000}",)
    if part["of_year"] == "年度":
        return (f"f{_year(part)}",)
    return _of_calendar(_year(part), *_month_and_day(part))


def _number(digits: str) -> int:
    """5, fifth, 五, 十五 and 元 as numbers."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    in_kanji = (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)
    return _NUMBER.get(digits) or in_kanji


def _year(part: dict[str, str]) -> int | None:
    if part["era"]:
        number = _number(part["of_era"])
        return ERA_YEARS[part["era"].lower()] + number
    year = part["year"] or part["year_en"] or part["year_us"]
    return int(year) if year else None


def _month_and_day(part: dict[str, str]) -> tuple[int, int]:
    named = part["month_en"] or part["month_us"] or part["month_bare"]
    month = _MONTH[named[:3].lower()] if named else int(part["month"] or part["month_ja"] or 0)
    return month, int(part["day"] or part["day_ja"] or part["day_en"] or part["day_us"] or 0)


def _of_calendar(year: int | None, month: int, day: int) -> tuple[str, ...]:
    if not 1 <= month <= 12:
        return (f"y{year}",) if year else ()
    if not day:
        return (f"t{year}{month:02}", f"o{month:02}", f"y{year}") if year else (f"o{month:02}",)
    try:
        if year:
            return terms_of_day(date(year, month, day))
        return f"a{month:02}{day:02}", f"o{month:02}"
    except ValueError:
        return (f"y{year}",) if year else ()
