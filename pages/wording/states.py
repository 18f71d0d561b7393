"""How the state of an event or award round is said: the chip, its look, and the deadline line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Protocol

from pages.wording.dates import format_date, format_moment, format_time
from pages.wording.language import Text, is_japanese
from portal.clock import TOKYO

LABELS = {
    "before": Text("受付前", "Opens soon"),
    "open": Text("申込受付中", "Open"),
    "last_day": Text("本日締切", "Closes today"),
    "extended": Text("受付延長", "Extended"),
    "full": Text("満員", "Full"),
    "closed": Text("受付終了", "Closed"),
    "today": Text("本日開催", "Today"),
    "ended": Text("終了", "Ended"),
    "held": Text("開催済み", "Held"),
    "recordings": Text("アーカイブ配信中", "Recording available"),
    "postponed": Text("延期", "Postponed"),
    "cancelled": Text("中止", "Cancelled"),
    "written": Text("文書による開催", "In writing"),
    "selecting": Text("選考中", "Under selection"),
    "results": Text("結果発表済み", "Results announced"),
}
AWARD_LABELS = {"open": Text("応募受付中", "Open")}
COMING_UP = Text("開催予定", "Coming up")

CHIPS = {
    "before": "soon",
    "open": "open",
    "today": "open",
    "last_day": "last",
    "extended": "extended",
    "full": "full",
    "cancelled": "full",
    "postponed": "full",
    "closed": "held",
    "ended": "held",
    "held": "held",
    "written": "held",
    "selecting": "held",
    "results": "held",
    "recordings": "archive",
}

LINES = {
    "full": Text("定員に達しました", "All places are taken"),
    "today": Text("本日開催です", "Takes place today"),
    "ended": Text("終了しました", "This has ended"),
    "held": Text("開催しました", "This has taken place"),
    "recordings": Text("アーカイブを配信しています", "Recordings are available"),
    "postponed": Text("開催を延期しました", "This has been postponed"),
    "cancelled": Text("開催を中止しました", "This has been cancelled"),
    "written": Text("文書により開催しました", "Conducted in writing"),
    "results": Text("結果を発表しました", "The results have been announced"),
}
SELECTING = Text("選考を行っています", "Entries are under selection")
CLOSED = Text("受付は終了しました", "Applications are closed")
UNKNOWN = Text("受付中・締切未掲載", "Open; closing date not yet announced")


class Sayable(Protocol):
    """What must be known of an item's status to say it in a line."""

    @property
    def state(self) -> str:
        """One of the keys of `LABELS`."""

    @property
    def opens(self) -> datetime | None:
        """When applications open."""

    @property
    def closes(self) -> datetime | None:
        """When applications close, as far as it has been announced."""

    @property
    def days_left(self) -> int | None:
        """Calendar days to the closing day, while one can apply."""


def state_label(state: str, kind: str, lang: str | None = None, *, has_window: bool = True) -> str:
    """The words of the chip; `kind` is "event" or "award".

    An event for which nobody applies is "coming up" and not "opens soon".
    """
    if state == "before" and kind == "event" and not has_window:
        return COMING_UP.say(lang)
    if kind == "award" and state in AWARD_LABELS:
        return AWARD_LABELS[state].say(lang)
    return LABELS[state].say(lang)


def chip_class(state: str) -> str:
    """The CSS class of the chip: its colour and drawn shape."""
    return CHIPS[state]


def deadline_line(status: Sayable, lang: str | None = None) -> str:
    """What an applicant must know about time in this state; empty when there is nothing to say."""
    compose = COMPOSED.get(status.state)
    return compose(status, lang) if compose else LINES[status.state].say(lang)


def _before(status: Sayable, lang: str | None) -> str:
    if status.opens is None:
        return ""
    opens = _moment(status.opens, lang, untold=time(0))
    return f"{opens}から受け付けます" if is_japanese(lang) else f"Opens on {opens}"


def _open(status: Sayable, lang: str | None) -> str:
    if status.days_left is None:
        return UNKNOWN.say(lang)
    if is_japanese(lang):
        return f"締切まであと{status.days_left}日"
    return f"{status.days_left} day{'' if status.days_left == 1 else 's'} left"


def _last_day(status: Sayable, lang: str | None) -> str:
    at = format_time(status.closes or time(23, 59))
    return f"本日{at}まで" if is_japanese(lang) else f"Closes today at {at} JST"


def _closed(status: Sayable, lang: str | None) -> str:
    if status.closes is None:
        return CLOSED.say(lang)
    closed = _moment(status.closes, lang, untold=time(23, 59, 59))
    return f"受付は{closed}に終了しました" if is_japanese(lang) else f"Closed on {closed}"


def _selecting(status: Sayable, lang: str | None) -> str:
    return _closed(status, lang) if status.closes else SELECTING.say(lang)


def _moment(moment: datetime, lang: str | None, untold: time) -> str:
    """The day, with the time unless it is the one that stands for a date only."""
    local = moment.astimezone(TOKYO)
    if not is_japanese(lang):
        return format_date(local, "en") if local.time() == untold else format_moment(local, "en")
    day = format_date(local, "ja", year=False)
    return day if local.time() == untold else f"{day}{format_time(local)}"


COMPOSED: dict[str, Callable[[Sayable, str | None], str]] = {
    "before": _before,
    "open": _open,
    "extended": _open,
    "last_day": _last_day,
    "closed": _closed,
    "selecting": _selecting,
}
