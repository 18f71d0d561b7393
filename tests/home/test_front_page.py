"""The front page: what its lists say, where it leads, and in which language it says so."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def home():
    """A site with two past summits: one with a theme, one at which prizes were presented."""
    home = factories.site()
    events = factories.EventsIndexPageFactory(parent=home)
    summits = factories.SummitsIndexPageFactory(parent=events, show_in_menus=True)
    factories.SummitPageFactory(
        parent=summits, slug="themed", start_date=date(2021, 6, 4), theme="見本のテーマ",
        outcome="held",
    )  # fmt: skip
    awarding = factories.SummitPageFactory(
        parent=summits, slug="awarding", start_date=date(2019, 1, 17), theme="", outcome="held"
    )
    awards = factories.AwardsIndexPageFactory(parent=home)
    award = factories.AwardRoundPageFactory(
        parent=awards, title="見本のアワード", ceremony_event=awarding,
        opens_on=None, closes_on=None, results_on=date(2019, 1, 17),
    )  # fmt: skip
    factories.AwardWinnerFactory(page=award)
    return home


def test_a_past_summit_says_its_theme_or_the_awards_presented_there(home):
    html = BeautifulSoup(Client().get("/").content, "html.parser")
    rows = {row["data-item"]: row for row in html.main.select("li.item[data-state=held]")}
    assert "見本のテーマ" in rows["themed"].get_text()
    assert "見本のアワード" not in rows["themed"].get_text()
    assert rows["awarding"].select_one(".meta").get_text() == "見本のアワード"


@pytest.fixture
def pages():
    """The pages that the front page speaks of, each with a Japanese title and summary."""
    home = factories.site()
    council = factories.CouncilPageFactory(parent=home, title="協議会")
    awards = factories.AwardsIndexPageFactory(parent=home, title="表彰", summary="表彰の概要")
    join = factories.InformationPageFactory(
        parent=home, slug="join", title="入会", summary="入会の概要", show_in_menus=True
    )
    members = factories.MembersPageFactory(parent=council, title="会員")
    factories.SummitsIndexPageFactory(parent=factories.EventsIndexPageFactory(parent=home))
    factories.translate(home, said="English home")
    return [council, awards, join, members]


def read(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_front_page_says_how_to_join_and_what_the_awards_are(client, pages):
    text = read(client, "/").main.get_text()
    assert "入会の概要" in text
    assert "表彰の概要" in text


def test_the_english_front_page_marks_what_is_not_yet_translated(client, pages):
    for page in pages:
        factories.alias(page)
    html = read(client, "/en/")
    for said in ("協議会", "表彰の概要", "入会", "入会の概要", "会員"):
        (found, *_more) = html.main.find_all(string=said)
        assert found.find_parent(attrs={"lang": True})["lang"] == "ja", said


def test_the_english_front_page_speaks_english_where_translated(client, pages):
    for page in pages:
        factories.translate(page, said=f"English {page.slug}")
    main = read(client, "/en/").main
    assert "English join" in main.get_text()
    assert not main.find_all(attrs={"lang": "ja"})


@pytest.mark.parametrize("tree", ["", "/en"])
def test_the_front_page_searches_the_summits(client, pages, tree):
    form = read(client, f"{tree}/").main.find("form", role="search")
    assert form["action"] == f"{tree}/search/"
    assert form.find("input", attrs={"name": "type"})["value"] == "summit"


def test_the_foot_links_each_section_once(client, pages):
    foot = read(client, "/").footer
    targets = [link["href"] for link in foot.find_all("a")]
    assert sorted(targets) == sorted(set(targets))
    assert {"/council/", "/awards/", "/join/"} <= set(targets)


def test_the_english_front_page_says_until_when_one_can_apply(client):
    home = factories.site()
    trainings = factories.TrainingIndexPageFactory(
        parent=factories.EventsIndexPageFactory(parent=home)
    )
    factories.TrainingPageFactory(parent=trainings, slug="open")
    factories.translate(home, said="English home")
    for page in home.get_descendants().order_by("path"):
        factories.alias(page)
    with clock.at(datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)):
        strip = read(client, "/en/").select_one(".strip").get_text(" ", strip=True)
    assert "26\N{NO-BREAK SPACE}September 2022" in strip
    assert "23:59 JST (4 days left)" in strip
