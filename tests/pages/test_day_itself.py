"""The day of an event: from which hour, that it is on, that it is over, and how to take part."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from portal import clock
from tests import factories
from tests.surfaces import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DAY = date(2022, 9, 29)
TREES = ("", "/en")


def at(text):
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=clock.TOKYO)


EVENTS = {
    "hours": {"start_time": time(15, 0), "end_time": time(17, 15)},
    "no-end": {"start_time": time(15, 0), "end_time": None},
    "no-hours": {"start_time": None, "end_time": None},
    "two-days": {"start_time": time(10), "end_time": time(16), "end_date": date(2022, 9, 30)},
    "two-days-no-end": {"start_time": time(10), "end_time": None, "end_date": date(2022, 9, 30)},
}
AHEAD, ON, ALL_DAY = (
    ("本日15:00から", "Today from 15:00 JST"),
    ("ただいま開催中", "Taking place now"),
    ("本日開催です", "Takes place today"),
)
FROM_TEN = ("本日10:00から", "Today from 10:00 JST")
LINES = [
    ("hours", "09-29T00:00:00", AHEAD),
    ("hours", "09-29T14:59:59", AHEAD),
    ("hours", "09-29T15:00:00", ON),
    ("hours", "09-29T17:14:59", ON),
    ("no-end", "09-29T14:59:59", AHEAD),
    ("no-end", "09-29T15:00:00", ("15:00に開始しました", "Started at 15:00 JST")),
    ("no-hours", "09-29T00:00:00", ALL_DAY),
    ("no-hours", "09-29T23:59:59", ALL_DAY),
    ("two-days", "09-29T09:59:59", FROM_TEN),
    ("two-days", "09-29T10:00:00", ON),
    ("two-days", "09-30T15:59:59", ON),
    ("two-days-no-end", "09-29T10:00:00", ("10:00に開始しました", "Started at 10:00 JST")),
    ("two-days-no-end", "09-30T10:00:00", ALL_DAY),
]
ENDS = {"hours": "09-29T17:15:00", "no-hours": "09-30T00:00:00", "two-days": "09-30T16:00:00"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Events of one day for which nobody applies any more, in both trees."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        parent = factories.TrainingIndexPageFactory(parent=events)
        awards = factories.AwardsIndexPageFactory(parent=home)
        for slug, hours in EVENTS.items():
            factories.TrainingPageFactory(
                parent=parent, slug=slug, title=f"見本 {slug}", start_date=DAY, **hours
            )
        summits = factories.SummitsIndexPageFactory(parent=events)
        summit = factories.SummitPageFactory(
            parent=summits, slug="summit", title="見本サミット", start_date=date(2022, 12, 5),
            start_time=time(13), end_time=time(16),
        )  # fmt: skip
        hall = factories.VenueFactory(name_ja="見本ホール", name_en="Sample Hall")
        rounds = {
            "alone": {"ceremony_on": date(2022, 11, 17), "ceremony_venue": hall},
            "at-a-summit": {"ceremony_on": date(2022, 12, 5), "ceremony_event": summit},
            "beside-a-summit": {"ceremony_on": date(2022, 12, 6), "ceremony_event": summit},
            "called-off": {"ceremony_on": date(2022, 11, 24), "ceremony_cancelled": True},
            "no-day": {"ceremony_on": None},
        }
        window = {"opens_on": None, "closes_on": None}
        for slug, facts in rounds.items():
            title = f"見本賞 {slug}"
            factories.AwardRoundPageFactory(
                parent=awards, slug=slug, title=title, **window, **facts
            )
        for page in home.get_descendants(inclusive=True).order_by("path"):
            factories.alias(page)
        yield SimpleNamespace(parent=parent)


def read(client, address, moment):
    with clock.at(moment):
        response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def row_of(html, slug):
    found = html.main.find(attrs={"data-item": slug})
    return " ".join(found.get_text(" ").split()) if found else ""


@pytest.mark.parametrize(("slug", "moment", "said"), LINES)
def test_a_page_and_the_list_say_how_the_day_stands(client, made, slug, moment, said):
    for tree, line in zip(TREES, said, strict=True):
        page = read(client, f"{tree}/events/training/{slug}/", at(moment))
        assert page.main.find(class_="due").get_text(strip=True) == line
        assert line in row_of(read(client, f"{tree}/events/", at(moment)), slug)


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("slug", ENDS)
def test_it_has_ended_in_the_second_in_which_it_ends(client, made, tree, slug):
    page = read(client, f"{tree}/events/training/{slug}/", at(ENDS[slug]))
    state = page.main.find(attrs={"data-item": slug})["data-state"]
    assert state == "ended"
    assert page.main.find(class_="due") is None


def join_lines(client, made, slug, moment, tree):
    page = read(client, f"{tree}/events/training/{slug}/", moment)
    return row_of(page, slug)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"online_mode_ja": "見本の方法", "online_mode_en": "Sample way"},
            ("見本の方法", "Sample way"),
        ),
        ({"online_platform": "Zoom"}, ("Zoom", "Zoom")),
        (
            {"online_platform": None, "venue_text_ja": "見本会館", "venue_text_en": "Sample House"},
            ("見本会館", "Sample House"),
        ),
        (
            {"online_platform": None},
            (
                "参加方法は事務局へお問い合わせください",
                "Please ask the secretariat how to take part",
            ),
        ),
    ],
)
def test_on_the_day_a_page_says_how_to_take_part(client, made, facts, said):
    page = factories.TrainingPageFactory(parent=made.parent, slug="joining", **facts)
    factories.alias(page)
    for tree, text in zip(TREES, said, strict=True):
        heading = "How to take part" if tree else "参加方法"
        shown = join_lines(client, made, "joining", at("09-29T14:00"), tree)
        assert heading in shown
        assert text in shown
        assert heading not in join_lines(client, made, "joining", at("09-29T17:15"), tree)


# --- The front page --------------------------------------------------------------------------


def items_above_the_news(client, moment, tree):
    """The items, by their keys; of a ceremony, which has none, the round."""
    hero = read(client, f"{tree}/", moment).find(class_="hero")
    shown = hero.find_all(class_=["call", "strip"])
    return [found.get("data-item") or found.a["href"].split("/")[-2] for found in shown]


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("moment", ["09-29T00:00:00", "09-29T12:00:00", "09-29T17:14:59"])
def test_on_its_day_every_event_stands_at_the_top_of_the_front_page(client, made, tree, moment):
    assert set(items_above_the_news(client, at(moment), tree)) == set(EVENTS)


@pytest.mark.parametrize("tree", TREES)
def test_what_is_over_leaves_the_front_page_s_top(client, made, tree):
    assert "hours" not in items_above_the_news(client, at("09-29T17:15:00"), tree)
    assert items_above_the_news(client, at("10-01T00:00:00"), tree) == []


@pytest.mark.parametrize("tree", TREES)
def test_what_one_can_apply_for_leads_and_the_event_of_the_day_stands_too(client, made, tree):
    late = factories.TrainingPageFactory(
        parent=made.parent,
        slug="open",
        start_date=date(2022, 10, 20),
        closes_on=date(2022, 10, 10),
    )
    factories.alias(late)
    above = items_above_the_news(client, at("09-29T14:00"), tree)
    assert above[0] == "open"
    assert set(above[1:]) == set(EVENTS)


# --- Award ceremonies ------------------------------------------------------------------------

CEREMONY = {"": "見本賞 alone 表彰式", "/en": "見本賞 alone: award ceremony"}


@pytest.mark.parametrize("tree", TREES)
def test_a_ceremony_is_an_event_of_the_list_until_its_day_is_over(client, made, tree):
    for moment, heading, state in (
        ("11-16T12:00", "coming-h", ("開催予定", "Coming up")),
        ("11-17T00:00", "coming-h", ("本日開催", "Today")),
        ("11-18T00:00", "past-h", ("終了", "Ended")),
    ):
        html = read(client, f"{tree}/events/", at(moment))
        section = html.find("section", attrs={"aria-labelledby": heading})
        link = section.find("a", href=f"{tree}/awards/alone/#ceremony-h")
        assert link.get_text(strip=True) == CEREMONY[tree]
        row = link.find_parent("li")
        assert row.find(class_="chip").get_text(strip=True) == state[TREES.index(tree)]
        assert "data-item" not in row.attrs
        assert ("Sample Hall" if tree else "見本ホール") in row.get_text()
    assert read(client, f"{tree}/awards/alone/", at("11-16T12:00")).find(id="ceremony-h")


@pytest.mark.parametrize("tree", TREES)
def test_a_ceremony_stands_in_the_calendar_and_one_at_a_summit_with_that_summit(client, made, tree):
    with clock.at(at("10-01T12:00")):
        entries = calendar(client, f"{tree}/events/calendar.ics").walk("VEVENT")
    days = {
        str(entry["URL"]).rpartition("/awards/")[2]: entry["DTSTART"].dt
        for entry in entries
        if "/awards/" in entry["URL"]
    }
    assert days == {
        "alone/#ceremony-h": date(2022, 11, 17),
        "beside-a-summit/#ceremony-h": date(2022, 12, 6),
        "called-off/#ceremony-h": date(2022, 11, 24),
    }
    states = {str(entry["URL"]).rpartition("/awards/")[2]: entry["STATUS"] for entry in entries}
    assert states["called-off/#ceremony-h"] == "CANCELLED"
    assert len({str(entry["UID"]) for entry in entries}) == len(entries)


def test_a_ceremony_moved_raises_its_number_in_the_calendar(client, made):
    def number():
        with clock.at(at("10-02T12:00")):
            entries = calendar(client, "/events/calendar.ics").walk("VEVENT")
        return next(int(each["SEQUENCE"]) for each in entries if "/awards/alone/" in each["URL"])

    before = number()
    page = next(each for each in made.parent.get_site().root_page.get_descendants().specific()
                if each.slug == "alone" and each.locale_id == made.parent.locale_id)  # fmt: skip
    with clock.at(at("10-01T12:00")):
        page.ceremony_on = date(2022, 11, 18)
        page.save_revision().publish()
    assert number() > before


@pytest.mark.parametrize("tree", TREES)
def test_on_its_day_a_ceremony_stands_on_the_front_page_and_in_the_news(client, made, tree):
    moment = at("11-17T10:00")
    assert items_above_the_news(client, moment, tree) == ["alone"]
    said = {"": "見本賞 aloneの表彰式は本日開催", "/en": "見本賞 alone: ceremony today"}[tree]
    assert said in read(client, f"{tree}/news/", moment).get_text()
    assert said not in read(client, f"{tree}/news/", at("11-18T00:00")).get_text()


@pytest.mark.parametrize("tree", TREES)
def test_a_ceremony_called_off_calls_nobody(client, made, tree):
    assert items_above_the_news(client, at("11-24T10:00"), tree) == []
    assert "called-off" not in read(client, f"{tree}/news/", at("11-24T10:00")).get_text()


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("moment", ["11-18T00:00", "12-31T10:00"])
def test_after_its_day_the_news_say_that_a_ceremony_is_over(client, made, tree, moment):
    news = read(client, f"{tree}/news/", at(moment)).get_text()
    said = {"": "見本賞 {}の表彰式が終了", "/en": "見本賞 {}: ceremony has ended"}[tree]
    assert said.format("alone") in news
    assert said.format("called-off") not in news
    assert said.format("at-a-summit") not in news
    before = read(client, f"{tree}/news/", at("11-17T23:59:59")).get_text()
    assert said.format("alone") not in before


def ceremony_of(client, tree, slug, moment):
    """The part of a round's page on its ceremony."""
    html = read(client, f"{tree}/awards/{slug}/", moment)
    return html.find("section", attrs={"aria-labelledby": "ceremony-h"}).get_text()


TAKES_PLACE, ENDED = ("本日開催です", "Takes place today"), ("終了しました", "This has ended")


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize(
    ("slug", "moment", "said"),
    [
        ("alone", "11-17T00:00:00", TAKES_PLACE),
        ("alone", "11-17T23:59:59", TAKES_PLACE),
        ("alone", "11-18T00:00:00", ENDED),
        ("beside-a-summit", "12-07T00:00:00", ENDED),
        ("at-a-summit", "12-05T12:59:59", ("本日13:00から", "Today from 13:00 JST")),
        ("at-a-summit", "12-05T13:00:00", ON),
        ("at-a-summit", "12-05T16:00:00", ENDED),
    ],
)
def test_the_page_of_a_round_says_how_the_day_of_the_ceremony_stands(
    client, made, tree, slug, moment, said
):
    assert said[TREES.index(tree)] in ceremony_of(client, tree, slug, at(moment))


@pytest.mark.parametrize("tree", TREES)
def test_the_page_of_a_round_says_nothing_of_the_day_before_it_and_where_it_is_off(
    client, made, tree
):
    for slug, moment in (("alone", "11-16T23:59:59"), ("called-off", "11-25T00:00:00")):
        told = ceremony_of(client, tree, slug, at(moment))
        assert not [line[TREES.index(tree)] for line in (TAKES_PLACE, ENDED, ON)
                    if line[TREES.index(tree)] in told]  # fmt: skip


# --- Before the record -----------------------------------------------------------------------


@pytest.mark.parametrize("tree", TREES)
def test_years_before_the_record_nothing_is_said_to_be_open(client, made, tree):
    with clock.at(at("09-01T12:00")):
        late = factories.TrainingPageFactory(
            parent=made.parent, slug="unopened", opens_on=None, closes_on=date(2022, 9, 20)
        )
        factories.alias(late)
    open_, coming = {"": ("申込受付中", "開催予定"), "/en": ("Open", "Coming up")}[tree]
    for moment, said in (
        (at("09-02T12:00"), open_),
        (at("09-02T12:00").replace(year=2010), coming),
    ):
        chip = read(client, f"{tree}/events/training/unopened/", moment).main.find(class_="chip")
        assert chip.get_text(strip=True) == said
        row = row_of(read(client, f"{tree}/events/", moment), "unopened")
        assert said in row
    assert "4401" not in row  # the days from then to the closing day
