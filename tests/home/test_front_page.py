"""The front page: where it leads, and in which language it says so."""

import pytest
from bs4 import BeautifulSoup

from tests import factories

pytestmark = pytest.mark.django_db


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
