"""Items with unusual dates: no place says of them what another does not, or what is not so."""

from datetime import datetime, time
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from django.test import Client

from pages import wording
from pages.awards.models import AwardExtension
from pages.events.models import EventExtension, EventRecording
from portal import clock
from tests import factories
from tests.replay.table import ACCEPTING, SECOND, moment, row_at
from tests.replay.witnesses import STATED
from tests.surfaces import calendar

ITEMS = yaml.safe_load((Path(__file__).parent / "odd_states.yaml").read_text(encoding="utf-8"))
AWARD = "award-with-early-winners"
AWARDS = (AWARD, "award-whose-winners-are-late")
NO_CALENDAR = (*AWARDS, "without-any-date")
BOTH = ("ja", "en")
PLACES = ("/", "/events/", "/news/")
FORM = "https://forms.example.org/apply"
WINNER = "見本市"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """All items, shown in the English tree, too."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        awards = factories.AwardsIndexPageFactory(parent=home)
        factories.WinnersPageFactory(parent=awards)
        for slug, item in ITEMS.items():
            make(slug, item, awards if slug in AWARDS else trainings)
        for page in home.get_descendants(inclusive=True).order_by("path"):
            factories.alias(page)
        yield


def make(slug, item, parent):
    facts = {name: typed(value) for name, value in item["facts"].items()}
    if slug in AWARDS:
        factory, extension = factories.AwardRoundPageFactory, AwardExtension
        facts |= {"entry_url": FORM}
    else:
        factory, extension = factories.TrainingPageFactory, EventExtension
        nothing = dict.fromkeys(("opens_on", "closes_on", "start_time", "end_time"))
        facts = {**nothing, "application_url": FORM, **facts}
    page = factory(parent=parent, slug=slug, title=f"見本 {slug}", **facts)
    if "extension" in item:
        row = {f"{name}_on": day for name, day in item["extension"].items()}
        page.extensions.add(
            extension(
                announced_on=row["announced_on"],
                old_closes_on=row["old_on"],
                new_closes_on=row["new_on"],
            )
        )
    for recording in item.get("recordings", ()):
        page.recordings.add(EventRecording(recording=factories.RecordingFactory(**recording)))
    if "winner" in item:
        place = factories.MunicipalityFactory(name_ja=WINNER, name_en="Sample City")
        factories.AwardWinnerFactory(page=page, municipality=place)
    page.save()


def typed(value):
    """Times and moments are texts in the file."""
    if not isinstance(value, str) or ":" not in value:
        return value
    return datetime.fromisoformat(value) if "T" in value else time.fromisoformat(value)


def row_of(slug, now):
    """The expected state of an item at a moment; none before its first row."""
    rows = ITEMS[slug]["rows"]
    return row_at(rows, now) if now >= moment(rows[0]["from"]) else None


def accepts(row):
    return row.get("accepts", row["state"] in ACCEPTING)


def address_of(slug):
    return f"/awards/{slug}/" if slug in AWARDS else f"/events/training/{slug}/"


def moments(slug):
    """Each change of an item and the second before, from its first row on."""
    first, *others = (moment(row["from"]) for row in ITEMS[slug]["rows"])
    return [first, *(at for change in others for at in (change - SECOND, change))]


def read(address, language, now):
    with clock.at(now):
        response = Client().get(address if language == "ja" else f"/en{address}")
    assert response.status_code == 200, address
    return response.content.decode()


def assert_agreed(html, now, where):
    """Every statement of a page about an item agrees with the table."""
    for slug, state, closes in STATED.findall(html):
        row = row_of(slug, now)
        if row:
            assert (state, closes) == (row["state"], row["closes"]), (where, slug, now)


@pytest.mark.parametrize("slug", ITEMS)
def test_every_place_says_the_same_of_an_unusual_item(slug):
    for now in moments(slug):
        for language in BOTH:
            html, row = read(address_of(slug), language, now), row_of(slug, now)
            assert f'data-item="{slug}" data-state="{row["state"]}"' in html, now
            assert (f'href="{FORM}"' in html) == accepts(row), now
            assert_agreed(html, now, "its page")
    for number, row in enumerate(ITEMS[slug]["rows"]):
        now, language = moment(row["from"]), BOTH[number % 2]
        for place in PLACES:
            html = read(place, language, now)
            assert_agreed(html, now, place)
            assert not untrue(slug, html), (place, now)


def untrue(slug, html):
    """The words of news that must not be said of an item, as far as they are."""
    lines = [part.partition("</li>")[0] for part in html.split("<li") if slug in part]
    said = [line.partition("<a ")[2].partition("</a>")[0] for line in lines if "<time" in line]
    return [word for word in ITEMS[slug].get("never", ()) for line in said if word in line]


def told(slug, language, now):
    """The lines of the news about an item: day and headline, the newest first."""
    html = BeautifulSoup(read("/news/", language, now), "html.parser")
    title = f"見本 {slug}"
    lines = [(line.time["datetime"], line.a.get_text()) for line in html.select("ul.news > li")]
    return [(day, said[len(title) :]) for day, said in lines if said.startswith(title)]


def must_be_told(slug, language, now):
    rows = [
        row
        for row in ITEMS[slug]["news"]
        if moment(row["from"]) <= now and ("until" not in row or now < moment(row["until"]))
    ]
    return [(row.get("day", row["from"][:10]), row[language]) for row in reversed(rows)]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("slug", [slug for slug in ITEMS if "news" in ITEMS[slug]])
def test_the_news_of_an_unusual_item_is_that_of_the_table_and_no_more(slug, language):
    for row in ITEMS[slug]["news"]:
        for now in (moment(row["from"]) - SECOND, moment(row["from"])):
            assert told(slug, language, now) == must_be_told(slug, language, now), now


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("slug", [slug for slug in ITEMS if "lines" in ITEMS[slug]])
def test_the_page_of_an_unusual_item_says_how_its_day_stands(slug, language):
    for row in ITEMS[slug]["lines"]:
        html = BeautifulSoup(read(address_of(slug), language, moment(row["from"])), "html.parser")
        due = html.main.find_all(class_="due")
        said = [" ".join(found.get_text(strip=True).split()) for found in due]
        assert said[:1] == [row[language]], row["from"]


@pytest.mark.parametrize("slug", [slug for slug in ITEMS if slug not in NO_CALENDAR])
def test_calendar_and_open_data_say_what_the_page_says(client, slug):
    for row in ITEMS[slug]["rows"]:
        now = moment(row["from"])
        with clock.at(now):
            events = client.get("/data/events.json").json()["events"]
            (entry,) = calendar(client, f"{address_of(slug)}calendar.ics").walk("VEVENT")
        data = next(each for each in events if each["key"] == slug)
        assert (data["state"], data["closes"]) == (row["state"], row["closes"]), now
        has_window = "opens_on" in ITEMS[slug]["facts"]
        label = wording.state_label(row["state"], "event", "ja", has_window=has_window)
        assert str(entry["DESCRIPTION"]).startswith(label), now
        status = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
        assert entry["STATUS"] == status.get(row["state"], "CONFIRMED"), now


@pytest.mark.parametrize(
    ("place", "language"),
    [(address_of(AWARD), "ja"), (address_of(AWARD), "en"), ("/awards/winners/", "en"), ("/", "ja")],
)
def test_no_winner_is_told_while_entries_are_under_selection(place, language):
    name = WINNER if language == "ja" else "Sample City"
    results = moment("2022-09-20 00:00:00")
    assert name not in read(place, language, results - SECOND)
    assert name in read(place, language, results)


def test_open_data_count_no_winner_before_the_results(client):
    results, counts = moment("2022-09-20 00:00:00"), []
    for now in (results - SECOND, results):
        with clock.at(now):
            rounds = client.get("/data/awards.json").json()["awards"]
        counts += [each["winners"] for each in rounds if each["key"] == AWARD]
    assert counts == [0, 1]
