"""Four months replayed: every place that tells a date agrees with the truth table and the others.

What is asked when, in both languages but where it says otherwise:
- one second before and after every change (and at the change, where it is not midnight): the page
  of the items that change (with what it tells search engines) and the list that says how many days
  are left; where a state changes and not only that number, all lists they stand in, the front page,
  the news and its feed, the calendar, the open data and the search, too; all but the pages in one
  language before and in both after;
- at every midnight: the open data, and of the lists of events and of awards, the calendar and the
  feed one half in Japanese and the other in English, the other way round on the next day;
- at every noon: the items' own pages and calendars in turn, in the same way front page and news,
  and at every fourth the search.
"""

from collections import defaultdict

import pytest
from django.test import Client

from pages.media import PortalDocument, Recording
from portal import clock
from tests.replay import programs, table, witnesses

COMING = {*table.ACCEPTING, "before", "full", "closed", "today", "selecting"}
LISTS = {
    "training-1": ("events", "training", "search training"),
    "training-2": ("events", "training", "search training"),
    "summit-5": ("events", "summits", "search summit"),
    "award-5": ("awards", "winners", "search award"),
}
EVERYWHERE = ("home", "news", "feed", "calendar", "data")
SEARCHES = ("search training", "search summit", "search award")
WITNESSES = {**witnesses.WITNESSES, "data": (programs.open_data, table.ITEMS)}
NOBODY = (lambda read, language: (), ())
MONTHS = (6, 7, 8, 9)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


BOTH = ("ja", "en")


def schedule():
    """The places to check at each moment, each with a language."""
    asked = defaultdict(set)
    for number, day in enumerate(table.days()):
        page = table.ITEMS[number % len(table.ITEMS)]
        today, other = BOTH if number % 2 else reversed(BOTH)
        midnight, noon = asked[table.at_hour(day, 0)], asked[table.at_hour(day, 12)]
        midnight |= {("events", today), ("awards", other), ("data", "ja")}
        midnight |= {("calendar", today), ("feed", other)}
        noon |= in_languages([f"page {page}"])
        noon |= {("home", today), ("news", other)}
        noon |= {(SEARCHES[number % len(SEARCHES)], other)} if number % 4 == 0 else set()
        noon |= {(f"calendar of {page}", other)} if page in witnesses.EVENTS else set()
    for number, (at, (items, state_changes)) in enumerate(table.changes().items()):
        pages = in_languages(f"page {item}" for item in items)
        places = {"events"} if items & set(witnesses.EVENTS) else set()
        if state_changes:
            places |= {*EVERYWHERE, *(name for item in items for name in LISTS[item])}
        half = {(place, "ja" if place == "data" else BOTH[number % 2]) for place in places}
        asked[at - table.SECOND] |= pages | half
        for moment in [at, at + table.SECOND] if at.hour else [at + table.SECOND]:
            asked[moment] |= pages | in_languages(places)
    return asked


def in_languages(places):
    """Each place in both languages; the open data holds both."""
    return {(place, language) for place in places for language in BOTH} - {("data", "en")}


class Replay:
    """Counts comparisons and keeps what did not agree."""

    def __init__(self):
        self.compared, self.contradictions = 0, []
        self.numbers = {}

    def compare(self, said, expected, *where):
        """One comparison."""
        self.compared += 1
        if said != expected:
            self.contradictions.append((*map(str, where), said, expected))

    def at(self, now, asked):
        """Asks every place, and compares what it says with the table and with the others."""
        seen = defaultdict(list)
        readers = {language: reader(language, now) for language in BOTH}
        for place, language in sorted(asked):
            witness, items = WITNESSES.get(place, NOBODY)
            sightings = list(witness(readers[language], language))
            for item in items:
                there = item in {each.item for each in sightings}
                self.compare(there, True, now, language, place, item, "is there")
            for sighting in sightings:
                self.check(sighting, language, now)
                seen[sighting.item].append((sighting.state, sighting.closes))
            self.check_list(place, readers[language], language, now)
            for said, expected, about in self.told(place, readers[language], language, now):
                self.compare(said, expected, now, language, about)
            if place == "calendar":
                self.check_numbers(readers[language], language, now)
        for item, said in seen.items():
            for other in said[1:]:
                self.compare(other, said[0], now, item, "agree with each other")

    def told(self, place, read, language, now):
        """The machine-readable statements of a place, if it has any."""
        tells = programs.TELLERS.get(place)
        return tells(read, language, now) if tells else ()

    def check_numbers(self, read, language, now):
        """A calendar's number never falls, and rises when a state changes."""
        for item, entry in programs.entries(read, language).items():
            if item is None:
                continue
            state, number = table.expected(item, now)["state"], int(entry["SEQUENCE"])
            before, known = self.numbers.get((item, language), (state, -1))
            rises = number > known if state != before else number >= known
            self.compare(rises, True, now, language, f"the number of {item} in the calendar")
            self.numbers[item, language] = state, number

    def check_list(self, place, read, language, now):
        """Compares the call of the front page, or the lines of the news, with the table."""
        if place == "home":
            called = witnesses.call_of(read, language)
            self.compare(called, table.called_for(language, now), now, language, "call")
        if place == "news":
            told = witnesses.headlines(read, language)
            self.compare(set(told), table.news(language, now), now, language, "news")
            self.compare(len(told), len(set(told)), now, language, "no line twice")

    def check(self, sighting, language, now):
        """Compares one sighting with the table."""
        row = table.expected(sighting.item, now)
        where = now, language, sighting.place, sighting.item
        self.compare(sighting.state, row["state"], *where)
        self.compare(sighting.closes, row["closes"], *where)
        if sighting.chip is not None:
            word = table.chip(sighting.item, row["state"], language)
            self.compare(sighting.chip, word.replace(" ", "") if language == "ja" else word, *where)
        must_tell = sighting.place == witnesses.OWN_PAGE and row["state"] in COMING
        if must_tell or sighting.line is not None:
            self.compare(sighting.line, row[language], *where)


def reader(language, now):
    """Reads an address in a language at a moment, each address once."""
    client, prefix, pages = Client(), "" if language == "ja" else "/en", {}

    def read(address):
        if address not in pages:
            where = address if address.startswith("/data/") else prefix + address
            with clock.at(now):
                response = client.get(where)
            assert response.status_code == 200, where
            pages[address] = response.content.decode()
        return pages[address]

    return read


def test_the_table_is_long_enough_and_in_order():
    rows = [row for rows in table.TABLE["states"].values() for row in rows]
    assert len(rows) >= 60
    for rows in table.TABLE["states"].values():
        moments = [table.moment(row["from"]) for row in rows]
        assert moments == sorted(set(moments))


@pytest.mark.usefixtures("content")
def test_nothing_is_claimed_anywhere_of_what_cannot_be_opened(monkeypatch, record_property):
    """The table's other side: every file and every recording is gone."""
    around = {at + step for at in table.claims() for step in (-table.SECOND, table.SECOND)}
    moments = {at: asked for at, asked in schedule().items() if at in around}
    assert set(moments) == around
    PortalDocument.objects.update(file="documents/lost.pdf")
    Recording.objects.update(file="recordings/lost.webm")
    monkeypatch.setattr(table, "TABLE", table.without_evidence())
    replay = Replay()
    for now, asked in sorted(moments.items()):
        replay.at(now, asked)
    record_property("replayed", f"{len(moments)} moments, {replay.compared} comparisons")
    assert replay.contradictions == []
    assert replay.compared > 10 * len(moments)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("month", MONTHS)
def test_nothing_contradicts_the_table_or_anything_else(month, record_property):
    replay = Replay()
    last = (month + 1) if month == MONTHS[-1] else month
    moments = {at: asked for at, asked in schedule().items() if month <= at.month <= last}
    for now, asked in sorted(moments.items()):
        replay.at(now, asked)
    record_property("replayed", f"{len(moments)} moments, {replay.compared} comparisons")
    assert replay.contradictions == []
    assert replay.compared > 10 * len(moments)
