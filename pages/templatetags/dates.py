"""Dates and times in the language being read, days as `<time>`."""

from datetime import date, time

from django import template
from django.utils.safestring import SafeString

from pages import wording
from pages.wording import lines
from pages.wording.eras import calendar_day

register = template.Library()

Hours = tuple[date | None, time | None, date | None, time | None]


@register.simple_tag
def day(
    value: date | None, weekday: bool = True, year: bool = True, era: bool = False
) -> SafeString | str:
    """A date as `<time>`."""
    if value is None:
        return ""
    return wording.date_html(calendar_day(value), weekday=weekday, year=year, era=era)


@register.simple_tag
def known_day(value: date, known_to: str) -> SafeString:
    """A date as exactly as it is known: to the day, the month or the year."""
    return wording.known_date_html(value, known_to)


@register.simple_tag
def day_in(language: str, value: date) -> SafeString:
    """A date in a given language, whatever the page's."""
    return wording.date_html(value, language, weekday=False)


@register.simple_tag
def date_span(hours: Hours) -> SafeString | str:
    """A day with its hours, or several days, both ends as `<time>`."""
    start_date, start_time, end_date, end_time = hours
    return wording.span_html(start_date, start_time, end_date, end_time) if start_date else ""


@register.filter
def iso_day(value: date | None) -> str:
    """`2022-09-26` for attributes; empty where there is no date."""
    return calendar_day(value).isoformat() if value else ""


@register.filter
def clock_time(value: time | None) -> str:
    """A time of day."""
    return wording.format_time(value) if value else ""


@register.filter
def year(value: int | None) -> str:
    """A year as lists show it, without its era."""
    return wording.format_year(value, era=False) if value else ""


@register.filter
def year_with_era(value: int | None) -> str:
    """A year with its era in Japanese."""
    return wording.format_year(value) if value else ""


@register.filter
def fiscal_year(value: int | None) -> str:
    """A fiscal year: 令和4年度, FY2022."""
    return wording.format_fiscal_year(value) if value else ""


@register.simple_tag
def year_mark(value: date | None) -> SafeString:
    """The year beside a row, with its era in Japanese."""
    return lines.year_mark_html(value)


@register.simple_tag
def year_and_day(value: date | None) -> SafeString:
    """The year of a record, its day below."""
    return lines.year_and_day_html(value)


@register.simple_tag
def day_mark_of(value: date | None) -> SafeString:
    """The day beside a row, with its year below."""
    return lines.day_mark_html(value)


@register.simple_tag
def day_parts(value: date) -> SafeString:
    """Month, day and weekday of a row of the events list."""
    return lines.day_parts_html(value)
