"""The council's own pages: what they say, and what they do not claim."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def council():
    """The page that opens the section."""
    return factories.CouncilPageFactory(parent=factories.site())


def read(client, page, prefix=""):
    """The main part of a page as a reader gets it."""
    response = client.get(prefix + page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def text_of(html):
    return " ".join(html.get_text(" ").split())


def test_the_section_opens_with_links_to_its_pages(client, council):
    factories.HistoryPageFactory(parent=council)
    factories.BylawsPageFactory(parent=council, live=False)
    links = read(client, council).find("section", attrs={"aria-labelledby": "links-h"})
    assert [link["href"] for link in links.find_all("a")] == ["/council/history/"]


def test_key_facts_stand_beside_the_text_only_where_there_are_some(client, council):
    assert read(client, council).find("aside") is None
    council.announced_on = date(2016, 8, 3)
    council.pamphlet = factories.PortalDocumentFactory(title="ご案内")
    council.save_revision().publish()
    aside = read(client, council).find("aside")
    assert aside.find("time")["datetime"] == "2016-08-03"
    assert "ご案内" in text_of(aside)
    assert not aside.find_all("a")  # the file is still to come


def test_history_stands_in_the_order_of_time_and_links_to_its_items(client, council):
    history = factories.HistoryPageFactory(parent=council)
    hidden = factories.BylawsPageFactory(parent=council, live=False)
    factories.HistoryEntryFactory(page=history, day=date(2022, 6, 2), item=hidden)
    factories.HistoryEntryFactory(page=history, day=date(2015, 11, 10), item=council)
    factories.translate(council, said="The council")
    factories.translate(history, said="History")
    rows = read(client, history, "/en").find("ol", class_="timeline").find_all("li")
    assert [row.time["datetime"] for row in rows] == ["2015-11-10", "2022-06-02"]
    assert rows[0].a["href"] == "/en/council/"
    assert "A sample event" in text_of(rows[0])
    assert rows[1].a is None  # what is not published is not linked


def test_the_title_of_an_item_not_yet_in_english_is_marked(client, council):
    history = factories.HistoryPageFactory(parent=council)
    factories.HistoryEntryFactory(page=history, item=council)
    factories.alias(council)
    factories.translate(history, said="History")
    link = read(client, history, "/en").find("ol", class_="timeline").find("a")
    assert (link["lang"], link.get_text()) == ("ja", "協議会について")


def test_a_term_says_when_its_list_is_not_complete(client, council):
    page = factories.OfficersPageFactory(parent=council)
    known = factories.OfficerTermFactory(page=page, title_en="First", total=11, sort_order=0)
    factories.OfficerFactory(term=known)
    full = factories.OfficerTermFactory(page=page, title_en="Second", complete=True, sort_order=1)
    factories.OfficerFactory(term=full)
    factories.translate(page, said="Officers")
    first, second = read(client, page, "/en").find_all("section")
    assert "11 officers were elected; only confirmed names are listed." in text_of(first)
    assert "only confirmed names" not in text_of(second)


@pytest.mark.parametrize("tree", ["", "/en"])
@pytest.mark.parametrize(
    "typed", [("2016", "2019", "2022"), ("2022", "2016", "2019"), ("2019", "2022", "2016")]
)
@pytest.mark.parametrize("by", ["assembly", "fiscal year", "post"])
def test_the_newest_term_comes_first_however_they_were_typed(client, council, tree, typed, by):
    page = factories.OfficersPageFactory(parent=council)
    for order, year in enumerate(typed):
        day = date(int(year), 5, 20)
        at = by != "post" and factories.AssemblyPageFactory(
            parent=council, start_date=day if by == "assembly" else None, fiscal_year=year
        )
        term = factories.OfficerTermFactory(
            page=page, title_ja=year, title_en=year, elected_at=at or None, sort_order=order
        )
        as_of = date(int(year), 7, 1) if by == "post" else None
        factories.OfficerFactory(term=term, as_of=as_of)
    factories.translate(page, said="Officers")
    sections = read(client, page, tree).find_all("section")
    headings = [text_of(section.find("h2")) for section in sections]
    assert [year for heading in headings for year in typed if year in heading] == [
        "2022",
        "2019",
        "2016",
    ]


def test_a_post_is_given_as_of_the_day_that_attests_it(client, council):
    page = factories.OfficersPageFactory(parent=council)
    person = factories.PersonFactory(name_ja="見本 花子", name_en="")
    factories.AdviserFactory(page=page, person=person, as_of=date(2021, 4, 7))
    factories.translate(page, said="Officers")
    row = read(client, page, "/en").find("ul", class_="people").li
    assert text_of(row) == "見本 花子 Adviser, as of 7 April 2021"
    assert row.b.span["lang"] == "ja"  # the reading is not confirmed


def test_bylaws_say_that_they_are_a_summary_and_which_articles_are_missing(client, council):
    page = factories.BylawsPageFactory(parent=council)
    factories.BylawArticleFactory(page=page, number=3)
    factories.translate(page, said="Bylaws")
    html = read(client, page, "/en")
    assert html.find("li", id="article-3").h3.get_text() == "Article 3: Sample article"
    note = text_of(html.find(class_="note"))
    assert "This is a summary" in note
    assert "Not all articles are listed." in note
    page.articles_complete = True
    page.save_revision().publish()
    assert "Not all articles" not in text_of(read(client, page, "/en").find(class_="note"))


def test_activities_link_to_examples_and_plans_come_newest_first(client, council):
    page = factories.ActivitiesPageFactory(parent=council)
    activity = factories.ActivityFactory(page=page)
    factories.ActivityExampleFactory(activity=activity, item=council)
    for year in (2017, 2019):
        factories.ActivityPlanFactory(page=page, fiscal_year=year)
    html = read(client, page)
    assert html.find("section").find("a")["href"] == "/council/"
    assert [part["id"] for part in html.find_all(id=lambda i: i and i.startswith("plan-"))] == [
        "plan-2019",
        "plan-2017",
    ]


@pytest.mark.parametrize("told_by_others", [True, None])
def test_a_message_says_whether_it_is_a_summary(client, council, told_by_others):
    page = factories.GreetingPageFactory(parent=council, told_by_others=told_by_others)
    assert bool(read(client, page).find(class_="note")) == bool(told_by_others)


def test_a_declaration_names_the_day_and_the_event(client, council):
    events = factories.EventsIndexPageFactory(parent=council.get_parent())
    summits = factories.SummitsIndexPageFactory(parent=events)
    summit = factories.SummitPageFactory(parent=summits, slug="summit-x")
    page = factories.DeclarationPageFactory(parent=council, event=summit)
    panel = read(client, page).find("aside")
    assert panel.find("time")["datetime"] == "2015-11-10"
    assert panel.find("a")["href"] == "/events/summits/summit-x/"


def test_english_rows_hold_no_facts(council):
    page = factories.OfficersPageFactory(parent=council)
    factories.OfficerFactory(term=factories.OfficerTermFactory(page=page))
    copies = [
        factories.translate(page),
        factories.alias(factories.BylawsPageFactory(parent=council)),
    ]
    assert copies[0].terms.count() == 0
    assert copies[0].facts.terms.get().officers.count() == 1
    assert copies[1].articles.count() == 0


def queries(client, page):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.url).status_code == 200
    return len(captured)


def fill(history, officers, activities, parent, count):
    """As many rows of every kind, the nested ones too."""
    term = factories.OfficerTermFactory(page=officers)
    for number in range(count):
        item = factories.GreetingPageFactory(parent=parent, slug=f"item-{count}-{number}")
        factories.HistoryEntryFactory(page=history, item=item)
        factories.OfficerFactory(term=term)
        activity = factories.ActivityFactory(page=activities)
        factories.ActivityExampleFactory(activity=activity, item=item)
        factories.ActivityPlanFactory(page=activities, document=factories.PortalDocumentFactory())


def test_the_number_of_queries_does_not_grow_with_the_rows(client, council):
    pages = [
        factories.HistoryPageFactory(parent=council),
        factories.OfficersPageFactory(parent=council),
        factories.ActivitiesPageFactory(parent=council),
    ]
    fill(*pages, council, 1)
    for page in pages:
        client.get(page.url)  # what a process remembers
    few = [queries(client, page) for page in (council, *pages)]
    fill(*pages, council, 8)
    assert [queries(client, page) for page in (council, *pages)] == few
