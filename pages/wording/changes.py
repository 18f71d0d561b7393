"""The change log in words: which fact was changed, from what to what."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from pages.wording.dates import format_date, format_moment, format_span
from pages.wording.language import Text, is_japanese
from pages.wording.states import WORDS_OF_STATES

FACTS = {
    "outcome": Text("開催の状況", "State"),
    "hours": Text("日時", "Date and time"),
    "opens_on": Text("受付開始日", "Opening date"),
    "closes_on": Text("締切日", "Closing date"),
    "place": Text("会場", "Venue"),
    "capacity": Text("定員", "Places"),
    "full_since": Text("満員となった日時", "Full since"),
    "recordings_from": Text("アーカイブ配信の開始日", "Recordings available from"),
    "ceremony_on": Text("表彰式の日", "Date of the ceremony"),
    "ceremony_venue": Text("表彰式の会場", "Venue of the ceremony"),
    "ceremony_cancelled": Text("表彰式の状況", "State of the ceremony"),
    "results_on": Text("結果発表の日", "Results announced on"),
    "handed_over_on": Text("提出日", "Handed over on"),
    "published_on": Text("公開日", "Published on"),
    "handed_over_at": Text("提出先", "Handed over at"),
}
OUTCOMES = {
    **{state: words.label for state, words in WORDS_OF_STATES.items()},
    "scheduled": Text("開催予定", "Planned"),
}
CEREMONY = {True: OUTCOMES["cancelled"], False: OUTCOMES["scheduled"]}
UNKNOWN = Text("未定", "not announced")
# A closing date that was not on record may well have been decided.
NOT_ON_RECORD = {
    "closes_on": Text("未掲載", "not announced"),
    "full_since": Text("なし", "none"),
}
# The value of a day that was public and of which no record is left.
UNRECORDED = "unrecorded"
UNRECORDED_DAY = Text("記録なし", "not on record")
PLACES = Text("{count}名", "{count}")


def changed_fact(fact: str, lang: str | None = None) -> str:
    """The fact that was changed, in a word or two."""
    return FACTS[fact].say(lang)


def changed_value(fact: str, value: Any, lang: str | None = None) -> str:
    """A value of the change log in words; see `pages.base.changes.as_json` for its forms."""
    if fact == "ceremony_cancelled":
        return CEREMONY[bool(value)].say(lang)
    if value is None:
        return NOT_ON_RECORD.get(fact, UNKNOWN).say(lang)
    if value == UNRECORDED:
        return UNRECORDED_DAY.say(lang)
    if fact == "outcome":
        return OUTCOMES[value].say(lang)
    if fact == "capacity":
        return PLACES.say(lang).format(count=value)
    if isinstance(value, dict):
        return str(value["ja"] if is_japanese(lang) else value["en"] or value["ja"])
    return _format_time_value(value, lang)


def _format_time_value(value: Any, lang: str | None) -> str:
    if isinstance(value, list):
        return _format_hours(value, lang)
    if "T" in value:
        return format_moment(datetime.fromisoformat(value), lang)
    return format_date(date.fromisoformat(value), lang)


def _format_hours(hours: list[str | None], lang: str | None) -> str:
    start, starts_at, end, ends_at = hours
    if start is None:
        return UNKNOWN.say(lang)
    return format_span(
        date.fromisoformat(start),
        time.fromisoformat(starts_at) if starts_at else None,
        date.fromisoformat(end) if end else None,
        time.fromisoformat(ends_at) if ends_at else None,
        lang,
    )
