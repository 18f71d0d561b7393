"""The state of an event or award round in words: the chip, its look, the deadline line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

from pages.wording.dates import format_date, format_moment, format_time
from pages.wording.language import Text, is_japanese
from portal.clock import TOKYO

COMING_UP = Text("開催予定", "Coming up")
SELECTING = Text("選考を行っています", "Entries are under selection")
CLOSED = Text("受付は終了しました", "Applications are closed")
RESULTS_PENDING = Text("結果準備中", "Results to follow")
UNKNOWN = Text("受付中・締切未掲載", "Open; closing date not yet announced")


class DeadlineStatus(Protocol):
    """The part of an item's status that the deadline line is made of."""

    @property
    def state(self) -> str:
        """One of the keys of `WORDS_OF_STATES`."""

    @property
    def opens(self) -> datetime | None:
        """When applications open."""

    @property
    def closes(self) -> datetime | None:
        """When applications close, as far as it has been announced."""

    @property
    def days_left(self) -> int | None:
        """Calendar days to the closing day, while one can apply."""

    @property
    def starts(self) -> datetime | None:
        """When an event begins."""

    @property
    def phase(self) -> str:
        """A finer point within the state, one of the keys of `LINES_OF_PHASES`, or empty."""


def state_label(
    state: str, kind: str, lang: str | None = None, *, has_window: bool = True, phase: str = ""
) -> str:
    """The words of the chip; `kind` is "event" or "award".

    An event for which nobody applies is "coming up" and not "opens soon"; nothing is under
    selection once the day of the results is past.
    """
    if phase == "overdue":
        return RESULTS_PENDING.say(lang)
    if state == "before" and kind == "event" and not has_window:
        return COMING_UP.say(lang)
    words = WORDS_OF_STATES[state]
    label = words.award_label if kind == "award" and words.award_label else words.label
    return label.say(lang)


def chip_class(state: str) -> str:
    """The CSS class of the chip: its colour and drawn shape."""
    return WORDS_OF_STATES[state].chip


def deadline_line(status: DeadlineStatus, lang: str | None = None) -> str:
    """The line on opening or closing in this state; empty where there is none."""
    line = LINES_OF_PHASES.get(getattr(status, "phase", "")) or WORDS_OF_STATES[status.state].line
    return line.say(lang) if isinstance(line, Text) else line(status, lang)


def _before(status: DeadlineStatus, lang: str | None) -> str:
    if status.opens is None:
        return ""
    opens = _moment(status.opens, lang, unstated=time(0))
    return f"{opens}から受け付けます" if is_japanese(lang) else f"Opens on {opens}"


def _open(status: DeadlineStatus, lang: str | None) -> str:
    if status.days_left is None:
        return UNKNOWN.say(lang)
    if is_japanese(lang):
        return f"締切まであと{status.days_left}日"
    return f"{status.days_left} day{'' if status.days_left == 1 else 's'} left"


def _last_day(status: DeadlineStatus, lang: str | None) -> str:
    at = format_time(status.closes or time(23, 59))
    return f"本日{at}まで" if is_japanese(lang) else f"Closes today at {at} JST"


def _closed(status: DeadlineStatus, lang: str | None) -> str:
    if status.closes is None:
        return CLOSED.say(lang)
    closed = _moment(status.closes, lang, unstated=time(23, 59, 59))
    return f"受付は{closed}に終了しました" if is_japanese(lang) else f"Closed on {closed}"


def _selecting(status: DeadlineStatus, lang: str | None) -> str:
    return _closed(status, lang) if status.closes else SELECTING.say(lang)


def _ahead(status: DeadlineStatus, lang: str | None) -> str:
    at = format_time(status.starts or time(0))
    return f"本日{at}から" if is_japanese(lang) else f"Today from {at} JST"


def _started(status: DeadlineStatus, lang: str | None) -> str:
    at = format_time(status.starts or time(0))
    return f"{at}に開始しました" if is_japanese(lang) else f"Started at {at} JST"


def _moment(moment: datetime, lang: str | None, unstated: time) -> str:
    """The day, with the time unless it is the one that stands for a date only."""
    local = moment.astimezone(TOKYO)
    if not is_japanese(lang):
        return format_date(local, "en") if local.time() == unstated else format_moment(local, "en")
    day = format_date(local, "ja", year=False)
    return day if local.time() == unstated else f"{day}{format_time(local)}"


@dataclass(frozen=True)
class StateWords:
    """How one state is shown: its chip, and the line about time, which may depend on dates.

    `chip` is the CSS class of its colour and drawn shape; `award_label` takes the place of the
    label on award rounds, for which one sends entries and does not apply.
    """

    label: Text
    chip: str
    line: Text | Callable[[DeadlineStatus, str | None], str]
    award_label: Text | None = None


LINES_OF_PHASES: dict[str, Text | Callable[[DeadlineStatus, str | None], str]] = {
    "ahead": _ahead,
    "running": Text("ただいま開催中", "Taking place now"),
    "started": _started,
    "overdue": Text("結果は準備中です", "The results are being prepared"),
}
WORDS_OF_STATES: dict[str, StateWords] = {
    "before": StateWords(Text("受付前", "Opens soon"), "soon", _before),
    "open": StateWords(
        Text("申込受付中", "Open"), "open", _open, award_label=Text("応募受付中", "Open")
    ),
    "last_day": StateWords(Text("本日締切", "Closes today"), "last", _last_day),
    "extended": StateWords(Text("受付延長", "Extended"), "extended", _open),
    "full": StateWords(
        Text("満員", "Full"), "full", Text("定員に達しました", "All places are taken")
    ),
    "closed": StateWords(Text("受付終了", "Closed"), "held", _closed),
    "today": StateWords(
        Text("本日開催", "Today"), "open", Text("本日開催です", "Takes place today")
    ),
    "ended": StateWords(Text("終了", "Ended"), "held", Text("終了しました", "This has ended")),
    "held": StateWords(
        Text("開催済み", "Held"), "held", Text("開催しました", "This has taken place")
    ),
    "recordings": StateWords(
        Text("アーカイブ配信中", "Recording available"),
        "archive",
        Text("アーカイブを配信しています", "Recordings are available"),
    ),
    "postponed": StateWords(
        Text("延期", "Postponed"),
        "full",
        Text("開催を延期しました", "This has been postponed"),
    ),
    "cancelled": StateWords(
        Text("中止", "Cancelled"),
        "full",
        Text("開催を中止しました", "This has been cancelled"),
    ),
    "written": StateWords(
        Text("文書による開催", "In writing"),
        "held",
        Text("文書により開催しました", "Conducted in writing"),
    ),
    "selecting": StateWords(Text("選考中", "Under selection"), "held", _selecting),
    "results": StateWords(
        Text("結果発表済み", "Results announced"),
        "held",
        Text("結果を発表しました", "The results have been announced"),
    ),
}
