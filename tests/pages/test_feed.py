"""The Atom feed: the lines of the news list, told to programs."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.utils.dateparse import parse_datetime
from wagtail.models import Page

from pages import wording
from portal import clock
from tests import factories
from tests.surfaces import ATOM, XML_LANG, entries, feed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


SEP_22 = moment("2022-09-22T10:00")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A training session (6 to 26 September, on the 29th) and a report not yet in English."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(
            parent=trainings, title="第1回研修会", slug="training-1"
        )
        report = factories.NewsPageFactory(
            parent=news, title="<見本>の報告", slug="report", published_on=date(2022, 9, 20)
        )
        for page in (home, news, events, trainings, training):
            factories.translate(page, said=f"English {page.slug}")
        factories.alias(report)
        yield SimpleNamespace(training=training.pk, report=report.pk, news=news.pk)


def listed(client, address):
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return [
        (line.a.get_text(), f"http://testserver{line.a['href']}")
        for line in html.select("ul.news > li")
        if line.a
    ]


@pytest.mark.parametrize("tree", ["", "/en"])
@pytest.mark.parametrize(
    "at",
    [
        "2022-09-05T23:59:59",
        "2022-09-06T00:00:00",
        "2022-09-19T23:59:59",
        "2022-09-20T00:00:00",
        "2022-09-26T12:00:00",
        "2022-09-27T00:00:00",
        "2022-09-29T17:14:59",
        "2022-09-30T00:00:00",
    ],
)
def test_the_feed_holds_the_lines_of_the_list_at_every_moment(client, tree, at):
    with clock.at(moment(at)):
        found = entries(client, f"{tree}/news/feed/")
        assert [(each["title"], each["link"]) for each in found] == listed(client, f"{tree}/news/")


def test_each_feed_says_its_language_and_where_it_is(client):
    for tree, language in (("", "ja"), ("/en", "en")):
        root = feed(client, f"{tree}/news/feed/")
        assert root.get(XML_LANG) == language
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"http://testserver{tree}/news/feed/"
        assert links["alternate"] == f"http://testserver{tree}/news/"
        assert root.findtext(f"{ATOM}author/{ATOM}name")


def test_a_headline_not_yet_in_english_is_marked_as_japanese(client):
    with clock.at(SEP_22):
        lines = {each["title"]: each["lang"] for each in entries(client, "/en/news/feed/")}
    assert lines.pop("<見本>の報告") == "ja"
    assert set(lines.values()) == {None}


def test_ids_stay_when_the_wording_changes(client, made, monkeypatch):
    with clock.at(SEP_22):
        before = {each["id"]: each["title"] for each in entries(client)}
        for pk, title in ((made.training, "第一回の研修"), (made.report, "言い直した報告")):
            page = Page.objects.get(pk=pk).specific
            page.title = title
            page.save_revision().publish()
        opening = wording.Text("{title}：受付中", "{title}: apply")
        monkeypatch.setitem(wording.announcements.TEMPLATES, "opening", opening)
        after = {each["id"]: each["title"] for each in entries(client)}
    assert before.keys() == after.keys()
    assert len(before) == 2
    assert not set(before.values()) & set(after.values())


def test_ids_are_tags_that_differ_by_language(client):
    with clock.at(SEP_22):
        ids = [each["id"] for tree in ("", "/en") for each in entries(client, f"{tree}/news/feed/")]
    assert len(ids) == len(set(ids)) == 4
    assert all(each.startswith("tag:testserver,2022:") for each in ids)


def test_ids_do_not_depend_on_the_address_that_was_asked(client):
    with clock.at(SEP_22):
        here = [each["id"] for each in entries(client)]
        client.defaults["HTTP_HOST"] = "127.0.0.1"
        there = entries(client)
    assert [each["id"] for each in there] == here
    assert there[0]["link"].startswith("http://127.0.0.1/")


def test_an_entry_is_dated_by_the_moment_it_appeared(client):
    with clock.at(moment("2022-09-29T18:00")):
        dated = {each["title"]: each["published"] for each in entries(client)}
    assert dated["第1回研修会の参加申込受付を開始"] == "2022-09-06T00:00:00+09:00"
    assert dated["第1回研修会が終了"] == "2022-09-29T17:15:00+09:00"


def test_a_report_published_again_is_updated_then(client, made):
    page = Page.objects.get(pk=made.report).specific
    page.save_revision().publish()
    page.refresh_from_db()
    with clock.at(clock.real_now()):
        updated = {each["title"]: each["updated"] for each in entries(client)}[page.title]
    assert parse_datetime(updated) == page.last_published_at
    with clock.at(SEP_22):  # that publication is not yet known then
        updated = {each["title"]: each["updated"] for each in entries(client)}[page.title]
    assert updated == "2022-09-20T00:00:00+09:00"


def test_a_feed_without_news_is_a_feed(client):
    with clock.at(moment("2010-01-01T10:00")):
        assert entries(client) == []
        assert feed(client).findtext(f"{ATOM}updated") == "2010-01-01T00:00:00+09:00"


def test_the_feed_goes_with_its_page(client, made):
    Page.objects.get(pk=made.news).specific.unpublish()
    assert client.get("/news/feed/").status_code == 404
    assert client.get("/en/news/feed/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/news/", "/news/report/"])
def test_pages_about_news_name_the_feed_to_programs(client, address):
    for tree in ("", "/en"):
        html = BeautifulSoup(client.get(tree + address).content, "html.parser")
        link = html.find("link", type="application/atom+xml")
        assert link["href"] == f"{tree}/news/feed/", tree + address
        assert link["rel"] == ["alternate"]
