"""The list of news: by year, and as chosen by kind, subject and fiscal year."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def _news():
    """Three reports, one of them about a summit, and the proposal's own announcement."""
    home = factories.site()
    index = factories.NewsIndexPageFactory(parent=home)
    events = factories.EventsIndexPageFactory(parent=home)
    summits = factories.SummitsIndexPageFactory(parent=events)
    summit = factories.SummitPageFactory(parent=summits, start_date=date(2022, 3, 31))
    proposals = factories.ProposalsIndexPageFactory(parent=home)
    proposal = factories.ProposalPageFactory(
        parent=proposals, title="提言", handed_over_on=date(2021, 4, 7)
    )
    file = ContentFile(b"%PDF-1.4", name="proposal.pdf")
    proposal.documents.create(document=factories.PortalDocumentFactory(file=file))
    proposal.save()
    for title, day, kind, item in (
        ("甲", date(2022, 3, 31), "held", summit),
        ("乙", date(2022, 4, 1), "document", None),
        ("丙", date(2016, 10, 25), None, None),
    ):
        factories.NewsPageFactory(parent=index, title=title, published_on=day, kind=kind, item=item)


def read(query=""):
    response = Client().get(f"/news/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def headlines(query=""):
    return [link.get_text()[:1] for link in read(query).select(".news .t a")]


@pytest.mark.usefixtures("_news")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["乙", "甲", "「", "丙"]),
        ("?kind=document", ["乙", "「"]),
        ("?kind=document&kind=held", ["乙", "甲", "「"]),
        ("?about=summit", ["甲"]),
        ("?fy=2021", ["甲", "「"]),
        ("?fy=2021&kind=document", ["「"]),
        ("?about=summit&kind=document", []),
        ("?kind=&fy=&nothing=x", ["乙", "甲", "「", "丙"]),
    ],
)
def test_any_of_a_group_and_all_of_the_groups(query, shown):
    assert headlines(query) == shown


@pytest.mark.usefixtures("_news")
def test_news_stand_under_their_calendar_year():
    assert [heading["id"] for heading in read().main.select("h2")] == ["h2022", "h2021", "h2016"]


@pytest.mark.usefixtures("_news")
def test_a_report_without_a_kind_is_an_announcement():
    assert read().find(id="kind-announcement")
    assert read("?kind=announcement").select_one(".lbl").get_text()


@pytest.mark.usefixtures("_news")
def test_counts_tell_what_a_tick_would_show():
    html = read("?kind=document")
    assert html.find(id="kind-document").has_attr("checked")

    def count(box):
        return "".join(filter(str.isdigit, html.select_one(f'[for="{box}"] .num').get_text()))

    assert count("kind-held") == "1"  # other kinds can still be added
    assert count("about-summit") == "0"
    assert count("fy-2021") == "1"


@pytest.mark.usefixtures("_news")
def test_an_empty_choice_says_so_and_leads_back():
    html = read("?about=summit&kind=document")
    assert not html.select(".news")
    assert html.main.find("a", href="/news/")
