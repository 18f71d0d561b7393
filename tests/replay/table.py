"""The truth table, read: what a reader must see of an item at a moment."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import yaml

from portal import clock

WHOLE = yaml.safe_load((Path(__file__).parent / "truth_table.yaml").read_text(encoding="utf-8"))
TABLE = {**WHOLE, "news": [row for row in WHOLE["news"] if "unless" not in row]}
ITEMS = tuple(TABLE["states"])
FIRST, LAST = date(2022, 6, 1), date(2022, 10, 1)
SECOND = timedelta(seconds=1)
ACCEPTING = {"open", "extended", "last_day"}
OF_THE_DAY = {*ACCEPTING, "today"}


@cache
def moment(text):
    """A moment of the table, in Japan."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


def without_evidence():
    """The same table for a portal on which no file and no recording can be opened."""
    states = {item: _unclaimed(rows) for item, rows in TABLE["states"].items()}
    return {**TABLE, "states": states, "news": _unclaimed(WHOLE["news"])}


def _unclaimed(rows):
    return [row for row in rows if "needs" not in row]


def claims():
    """The moments at which something is claimed for which there must be evidence."""
    rows = [*(row for rows in TABLE["states"].values() for row in rows), *TABLE["news"]]
    return {moment(row["from"]) for row in rows if "needs" in row}


def row_at(rows, now):
    """The row of a list that holds at a moment."""
    return rows[bisect_right([moment(row["from"]) for row in rows], now) - 1]


def expected(item, now):
    """The row of the table for an item at a moment."""
    return row_at(TABLE["states"][item], now)


def chip(item, state, language):
    """The word that must stand on the chip of an item in a state."""
    kind = "award" if item.startswith("award") else "event"
    words = TABLE["chips"].get(item, {}).get(state) or TABLE["chips"][kind][state]
    return words[0] if language == "ja" else words[1]


def called_for(language, now):
    """The item the front page must call for, if any."""
    return row_at(TABLE["call"][language], now)["item"]


def news(language, now):
    """The announcements that must stand in the news list: item, day, headline."""
    return set(appeared(language, now))


def appeared(language, now):
    """The same announcements, each with the moment since which it stands there."""
    return {
        (row["item"], row["day"], row[language]): moment(row["from"]).isoformat()
        for row in TABLE["news"]
        if moment(row["from"]) <= now and ("until" not in row or now < moment(row["until"]))
    }


def calendar_line(item, language, now):
    """The expected first line of an event in a calendar; one about today names its day."""
    row = expected(item, now)
    said = [chip(item, row["state"], language), *filter(None, [row[language]])]
    if language == "ja":
        day = f"（{now.year}年{now.month}月{now.day}日現在）"
        return "：".join(said) + (day if row["state"] in OF_THE_DAY else "")
    day = f" (as of {now.day} {now:%B} {now.year})"
    return ": ".join(said) + (day if row["state"] in OF_THE_DAY else "")


def _states_change():
    """Each moment at which the state, not only the number of days left, differs; with its items."""
    for item, rows in TABLE["states"].items():
        for before, after in zip(rows, rows[1:], strict=False):
            yield moment(after["from"]), item, before["state"] != after["state"]


def changes():
    """Every change by its moment: the items it is about, and whether any state changes."""
    found = {}
    for at, item, of_state in _states_change():
        items, state = found.get(at, (set(), False))
        found[at] = (items | {item}, state or of_state)
    for row in TABLE["news"]:
        for end in ("from", "until"):
            if end in row:
                items, _state = found.get(moment(row[end]), (set(), False))
                found[moment(row[end])] = (items | {row["item"]}, True)
    return found


def days():
    """Every day of the replay."""
    return [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def at_hour(day, hour):
    """A moment of a day in Japan."""
    return datetime.combine(day, time(hour), clock.TOKYO)
