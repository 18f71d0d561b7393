"""All winners in one table, and what a round of the awards tells of its selection."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.awards.models import AwardFinalist, CommitteeMember
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def read(address):
    response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def winners(query=""):
    return [cell.get_text() for cell in read(f"/awards/winners/{query}").select("tbody td b")]


@pytest.fixture
def awards():
    """Two decided rounds, and one that is not decided."""
    home = factories.site()
    awards = factories.AwardsIndexPageFactory(parent=home)
    factories.WinnersPageFactory(parent=awards)
    events = factories.EventsIndexPageFactory(parent=home)
    summits = factories.SummitsIndexPageFactory(parent=events)
    summit = factories.SummitPageFactory(parent=summits, slug="summit-1", short_title="第1回")
    gold = factories.PrizeFactory(key="gold", rank=1)
    silver = factories.PrizeFactory(key="silver", rank=2)
    towns = {
        name: factories.MunicipalityFactory(name_ja=name, prefecture=prefecture)
        for name, prefecture in (("多久市", 41), ("武雄市", 41), ("日野市", 13))
    }
    first = factories.AwardRoundPageFactory(
        parent=awards, number=1, year=2017, slug="award-2017", ceremony_event=summit
    )
    second = factories.AwardRoundPageFactory(
        parent=awards, number=2, year=2018, slug="award-2018", winners_complete=True
    )
    factories.AwardRoundPageFactory(parent=awards, number=3, year=2022, slug="award-3")
    for page, prize, town in (
        (first, gold, "多久市"),
        (first, silver, "日野市"),
        (second, gold, "武雄市"),
    ):
        factories.AwardWinnerFactory(page=page, prize=prize, municipality=towns[town])
    return awards


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["武雄市", "多久市", "日野市"]),
        ("?year=2017", ["多久市", "日野市"]),
        ("?prize=gold", ["武雄市", "多久市"]),
        ("?pref=41", ["武雄市", "多久市"]),
        ("?year=2017&pref=41", ["多久市"]),
        ("?year=&prize=&pref=", ["武雄市", "多久市", "日野市"]),
        ("?year=2018&pref=13", []),
        ("?pref=41&pref=13", ["武雄市", "多久市", "日野市"]),
    ],
)
def test_winners_are_chosen_by_year_prize_and_prefecture(awards, query, shown):
    assert winners(query) == shown


@pytest.mark.parametrize("query", ["?year=1999", "?year=2022", "?pref=x&prize=%00"])
def test_a_value_that_is_not_on_record_is_refused(awards, query):
    assert Client().get(f"/awards/winners/{query}").status_code == 400


def test_the_choice_made_is_shown_in_the_form(awards):
    html = read("/awards/winners/?year=2017&pref=41")
    chosen = {
        field["name"]: field.find("option", selected=True)["value"]
        for field in html.select("form.choice select")
        if field.find("option", selected=True)
    }
    assert chosen == {"year": "2017", "pref": "41"}


def test_an_empty_choice_leads_back_to_all_winners(awards):
    html = read("/awards/winners/?year=2018&pref=13")
    assert not html.select("table")
    assert html.main.find("a", href="/awards/winners/")


def test_each_round_is_a_group_linked_to_its_summit(awards):
    groups = read("/awards/winners/").select("tbody")
    assert [group.th["rowspan"] for group in groups] == ["1", "2"]
    assert {group.th["scope"] for group in groups} == {"rowgroup"}
    links = [link["href"] for link in groups[1].th.select("a")]
    assert links == ["/awards/award-2017/", "/events/summits/summit-1/"]


def test_a_list_that_is_not_complete_says_so_and_names_the_round(awards):
    notes = [note.get_text() for note in read("/awards/winners/").select("main p.meta")]
    award = awards.get_children().get(slug="award-2017")
    assert len([note for note in notes if award.title in note]) == 1
    complete = awards.get_children().get(slug="award-2018")
    assert not [note for note in notes if complete.title in note]


def test_a_round_still_to_be_decided_is_named_with_its_state(awards):
    row = read("/awards/winners/").select_one('[data-item="award-3"]')
    assert row.a["href"] == "/awards/award-3/"


def test_finalists_stand_apart_from_winners(awards):
    page = awards.get_children().get(slug="award-2018").specific
    town = factories.MunicipalityFactory(name_ja="八峰町")
    AwardFinalist.objects.create(page=page, municipality=town, project_ja="見本の取組")
    html = read("/awards/award-2018/")
    finalists = html.find("section", attrs={"aria-labelledby": "finalists-h"})
    assert "八峰町" in finalists.get_text()
    assert "八峰町" not in html.find("section", attrs={"aria-labelledby": "winners-h"}).get_text()
    assert "八峰町" not in "".join(winners())


@pytest.mark.parametrize(("complete", "notes"), [(False, 1), (True, 0)])
def test_a_committee_known_in_part_says_so(awards, complete, notes):
    page = awards.get_children().get(slug="award-2018").specific
    CommitteeMember.objects.create(page=page, person=factories.PersonFactory(name_en=""))
    page.committee_complete = complete
    page.save()
    committee = read("/awards/award-2018/").find(attrs={"aria-labelledby": "committee-h"})
    assert len(committee.select("li")) == 1
    assert len(committee.select("p.meta")) == notes
