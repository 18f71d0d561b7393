"""Dates and states in templates, said by `pages.wording` in the language being read."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from pages import wording
from pages.lifecycle import Kind, Status
from pages.wording import lines
from portal import clock

register = template.Library()

SUBJECTS = {
    "summit": _("Mayors' summit"),
    "assembly": _("General assembly"),
    "session": _("Session"),
    "training": _("Online training"),
    "award": _("Awards"),
    "proposal": _("Policy proposal"),
    "survey": _("Survey"),
    "council": _("The Council"),
}
Hours = tuple[date | None, time | None, date | None, time | None]


def _date(value: date | datetime) -> date:
    """The day in Japan of a moment, or the day itself."""
    return value.astimezone(clock.TOKYO).date() if isinstance(value, datetime) else value


@register.simple_tag
def day(
    value: date | None, weekday: bool = True, year: bool = True, era: bool = False
) -> SafeString | str:
    """A date as `<time>`."""
    if value is None:
        return ""
    return wording.date_html(_date(value), weekday=weekday, year=year, era=era)


@register.simple_tag
def known_day(value: date, known_to: str) -> SafeString:
    """A date as exactly as it is known: to the day, the month or the year."""
    return wording.known_date_html(value, known_to)


@register.simple_tag
def day_in(language: str, value: date) -> SafeString:
    """A date said in a given language, whatever the page's."""
    return wording.date_html(value, language, weekday=False)


@register.simple_tag
def span(hours: Hours) -> SafeString | str:
    """A day with its hours, or several days, each end a `<time>`."""
    start_date, start_time, end_date, end_time = hours
    return wording.span_html(start_date, start_time, end_date, end_time) if start_date else ""


@register.filter
def iso_day(value: date | None) -> str:
    """`2022-09-26` for attributes; empty where there is no date."""
    return _date(value).isoformat() if value else ""


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


@register.simple_tag
def yen(amount: int, tax_included: bool) -> str:
    """An amount of money; zero is free."""
    return lines.format_yen(amount, tax_included)


@register.filter
def out(things: Iterable[Any]) -> list[Any]:
    """Of documents, recordings or rows that name them, those whose day has come."""
    return [thing for thing in things if thing and thing.is_out]


@register.simple_tag
def about_file(document: Any) -> str:
    """Type, size and pages of a document's file."""
    return wording.file_note(document.file_type, document.file_size, document.page_count)


@register.simple_tag
def subject(kind: str) -> str:
    """What an item is, in a word."""
    return str(SUBJECTS.get(kind, SUBJECTS["council"]))


def _kind(item: Any) -> Kind:
    return Kind.AWARD if item.kind == "award" else Kind.EVENT


@register.simple_tag
def state_label(item: Any) -> str:
    """The state of an event or award round in a word."""
    status: Status = item.status
    return wording.state_label(status.state, _kind(item), has_window=status.has_window)


@register.simple_tag
def deadline_line(item: Any) -> str:
    """What a reader must know about the deadline, in a short sentence."""
    return wording.deadline_line(item.status)


@register.simple_tag
def due(item: Any) -> SafeString:
    """The deadline line with its number large; the last day has words instead of a number."""
    line, left = escape(wording.deadline_line(item.status)), item.status.days_left
    if not left:
        return mark_safe(line)  # noqa: S308 - escaped above
    return mark_safe(line.replace(str(left), f" <b>{left}</b> ", 1))  # noqa: S308 - escaped above


@register.simple_tag
def application_window(item: Any) -> SafeString:
    """From when until when one can apply, as valid now."""
    opens, closes = item.status.opens, item.status.closes
    return lines.application_window_html(
        _date(opens) if opens else None, _date(closes) if closes else None
    )


@register.simple_tag
def extension_line(item: Any) -> str:
    """That the deadline was put off, and to when."""
    return lines.extension_line(item.status.extension.new, _kind(item))


@register.filter
def chip_class(item: Any) -> str:
    """The look of the state's chip."""
    return wording.chip_class(item.status.state)


@register.inclusion_tag("components/chip.html")
def chip(item: Any) -> dict[str, Any]:
    """The state as a word, a shape and a colour."""
    return {"item": item}


@register.simple_tag
def state_attributes(item: Any) -> SafeString:
    """`data-item`, `data-state` and `data-closes`, wherever a state is shown."""
    status: Status = item.status
    return format_html(
        'data-item="{}" data-state="{}" data-closes="{}"',
        item.slug,
        status.state.value,
        iso_day(status.closes),
    )


@register.inclusion_tag("components/days_strip.html")
def days_strip(item: Any) -> dict[str, Any]:
    """One tile per day of the application period, or per week of a long one; decoration only."""
    opens, closes = item.status.opens, item.status.closes
    if not (opens and closes):
        return {"tiles": []}
    first, last, today = _date(opens), _date(closes), clock.today()
    step = 1 if (last - first).days < MOST_DAY_TILES else 7
    count = (last - first).days // step + 1
    here = (today - first).days // step
    tiles = [{"x": index * TILE, "when": _when(index, here)} for index in range(count)]
    return {"tiles": tiles, "width": count * TILE - 3}


MOST_DAY_TILES = 35
TILE = 14


def _when(index: int, here: int) -> str:
    if index < here:
        return "past"
    return "today" if index == here else "on"
