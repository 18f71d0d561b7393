"""Japanese eras and fiscal years: 令和4年, Reiwa 4, 令和元年度, FY2022.

An era begins on the day its law names, counted in the Gregorian calendar:

- Meiji: 25 January 1868. The edict of Keiō 4/9/8 made the whole lunisolar year the first of
  Meiji, and that year began on this day. Japan has used the Gregorian calendar since 1873;
  earlier days are counted in it too.
- Taishō: 30 July 1912, "this day and after", imperial edict of that day.
- Shōwa: 25 December 1926, "this day and after", imperial edict of that day.
- Heisei: 8 January 1989, the day after the promulgation of Cabinet Order No. 1 of 1989, under
  the Era Name Act (Act No. 43 of 1979).
- Reiwa: 1 May 2019, Cabinet Order No. 143 of 2019.

The first year of an era is 元年, never 1年.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pages.wording.language import Text, is_japanese
from portal.clock import TOKYO


@dataclass(frozen=True)
class Era:
    """An era, the letter that stands for it in forms, and the day it began."""

    name: Text
    letter: str
    start: date


ERAS = (
    Era(Text("明治", "Meiji"), "M", date(1868, 1, 25)),
    Era(Text("大正", "Taisho"), "T", date(1912, 7, 30)),
    Era(Text("昭和", "Showa"), "S", date(1926, 12, 25)),
    Era(Text("平成", "Heisei"), "H", date(1989, 1, 8)),
    Era(Text("令和", "Reiwa"), "R", date(2019, 5, 1)),
)


@dataclass(frozen=True)
class EraYear:
    """A year of an era, counted from 1."""

    era: Era
    year: int

    def say(self, lang: str | None = None) -> str:
        """令和4年 or 令和元年; in English Reiwa 4."""
        if not is_japanese(lang):
            return f"{self.era.name.en} {self.year}"
        return f"{self.era.name.ja}{'元' if self.year == 1 else self.year}年"


def calendar_day(day: date) -> date:
    """The plain day; of a moment with a time zone, the day it falls on in Japan."""
    if not isinstance(day, datetime):
        return day
    return day.astimezone(TOKYO).date() if day.tzinfo else day.date()


def era_year(day: date) -> EraYear | None:
    """The era and its year in which `day` lies, None before Meiji."""
    day = calendar_day(day)
    for era in reversed(ERAS):
        if day >= era.start:
            return EraYear(era, day.year - era.start.year + 1)
    return None


def format_era(day: date, lang: str | None = None) -> str:
    """令和4年 or Reiwa 4; an empty text before Meiji."""
    year = era_year(day)
    return year.say(lang) if year else ""


def format_year(year: int | date, lang: str | None = None, *, era: bool = True) -> str:
    """2022年（令和4年）; in English 2022.

    A day names the era it lies in. A bare year in which the era changed names both, as an
    archive of that year holds days of both: 2019年（平成31年・令和元年）.
    """
    if isinstance(year, int):
        number, eras = year, _eras_of(year)
    else:
        number, eras = calendar_day(year).year, [era_year(year)]
    if not is_japanese(lang):
        return str(number)
    names = "・".join(name.say("ja") for name in eras if name)
    return f"{number}年（{names}）" if era and names else f"{number}年"


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year of `day` began: 1 April to 31 March."""
    day = calendar_day(day)
    return day.year if day.month >= 4 else day.year - 1


def format_fiscal_year(fiscal: int, lang: str | None = None) -> str:
    """令和4年度 or FY2022.

    A fiscal year in which the era changed has one name throughout, that of the new era: 令和元年度
    for 2019 (agreement of the ministries on writing years at the change of era, 1 April 2019).
    """
    if not is_japanese(lang):
        return f"FY{fiscal}"
    return f"{format_era(date(fiscal, 12, 31), 'ja') or f'{fiscal}年'}度"


def _eras_of(year: int) -> list[EraYear | None]:
    """The eras that `year` has days in, oldest first."""
    first, last = era_year(date(year, 1, 1)), era_year(date(year, 12, 31))
    return [first] if first == last else [first, last]
