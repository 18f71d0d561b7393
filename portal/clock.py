"""The portal's clock, in Japan: the only place that asks for the current time.

Everything that depends on a date asks here, so that the initial content, the tests and an editor's
preview "as of" can be shown on any day. Wagtail's own timestamps and go-live times stay real.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

TOKYO = ZoneInfo("Asia/Tokyo")

_shown: ContextVar[datetime | None] = ContextVar("portal_clock_shown", default=None)
_noted: ContextVar[list[datetime] | None] = ContextVar("portal_clock_noted", default=None)


def now() -> datetime:
    """The moment the portal shows, aware, in Japan."""
    shown = _shown.get()
    if shown is not None:
        return shown
    return datetime.now(TOKYO) + _offset()  # noqa: TID251


def today() -> date:
    """The day the portal shows, in Japan."""
    return now().date()


def real_now() -> datetime:
    """The real moment, aware: for what Wagtail stamps and schedules, which no preview moves."""
    return datetime.now(TOKYO)  # noqa: TID251


def shown_at(real: datetime) -> datetime:
    """The moment the portal shows at a real one, such as the time at which a page goes live."""
    return real.astimezone(TOKYO) + _offset()


def is_shifted() -> bool:
    """Whether the portal runs at another time than the real one, which visitors are shown."""
    return _offset() != timedelta(0)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment` within this context: for tests and the preview "as of".

    Raises ValueError for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("The clock can only be shown at a moment with a time zone.")
    token = _shown.set(moment.astimezone(TOKYO))
    try:
        yield
    finally:
        _shown.reset(token)


@contextmanager
def noting_changes() -> Iterator[list[datetime]]:
    """Collects, within this context, the moments at which anything shown stops being true."""
    noted: list[datetime] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note_change(moment: datetime | None) -> None:
    """Records that something shown now changes at `moment`: no cache may keep it longer."""
    noted = _noted.get()
    if noted is not None and moment is not None:
        noted.append(moment)


def parse_offset(value: str, real_now: datetime) -> timedelta:
    """How far the clock must be moved to start at `value`, as written in `PORTAL_CLOCK`.

    An empty value and "now" mean real time. Raises ValueError for anything that is not an
    ISO 8601 time with its offset from UTC: a time without one would mean another moment on
    a server in another zone.
    """
    text = value.strip()
    if text.lower() in {"", "now"}:
        return timedelta(0)
    expected = (
        "PORTAL_CLOCK must be empty, 'now', or a time with its offset"
        f" such as 2022-09-22T10:00:00+09:00, not {text!r}."
    )
    try:
        start = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(expected) from error
    if start.tzinfo is None:
        raise ValueError(expected)
    return start - real_now


def start_of_day(day: date) -> datetime:
    """Midnight at which `day` begins in Japan."""
    return datetime.combine(day, time(0), TOKYO)


def end_of_day(day: date) -> datetime:
    """The last second of `day` in Japan: what a deadline given as a date only means."""
    return datetime.combine(day, time(23, 59, 59), TOKYO)


def _offset() -> timedelta:
    offset: timedelta = getattr(settings, "PORTAL_CLOCK_OFFSET", timedelta(0))
    return offset
