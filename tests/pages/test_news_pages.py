"""A news page says more than its headline, or it is no page."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Page

from pages.news.models import NewsPage
from portal import clock
from search.index.store import rebuild
from search.query.snapshot import forget
from tests import factories
from tests.crawler import ask
from tests.marked import Marks, found_by_search
from tests.surfaces import entries

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TREES = ("", "/en")
TEXT = [{"type": "paragraph", "value": "<p>本文です。</p>", "id": "t"}]


@pytest.fixture
def news():
    home = factories.site()
    index = factories.NewsIndexPageFactory(parent=home)
    events = factories.EventsIndexPageFactory(parent=home)
    factories.TrainingPageFactory(
        parent=factories.TrainingIndexPageFactory(parent=events), slug="training", live=True
    )
    for page in home.get_descendants(inclusive=True).order_by("path"):
        factories.alias(page)
    return index


def draft(news, **facts):
    return factories.NewsPageFactory(
        parent=news, slug="report", title="見本の報告", live=False, **{"summary": "", **facts}
    )


def training():
    return Page.objects.get(slug="training", locale=factories.japanese(), depth=5)


WAYS = {
    "a summary": lambda: {"summary": "概要です。"},
    "a text": lambda: {"body": TEXT},
    "the page it is about": lambda: {"item": training()},
    "a document": lambda: {
        "document": factories.PortalDocumentFactory(published_on=date(2022, 8, 1))
    },
}


@pytest.mark.parametrize(
    ("tree", "day", "kind", "updated"),
    [
        ("", "2022年8月1日", "案内", "更新 2022年8月5日"),
        ("/en", "1 August 2022", "Announcement", "Updated Friday 5 August 2022"),
    ],
)
def test_a_news_page_says_its_day_and_its_kind(client, news, tree, day, kind, updated):
    days = {"published_on": date(2022, 8, 1), "updated_on": date(2022, 8, 5)}
    page = draft(news, summary="概要です。", **days)
    page.save_revision().publish()
    factories.alias(Page.objects.get(pk=page.pk))
    main = BeautifulSoup(client.get(f"{tree}/news/report/").content, "html.parser").main
    said = " ".join(main.select_one(".page-head .meta").get_text(" ").split())
    assert day in said
    assert kind in said
    assert updated in said


def test_a_headline_alone_is_not_published(news):
    with pytest.raises(ValidationError) as refused:
        draft(news).save_revision().publish()
    assert set(refused.value.message_dict) == {"item"}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_says_more_makes_a_page_that_the_list_leads_to(client, news, way):
    page = draft(news, **WAYS[way]())
    page.save_revision().publish()
    factories.alias(Page.objects.get(pk=page.pk))
    for tree in TREES:
        assert client.get(f"{tree}/news/report/").status_code == 200
        assert f'href="{tree}/news/report/"' in client.get(f"{tree}/news/").content.decode()


@pytest.mark.parametrize("tree", TREES)
def test_the_page_it_is_about_is_linked(client, news, tree):
    page = draft(news, item=training())
    page.save_revision().publish()
    factories.alias(Page.objects.get(pk=page.pk))
    html = BeautifulSoup(client.get(f"{tree}/news/report/").content, "html.parser")
    assert html.main.find("a", href=f"{tree}/events/training/training/")


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("gone", ["unpublished", "deleted"])
def test_once_what_it_was_about_is_gone_the_line_leads_nowhere(client, news, tree, gone):
    page = draft(news, item=training())
    page.save_revision().publish()
    factories.alias(Page.objects.get(pk=page.pk))
    if gone == "deleted":
        training().delete()
    else:
        training().specific.unpublish()
    listed = BeautifulSoup(client.get(f"{tree}/news/").content, "html.parser").main
    assert "見本の報告" in listed.get_text()
    assert not listed.find("a", href=f"{tree}/news/report/")
    answer = client.get(f"{tree}/news/report/")
    assert (answer.status_code, answer["Location"]) == (302, f"{tree}/news/")
    links = {each["title"]: each["link"] for each in entries(client, f"{tree}/news/feed/")}
    assert links["見本の報告"] == f"http://testserver{tree}/news/"


@pytest.mark.usefixtures("content")
def test_every_news_page_of_the_sample_says_more():
    with clock.at(clock.start_of_day(date(2022, 9, 22))):
        assert [page.slug for page in NewsPage.objects.live() if not page.says_more] == []


# --- Its day ------------------------------------------------------------------------------

DAY = date(2022, 10, 1)


def told_of(client, page, marks):
    """The addresses that answer for a page or name it, and what the search tells of it."""
    trees = {tree: f"{tree}{page.url}" for tree in TREES}
    lists = ["/sitemap.xml", *(f"{tree}/news/{part}" for tree in TREES for part in ("", "feed/"))]
    named = {address for address in lists if ask(client, address).holds(marks.betraying[1])}
    if trees[""] in client.get("/sitemap.xml").content.decode():
        named.add("/sitemap.xml")
    opened = {address for address in trees.values() if client.get(address).status_code == 200}
    return named | opened | found_by_search(client, marks)


def test_news_is_neither_readable_nor_found_before_its_day_and_is_there_on_it(
    client, news, django_capture_on_commit_callbacks
):
    forget()
    midnight, marks = clock.start_of_day(DAY), Marks("news")
    with clock.at(midnight - timedelta(days=9)):
        rebuild()
        with django_capture_on_commit_callbacks(execute=True):
            page = draft(news, published_on=DAY, summary=marks.text)
            page.title = marks.text
            page.save_revision().publish()
            factories.translate(page, said=f"{marks.sought[1]} {marks.betraying[1]}")
        assert told_of(client, page, marks) == set()
        assert client.get("/healthz").json()["status"] == "ok"
    with clock.at(midnight - timedelta(seconds=1)):
        assert told_of(client, page, marks) == set()
    with clock.at(midnight):
        told = told_of(client, page, marks)
        assert {page.url, f"/en{page.url}", "/news/", "/en/news/", "/sitemap.xml"} <= told
        assert {"/news/feed/", "/en/news/feed/"} <= told
        assert len(told) == 7 + 16  # whatever the search is asked
        assert client.get("/healthz").json()["status"] == "ok"


def test_an_alias_of_news_waits_for_its_day_too(client, news):
    page = draft(news, published_on=DAY, summary="概要です。")
    page.save_revision().publish()
    alias = Page.objects.get(pk=page.pk).specific.create_alias(parent=news, update_slug="again")
    with clock.at(clock.start_of_day(DAY) - timedelta(seconds=1)):
        assert client.get(alias.url).status_code == 404
    with clock.at(clock.start_of_day(DAY)):
        assert client.get(alias.url).status_code == 200


def test_editors_preview_news_before_its_day(admin_client, news):
    page = draft(news, published_on=DAY, summary="概要です。")
    page.save_revision().publish()
    with clock.at(clock.start_of_day(DAY) - timedelta(days=1)):
        address = f"/admin/pages/{page.pk}/view_draft/"
        assert "概要です。" in admin_client.get(address).content.decode()
