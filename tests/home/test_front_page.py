"""The front page: what its lists say of each record."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


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


def test_past_summits_are_searched_from_the_front_page(home):
    html = BeautifulSoup(Client().get("/").content, "html.parser")
    form = html.main.find("form", role="search")
    assert form.find("input", attrs={"name": "type"})["value"] == "summit"
    assert form["action"] == "/search/"
