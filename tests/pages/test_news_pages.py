"""A news page says more than its headline, or it is no page."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Page

from pages.news.models import NewsPage
from portal import clock
from tests import factories
from tests.surfaces import entries

pytestmark = pytest.mark.django_db

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
