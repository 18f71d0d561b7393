"""Changes of a published closing date: an extension, a correction, or a problem.

A later date is an extension, announced on the day on which the change becomes public. An earlier
one takes back what was announced: possible with the extension itself, or as a correction. So does
none at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pages.lifecycle.rules import Problem
from pages.lifecycle.schedule import Extension

CHANGE_CODES = (
    "closes_after_extension",
    "closes_shortened",
    "closes_moved_into_the_past",
    "closes_withdrawn",
)


@dataclass(frozen=True)
class Window:
    """A closing date and the extensions that led to it, oldest first."""

    closes: date | None
    extensions: tuple[Extension, ...] = ()

    @property
    def is_announced(self) -> bool:
        """Whether the last extension leads to the closing date."""
        return bool(self.extensions) and self.extensions[-1].new == self.closes


def extensions_after(before: Window, after: Window, today: date) -> tuple[Extension, ...]:
    """The extensions once a change from `before` has become public on `today`.

    An extension that a draft, being older, does not contain is kept. Two extensions of one day
    count as one; one that ends before it could be announced is none.
    """
    old, new = before.closes, after.closes
    if old is None or new is None or after.is_announced:
        return after.extensions
    known = _with_forgotten(before, after)
    if not old < new or new < today or replace(after, extensions=known).is_announced:
        return known
    if known and known[-1].announced >= today:
        return *known[:-1], replace(known[-1], new=new)
    return *known, Extension(today, old, new)


def corrected_extensions(before: Window, after: Window) -> tuple[Extension, ...]:
    """The extensions once the closing date has been corrected: the last one ends there, too.

    One that the correction leaves without any effect has never been; without a closing date
    there is none.
    """
    last = before.extensions[-1] if before.extensions else None
    closes = after.closes
    if closes is None:
        return ()
    if last not in after.extensions or last is None or last.new == closes:
        return after.extensions
    others = tuple(row for row in after.extensions if row != last)
    if last.old and closes <= last.old or closes < last.announced:
        return others
    return *others, replace(last, new=closes)


def change_problems(
    before: Window | None, after: Window, today: date, *, called_off: bool = False
) -> list[Problem]:
    """The reasons against publishing `after` on `today` in place of `before`.

    `before` is None for an item that has not been public. A cancelled or postponed item needs no
    closing date any more.
    """
    if before and before.closes and after.closes is None and not called_off:
        return [Problem("closes", "closes_withdrawn")]
    return [Problem("closes", code) for code in _codes(before, after, today)]


def _codes(before: Window | None, after: Window, today: date) -> Iterator[str]:
    if before:
        after = replace(after, extensions=_with_forgotten(before, after))
    if after.closes is None or after.is_announced:
        return
    if before is None or before.closes in (None, after.closes):
        if after.extensions:
            yield "closes_after_extension"
    elif after.closes < before.closes:
        if not _takes_back(before, after):
            yield "closes_shortened"
    elif after.closes < today:
        yield "closes_moved_into_the_past"


def _takes_back(before: Window, after: Window) -> bool:
    """Whether all extensions were taken away together with their date."""
    return (
        bool(before.extensions)
        and not after.extensions
        and (after.closes == before.extensions[0].old)
    )


def _with_forgotten(before: Window, after: Window) -> tuple[Extension, ...]:
    ends = {row.new for row in after.extensions}
    lost = (row for row in before.extensions if row.new not in ends)
    kept = (row for row in lost if after.closes and row.new <= after.closes)
    return tuple(sorted((*after.extensions, *kept), key=lambda row: row.announced))
