"""Reading a date as it is written in Japan: 2022年9月29日, 令和4年9月29日, R4.9.29, 2022/9/29."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pages.wording.dates import WEEKDAYS, format_date
from pages.wording.eras import ERAS, Era
from pages.wording.language import is_japanese

_BY_NAME = {name: era for era in ERAS for name in (era.name.ja, era.letter)}
_DATE = re.compile(
    rf"(?:(?P<era>{'|'.join(_BY_NAME)})(?P<era_year>元|\d{{1,3}})|(?P<year>\d{{4}}))"
    r"(?:年|[./-])(?P<month>\d{1,2})(?:月|[./-])(?P<day>\d{1,2})日?"
    r"(?:\((?P<weekday>[月火水木金土日])\))?",
    re.ASCII | re.IGNORECASE,
)


def to_half_width(text: str) -> str:
    """The text with full-width digits, letters and marks as half-width ones (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text)


def parse_date(text: str) -> date:
    """The day that `text` names, in the western calendar or by era.

    Raises ValueError with a message for the editor when it is not a date, when no such day exists,
    when its era does not have it, or when a weekday given with it is another one.
    """
    match = _DATE.fullmatch("".join(to_half_width(text).split()))
    if match is None:
        raise ValueError(_("Write the date as 2022-09-29, 2022年9月29日 or 令和4年9月29日."))
    era = _BY_NAME[match["era"].upper()] if match["era"] else None
    year = _year_of(era, match["era_year"]) if era else int(match["year"])
    try:
        day = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise ValueError(_("There is no such day: %(text)s.") % {"text": text.strip()}) from None
    if era:
        _check_era(era, day)
    _check_weekday(day, match["weekday"])
    return day


def _year_of(era: Era, year: str) -> int:
    if year == "元":
        return era.start.year
    if int(year) == 0:
        reason = _("%(era)s has no year 0: its first year is year 1 (元年).")
        raise ValueError(reason % {"era": era.name.say()})
    return era.start.year + int(year) - 1


def _check_era(era: Era, day: date) -> None:
    if day < era.start:
        reason = _("%(era)s began on %(day)s, after the date given.")
        raise ValueError(reason % {"era": era.name.say(), "day": _plain_day(era.start)})
    following = ERAS.index(era) + 1
    if following == len(ERAS) or day < ERAS[following].start:
        return
    reason = _("%(era)s ended on %(day)s, before the date given.")
    last = ERAS[following].start - timedelta(days=1)
    raise ValueError(reason % {"era": era.name.say(), "day": _plain_day(last)})


def _check_weekday(day: date, written: str | None) -> None:
    weekday = WEEKDAYS[day.weekday()]
    if written is None or written == weekday.ja:
        return
    name = f"{weekday.ja}曜日" if is_japanese() else weekday.en
    reason = _("%(day)s is a %(weekday)s; check the day.")
    raise ValueError(reason % {"day": _plain_day(day), "weekday": name})


def _plain_day(day: date) -> str:
    return format_date(day, weekday=False)
