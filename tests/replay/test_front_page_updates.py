"""The dated updates of the council's own front page: which come by themselves, and nothing more."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from portal import clock
from tests import factories
from tests.replay.table import at_hour, moment

LISTED = yaml.safe_load(
    (Path(__file__).parent / "front_page_updates.yaml").read_text(encoding="utf-8")
)
UPDATES, ADDITIONS = LISTED["updates"], LISTED["additions"]
DERIVED = [each for each in UPDATES if "derived" in each]
OWN = [each for each in UPDATES if "own" in each]
SEP_22 = moment("2022-09-22 10:00:00")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("content"),
    pytest.mark.one_database,
]


def lines(now, prefix=""):
    """The news list at a moment: day, address without language, marks."""
    with clock.at(now):
        html = BeautifulSoup(Client().get(f"{prefix}/news/").content, "html.parser")
    return [
        (line.time["datetime"], line.a["href"].removeprefix(prefix), line.find(class_="new"))
        for line in html.select("ul.news > li")
    ]


def shown(now, prefix=""):
    return [(day, address) for day, address, _mark in lines(now, prefix)]


def named(update):
    return f"{update['day']} {update['item']} {update.get('derived', 'own')}"


def address_of(update):
    """Where the line leads: the item's page, or the editors' report."""
    if "own" in update:
        return f"/news/{update['own']}/"
    return Page.objects.get(slug=update["item"], locale=factories.japanese()).url


def stable(update):
    return f"/news/{update['item']}/{update['derived']}/"


def appears(update):
    return moment(update.get("at", f"{update['day']} 00:00:00"))


def test_the_nineteen_updates_are_listed_each_with_its_way_or_a_reason():
    assert len(UPDATES) == 19
    assert (len(DERIVED), len(OWN)) == (15, 4)
    assert all(each["reason"] for each in (*OWN, *ADDITIONS))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("update", UPDATES, ids=named)
def test_an_update_appears_on_its_day_and_not_before(update, prefix):
    line, now = (update["day"], address_of(update)), appears(update)
    if "at" not in update:  # else the line of "today" stands there, with the same address
        assert line not in shown(now - timedelta(seconds=1), prefix)
    assert line in shown(now, prefix)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "update", [each for each in (*UPDATES, *ADDITIONS) if "on_its_day_only" in each], ids=named
)
def test_what_is_true_for_a_day_stands_there_on_that_day_only(update, prefix):
    html = {}
    for days in (0, 1):
        day = date.fromisoformat(update["day"]) + timedelta(days=days)
        with clock.at(at_hour(day, 10)):
            html[days] = Client().get(f"{prefix}/news/").content.decode()
    words = {
        ("today", ""): "は本日開催", ("today", "/en"): ": today",
        ("last_day", ""): "は本日まで", ("last_day", "/en"): ": last day for",
    }  # fmt: skip
    said = words[update["derived"], prefix]
    assert said in html[0]
    assert said not in html[1]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_line_appears_that_is_not_on_the_list(prefix):
    expected = {(each["day"], address_of(each)) for each in (*UPDATES, *ADDITIONS)}
    first, last = date(2022, 8, 1), date(2022, 9, 22)
    mornings = [
        at_hour(first + timedelta(days=number), 10) for number in range((last - first).days + 1)
    ]
    for now in (*mornings, moment("2022-08-29 17:00:00")):
        told = [line for line in shown(now, prefix) if line[0] >= "2022-08-01"]
        assert set(told) <= expected, now
        assert len(told) == len(set(told)), now


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_marks_are_the_two_of_the_front_page(prefix):
    marked = [(day, mark.get_text()) for day, _address, mark in lines(SEP_22, prefix) if mark]
    assert marked == [("2022-09-22", "NEW"), ("2022-09-20", "NEW")]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("update", [*DERIVED, *ADDITIONS], ids=named)
def test_a_derived_line_has_an_address_from_its_day_on(client, update, prefix):
    address = prefix + stable(update)
    if update is ADDITIONS[1]:
        address = f"{prefix}/news/award-5/last_day-2022-09-14/"  # the second of its kind
    with clock.at(appears(update) - timedelta(seconds=1)):
        assert client.get(address).status_code == 404
    for now in (appears(update), SEP_22 + timedelta(days=365)):
        with clock.at(now):
            answer = client.get(address, follow=True)
        assert answer.redirect_chain == [(prefix + address_of(update), 302)]
        html = BeautifulSoup(answer.content, "html.parser")
        canonical = html.find("link", rel="canonical")["href"]
        assert canonical == "http://testserver" + prefix + address_of(update)


@pytest.mark.parametrize(
    "address",
    [
        "/news/training-1/closed/",
        "/news/training-1/reminder/",
        "/news/training-1/opening-2022-08-05/",
        "/news/no-such-item/opening/",
        "/news/training-1/opening/more/",
        "/news/training-1/",
        "/news/%E3%81%82/%00/",
    ],
)
def test_what_is_not_derived_has_no_address(client, address):
    with clock.at(SEP_22):
        assert client.get(address).status_code == 404
        assert client.get(f"/en{address}").status_code == 404
