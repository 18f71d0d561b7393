"""The state of an event or award round: its word, chip, deadline and application period."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pages import wording
from pages.lifecycle import Status
from pages.templatetags.dates import iso_day
from pages.wording import lines
from pages.wording.eras import calendar_day
from pages.wording.units import unbroken_html
from portal import clock

register = template.Library()


@register.simple_tag
def state_label(item: Any) -> str:
    """The state of an event or award round in a word."""
    status: Status = item.status
    return wording.state_label(
        status.state, item.schedule.kind, has_window=status.has_window, phase=status.phase
    )


@register.simple_tag
def deadline_line(item: Any) -> SafeString:
    """The state of the deadline, in a short sentence."""
    return unbroken_html(wording.deadline_line(item.status))


@register.simple_tag
def deadline_html(item: Any) -> SafeString:
    """The deadline line with its number large; the last day has words instead of a number."""
    line, left = deadline_line(item), item.status.days_left
    if not left:
        return line
    return mark_safe(line.replace(str(left), f" <b>{left}</b> ", 1))  # noqa: S308 - escaped above


@register.simple_tag
def application_window(item: Any) -> SafeString:
    """From when until when one can apply, as valid now."""
    opens, closes = item.status.opens, item.status.closes
    return lines.application_window_html(
        calendar_day(opens) if opens else None, calendar_day(closes) if closes else None
    )


@register.simple_tag
def way_line(item: Any) -> str:
    """How one applies, in one line; the page of the item links to it."""
    line: str = item.way.line(addresses=False)
    return line


@register.simple_tag
def form_label(item: Any) -> str:
    """The name of the form of application, with its language for readers of English."""
    label: str = item.way.form_label()
    return label


@register.simple_tag
def extension_line(item: Any) -> str:
    """That the deadline was put off, and to when."""
    return lines.extension_line(item.status.extension.new, item.schedule.kind)


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
    """`data-item`, `data-state` and `data-closes`, wherever the state of an item is shown.

    A ceremony is part of an award round, whose key and state these would be.
    """
    if not item.slug:
        return SafeString("")
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
    first, last, today = calendar_day(opens), calendar_day(closes), clock.today()
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
