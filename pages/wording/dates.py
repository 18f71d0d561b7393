"""Days, times and spans in words: as plain text, and for pages with `<time>`.

Japanese 2022年9月29日（木）15:00〜17:15, English Thursday 29 September 2022, 15:00–17:15 JST. Times
are Japanese time throughout; English adds JST, as its readers may be elsewhere.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages.wording.eras import calendar_day, format_era, format_year
from pages.wording.language import Text, is_japanese
from pages.wording.units import english_days_kept
from portal.clock import TOKYO

WEEKDAYS = (
    Text("月", "Monday"),
    Text("火", "Tuesday"),
    Text("水", "Wednesday"),
    Text("木", "Thursday"),
    Text("金", "Friday"),
    Text("土", "Saturday"),
    Text("日", "Sunday"),
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class DatePart(NamedTuple):
    """A part of a date in words, and its machine form when it names a day or a moment."""

    text: str
    machine: str = ""


def format_date(
    day: date,
    lang: str | None = None,
    *,
    weekday: bool = True,
    year: bool = True,
    era: bool = False,
) -> str:
    """2022年9月29日（木） or Thursday 29 September 2022.

    With `era`, Japanese gives the era's year in place of the weekday: 2022年6月2日（令和4年）.
    """
    day = calendar_day(day)
    if not is_japanese(lang):
        return _english(day, weekday=weekday, year=year)
    text = f"{day.year}年" if year else ""
    text = f"{text}{day.month}月{day.day}日"
    if era and year:
        note = format_era(day, "ja")
        return f"{text}（{note}）" if note else text
    return f"{text}（{WEEKDAYS[day.weekday()].ja}）" if weekday else text


def format_time(at: time | datetime, lang: str | None = None) -> str:
    """15:00, in both languages, in Japanese time; the hour has two digits."""
    if isinstance(at, datetime) and at.tzinfo:
        at = at.astimezone(TOKYO)
    return f"{at:%H:%M}"


def format_moment(moment: datetime, lang: str | None = None) -> str:
    """2022年9月29日（木）15:00 or Thursday 29 September 2022, 15:00 JST."""
    return _plain(_moment_parts(moment, lang))


def format_span(
    start_date: date,
    start_time: time | None = None,
    end_date: date | None = None,
    end_time: time | None = None,
    lang: str | None = None,
) -> str:
    """A day, a moment, or the time from one to another, as far as it is known.

    2022年9月29日（木）15:00〜17:15; over several days 2022年9月6日（火）〜9月26日（月）, with a
    second year only when it is another one.
    """
    return _plain(_span_parts(start_date, start_time, end_date, end_time, is_japanese(lang)))


def date_html(
    day: date,
    lang: str | None = None,
    *,
    weekday: bool = True,
    year: bool = True,
    era: bool = False,
) -> SafeString:
    """`format_date` in a `<time>` that carries the day."""
    text = format_date(day, lang, weekday=weekday, year=year, era=era)
    return _html([DatePart(text, calendar_day(day).isoformat())])


def known_date_html(day: date, known_to: str, lang: str | None = None) -> SafeString:
    """A date as exactly as it is known (`day`, `month` or `year`) in an equally exact `<time>`.

    2016年8月 or August 2016, 2016年 or 2016.
    """
    day = calendar_day(day)
    if known_to == "year":
        return _html([DatePart(format_year(day.year, lang, era=False), f"{day:%Y}")])
    if known_to == "month":
        english = f"{MONTHS[day.month - 1]} {day.year}"
        text = f"{day.year}年{day.month}月" if is_japanese(lang) else english
        return _html([DatePart(text, f"{day:%Y-%m}")])
    return date_html(day, lang, weekday=False)


def moment_html(moment: datetime, lang: str | None = None) -> SafeString:
    """`format_moment` in a `<time>` that carries the moment with its offset."""
    return _html(_moment_parts(moment, lang))


def span_html(
    start_date: date,
    start_time: time | None = None,
    end_date: date | None = None,
    end_time: time | None = None,
    lang: str | None = None,
) -> SafeString:
    """`format_span` with a `<time>` around every day or moment in it."""
    return _html(_span_parts(start_date, start_time, end_date, end_time, is_japanese(lang)))


def _english(day: date, *, weekday: bool, year: bool) -> str:
    text = f"{day.day} {MONTHS[day.month - 1]}"
    if weekday:
        text = f"{WEEKDAYS[day.weekday()].en} {text}"
    return f"{text} {day.year}" if year else text


def _moment_parts(moment: datetime, lang: str | None) -> list[DatePart]:
    local = moment.astimezone(TOKYO)
    return _span_parts(local.date(), local.time(), None, None, is_japanese(lang))


def _span_parts(
    start: date, start_time: time | None, end: date | None, end_time: time | None, japanese: bool
) -> list[DatePart]:
    start, end = calendar_day(start), calendar_day(end or start)
    if end == start:
        parts = _within_a_day(start, start_time, end_time, japanese)
    else:
        parts = _over_days((start, start_time), (end, end_time), japanese)
    timed = start_time or end_time
    return parts if japanese or not timed else [*parts, DatePart(" JST")]


def _within_a_day(
    day: date, start: time | None, end: time | None, japanese: bool
) -> list[DatePart]:
    first = _point(day, start, japanese)
    if end is None or end == start:
        return [first]
    last = DatePart(format_time(end), _machine(day, end))
    if start:
        return [first, DatePart("〜" if japanese else "–"), last]
    return [first, last, DatePart("まで")] if japanese else [first, DatePart(", until "), last]


def _over_days(
    first: tuple[date, time | None], last: tuple[date, time | None], japanese: bool
) -> list[DatePart]:
    """The year stands once when both days share it: first in Japanese, last in English."""
    both = first[0].year != last[0].year
    return [
        _point(*first, japanese, year=japanese or both),
        DatePart("〜" if japanese else " to "),
        _point(*last, japanese, year=both or not japanese),
    ]


def _point(day: date, at: time | None, japanese: bool, *, year: bool = True) -> DatePart:
    text = format_date(day, "ja" if japanese else "en", year=year)
    if at is None:
        return DatePart(text, day.isoformat())
    return DatePart(f"{text}{'' if japanese else ', '}{format_time(at)}", _machine(day, at))


def _machine(day: date, at: time) -> str:
    return datetime.combine(day, at, TOKYO).isoformat(timespec="minutes")


def _plain(parts: list[DatePart]) -> str:
    return "".join(part.text for part in parts)


def _html(parts: list[DatePart]) -> SafeString:
    return format_html_join("", "{}", ((_element(part),) for part in parts))


def _element(part: DatePart) -> str:
    if not part.machine:
        return part.text
    return format_html('<time datetime="{}">{}</time>', part.machine, english_days_kept(part.text))
