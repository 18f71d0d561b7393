"""More results than are weighed at once: all are counted, and each page shows its own."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from search.index.documents import IndexDocument
from search.index.store import rebuild
from search.query.candidates import MOST_SCORED
from search.query.engine import PER_PAGE, search
from search.query.filters import Filters
from search.request import read_query

pytestmark = pytest.mark.django_db

COUNT = MOST_SCORED + 25
FIRST_DAY = date(2022, 1, 1)


def document(number, **changes):
    day = FIRST_DAY + timedelta(days=number)
    facts = {"lang": "ja", "kind": "news", "title": f"記事{number}", "text": "琵琶湖の水質"}
    key = f"article-{number}"
    return IndexDocument(source=key, item=key, key=key, url="/", other="", day=day, year=2022,
                 **facts | changes)  # fmt: skip


@pytest.fixture
def articles():
    rebuild(documents=[document(number) for number in range(COUNT)])


def pages(found):
    numbers = range(1, -(-found.total // PER_PAGE) + 1)
    return [[each.entry.key for each in found.page(number)] for number in numbers]


@pytest.mark.usefixtures("articles")
def test_every_result_is_counted_and_stands_on_one_page():
    found = search(read_query("琵琶湖"), Filters())
    assert found.total == found.complete == found.facets["type"]["news"] == COUNT
    shown = [key for page in pages(found) for key in page]
    assert sorted(shown) == sorted(f"article-{number}" for number in range(COUNT))
    assert [len(page) for page in pages(found)[:-1]] == [PER_PAGE] * (COUNT // PER_PAGE)
    assert pages(search(read_query("琵琶湖"), Filters())) == pages(found)


@pytest.mark.usefixtures("articles")
def test_the_order_of_dates_goes_through_all_of_them():
    found = search(read_query("琵琶湖"), Filters(by_date=True))
    shown = [key for page in pages(found) for key in page]
    assert shown == [f"article-{number}" for number in reversed(range(COUNT))]


def test_the_one_that_is_called_so_is_not_lost_among_many():
    named = document(COUNT, title="琵琶湖の集い")
    rebuild(documents=[*(document(number) for number in range(COUNT)), named])
    assert search(read_query("琵琶湖"), Filters()).results[0].entry.key == named.key


def test_what_holds_a_part_is_found_though_many_hold_another():
    rare = [document(COUNT + number, text=f"余呉湖の水質 {number}") for number in range(3)]
    rebuild(documents=[*(document(number) for number in range(COUNT)), *rare])
    found = search(read_query("余呉湖 会議"), Filters())
    assert {each.entry.key for each in found.results} == {each.key for each in rare}


def test_the_last_page_can_be_asked_for_and_none_after_it(articles, client):
    last = -(-COUNT // PER_PAGE)
    data = client.get("/api/search/", {"q": "琵琶湖", "page": last}).json()
    assert (data["total"], data["pages"], len(data["results"])) == (COUNT, last, COUNT % PER_PAGE)
    assert client.get("/api/search/", {"q": "琵琶湖", "page": last + 1}).status_code == 400


LAST = -(-COUNT // PER_PAGE)


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("page", "previous", "following"),
    [(1, None, "2"), (3, "2", "4"), (LAST, str(LAST - 1), None)],
)
def test_a_page_of_results_leads_to_the_one_before_and_after_it(
    client, prefix, page, previous, following
):
    response = client.get(f"{prefix}/search/", {"q": "琵琶湖", "lang": "ja", "page": page})
    links = BeautifulSoup(response.content, "html.parser").find("nav", class_="pages")
    for rel, expected, words in (
        ("prev", previous, ("前のページ", "Previous page")),
        ("next", following, ("次のページ", "Next page")),
    ):
        link = links.find("a", rel=rel)
        assert (link is None) == (expected is None), rel
        if link:
            assert link.get_text(strip=True) == words[bool(prefix)]
            assert f"page={expected}" in link["href"].split("?")[1].split("&")
            assert "lang=ja" in link["href"]
    shown = [item for item in links.select("li") if item.find(["a", "span"])]
    assert not previous or shown[0].a.get("rel") == ["prev"]
    assert not following or shown[-1].a.get("rel") == ["next"]
