"""News and the one call on the front page: what follows from dates, on the day it is read."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import Page

from pages.news.announcements import NewsSettings
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made")]


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


SEP_22 = moment("2022-09-22T10:00")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A site with a news list, one training session (6 to 26 September) and nothing else."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(
            parent=trainings, title="第1回研修会", slug="training-1"
        )
        for page in (home, news, events, trainings, training):
            factories.translate(page, said=f"English {page.slug}")
        yield SimpleNamespace(
            home=home.pk, news=news.pk, trainings=trainings.pk, training=training.pk
        )


@pytest.fixture
def pages(made):
    """The same pages, fetched again."""
    return SimpleNamespace(
        **{name: Page.objects.get(pk=pk).specific for name, pk in vars(made).items()}
    )


def news_on(client, at, address="/news/"):
    """The lines of the news list as they stand at a moment."""
    with clock.at(at):
        response = client.get(address)
    assert response.status_code == 200
    html = BeautifulSoup(response.content, "html.parser")
    return [
        SimpleNamespace(
            day=line.time["datetime"],
            headline=line.a.get_text(),
            href=line.a["href"],
            kind=line.find(class_="kind").get_text(),
            new=bool(line.find(class_="new")),
            chip=line.find(class_="chip") and line.find(class_="chip").get_text(strip=True),
        )
        for line in html.select("ul.news > li")
        if line.a
    ]


# --- The NEW mark ------------------------------------------------------------------------


@pytest.fixture
def reports(pages):
    days = [date(2022, 9, 22), date(2022, 9, 20), date(2022, 9, 15), date(2022, 8, 26)]
    for day in days:
        factories.NewsPageFactory(parent=pages.news, published_on=day, title=f"{day:%m%d}の報告")


def marked(client, at):
    return [line.headline for line in news_on(client, at) if line.new and "報告" in line.headline]


@pytest.mark.usefixtures("reports")
def test_the_mark_stands_where_the_council_s_own_page_has_it(client):
    assert marked(client, SEP_22) == ["0922の報告", "0920の報告"]


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2022-09-26T23:59:59", ["0922の報告", "0920の報告"]),
        ("2022-09-27T00:00:00", ["0922の報告"]),
        ("2022-09-28T23:59:59", ["0922の報告"]),
        ("2022-09-29T00:00:00", []),
    ],
)
def test_the_mark_goes_after_seven_days_at_midnight_in_japan(client, at, expected):
    assert marked(client, moment(at)) == expected


@pytest.mark.usefixtures("reports")
def test_for_how_many_days_is_a_setting(client):
    NewsSettings.objects.create(new_days=2)
    assert marked(client, SEP_22) == ["0922の報告"]


@pytest.mark.usefixtures("reports")
def test_news_is_told_from_its_day_on_and_newest_first(client):
    days = [line.day for line in news_on(client, moment("2022-09-21T23:59:59"))]
    assert "2022-09-22" not in days
    assert days == sorted(days, reverse=True)
    assert news_on(client, moment("2022-09-22T00:00:00"))[0].day == "2022-09-22"


@pytest.mark.usefixtures("reports")
def test_the_front_page_shows_the_five_newest(client):
    front, listed = news_on(client, SEP_22, "/"), news_on(client, SEP_22)
    assert len(listed) == 5
    assert front == listed
    factories.NewsPageFactory(
        parent=Page.objects.get(slug="news", locale=factories.japanese()).specific,
        published_on=date(2022, 9, 21),
    )
    assert len(news_on(client, SEP_22, "/")) == 5
    assert len(news_on(client, SEP_22)) == 6


def test_a_report_without_a_day_is_not_listed(client, pages):
    factories.NewsPageFactory(parent=pages.news, published_on=None, title="日付のない報告")
    assert "日付のない報告" not in [line.headline for line in news_on(client, SEP_22)]


# --- What follows from dates -------------------------------------------------------------


def announced(client, at, address="/news/"):
    return [(line.day, line.chip) for line in news_on(client, moment(at), address)]


@pytest.mark.parametrize("address", ["/news/", "/en/news/"])
def test_the_opening_is_announced_and_carries_the_chip_while_it_is_true(client, address):
    chips = {"/news/": "申込受付中", "/en/news/": "Open"}
    assert announced(client, "2022-09-05T23:59:59", address) == []
    assert announced(client, "2022-09-06T00:00:00", address) == [("2022-09-06", chips[address])]
    assert announced(client, "2022-09-25T23:59:59", address) == [("2022-09-06", chips[address])]


def test_the_last_day_has_a_line_of_its_own_and_takes_the_chip(client):
    assert announced(client, "2022-09-26T00:00:00") == [
        ("2022-09-26", "本日締切"),
        ("2022-09-06", None),
    ]


def test_after_the_deadline_no_line_says_that_one_can_apply(client):
    lines = news_on(client, moment("2022-09-27T00:00:00"))
    assert [line for line in lines if line.chip] == []
    assert "2022-09-06" in [line.day for line in lines]


def test_the_day_of_the_event_carries_its_chip_on_that_day_only(client):
    assert ("2022-09-29", "本日開催") in announced(client, "2022-09-29T09:00:00")
    assert "本日開催" not in [chip for _day, chip in announced(client, "2022-09-30T09:00:00")]


def test_an_extension_takes_the_chip_from_the_opening(client, pages):
    pages.training.closes_on = date(2022, 9, 28)
    pages.training.extensions.create(
        announced_on=date(2022, 9, 20),
        old_closes_on=date(2022, 9, 26),
        new_closes_on=date(2022, 9, 28),
    )
    pages.training.save_revision().publish()
    assert announced(client, "2022-09-22T10:00") == [
        ("2022-09-20", "受付延長"),
        ("2022-09-06", None),
    ]


def test_both_languages_tell_the_same_news_on_the_same_days(client, pages):
    report = factories.NewsPageFactory(parent=pages.news, published_on=date(2022, 9, 20))
    factories.translate(report, said="A report")
    for at in ("2022-09-21T10:00", "2022-09-26T10:00", "2022-10-01T10:00"):
        japanese = news_on(client, moment(at))
        english = news_on(client, moment(at), "/en/news/")
        assert [(line.day, line.new) for line in japanese] == [
            (line.day, line.new) for line in english
        ]
        assert [f"/en{line.href}" for line in japanese] == [line.href for line in english]


def test_a_document_is_announced_on_the_day_it_was_published(client, pages):
    document = factories.PortalDocumentFactory(
        published_on=date(2022, 9, 21), file=ContentFile(b"%PDF-1.4", name="paper.pdf")
    )
    pages.training.documents.create(document=document)
    pages.training.save_revision().publish()
    assert news_on(client, SEP_22)[0].day == "2022-09-21"


def test_a_proposal_is_announced(client, pages):
    index = factories.ProposalsIndexPageFactory(parent=pages.home)
    proposal = factories.ProposalPageFactory(
        parent=index, title="見本の提言", handed_over_on=date(2022, 9, 21)
    )
    file = ContentFile(b"%PDF-1.4", name="proposal.pdf")
    proposal.documents.create(document=factories.PortalDocumentFactory(file=file))
    proposal.save()
    line = news_on(client, SEP_22)[0]
    assert (line.day, line.kind) == ("2022-09-21", "提言")
    assert "見本の提言" in line.headline


def test_a_report_says_what_it_is_about(client, pages):
    factories.NewsPageFactory(
        parent=pages.news, published_on=date(2022, 9, 22), item=pages.training
    )
    factories.NewsPageFactory(parent=pages.news, published_on=date(2022, 9, 22), item=None)
    assert {line.kind for line in news_on(client, SEP_22)[:2]} == {"研修会", "協議会"}


@pytest.mark.parametrize("address", ["/news/", "/en/news/"])
def test_an_unpublished_item_is_no_news(client, pages, address):
    assert news_on(client, SEP_22, address)
    pages.training.unpublish()
    assert news_on(client, SEP_22, address) == []


# --- The one call ------------------------------------------------------------------------


@pytest.fixture
def training(pages):
    """Return a call that adds a training session with a window."""

    def call(slug, opens, closes, **facts):
        values = {"start_date": date(2022, 12, 1), **facts}
        return factories.TrainingPageFactory(
            parent=pages.trainings, slug=slug, opens_on=opens, closes_on=closes, **values
        )

    return call


def front(client, at, address="/"):
    with clock.at(moment(at)):
        return BeautifulSoup(client.get(address).content, "html.parser")


def call_at(client, at):
    """The item the front page calls for at a moment, if any."""
    call = front(client, at).find(class_="call")
    return call and call["data-item"]


def test_the_call_is_the_one_whose_deadline_comes_first(client, training):
    training("later", date(2022, 9, 1), date(2022, 10, 31))
    training("sooner", date(2022, 9, 10), date(2022, 9, 24))
    training("open-ended", date(2022, 9, 1), None)
    assert call_at(client, "2022-09-09T10:00") == "training-1"
    assert call_at(client, "2022-09-10T00:00") == "sooner"
    assert call_at(client, "2022-09-24T23:59:59") == "sooner"
    assert call_at(client, "2022-09-25T00:00") == "training-1"
    assert call_at(client, "2022-09-27T00:00") == "later"
    assert call_at(client, "2022-11-01T00:00") == "open-ended"
    # Nobody applies any more; of the events of that day one leads until they are over.
    assert call_at(client, "2022-12-01T15:00") in {"later", "sooner", "open-ended"}
    assert call_at(client, "2022-12-01T17:15") is None


def test_what_is_full_or_called_off_is_not_called_for(client, training):
    full_since = moment("2022-09-20T12:00")
    training("full", date(2022, 9, 1), date(2022, 9, 23), full_since=full_since)
    training("cancelled", date(2022, 9, 1), date(2022, 9, 24), outcome="cancelled")
    assert call_at(client, "2022-09-20T11:59") == "full"
    assert call_at(client, "2022-09-20T12:00") == "training-1"


def test_a_deadline_put_off_keeps_the_call(client, training):
    extended = training("extended", date(2022, 9, 1), date(2022, 9, 26))
    extended.closes_on = date(2022, 10, 5)
    extended.extensions.create(
        announced_on=date(2022, 9, 25),
        old_closes_on=date(2022, 9, 20),
        new_closes_on=date(2022, 10, 5),
    )
    extended.save_revision().publish()
    assert call_at(client, "2022-09-21T10:00") == "training-1"
    assert call_at(client, "2022-10-04T10:00") == "extended"


def test_the_front_page_calls_with_days_left_and_stops_at_the_deadline(client):
    call = front(client, "2022-09-22T10:00").find(class_="call")
    assert call["data-item"] == "training-1"
    assert call["data-closes"] == "2022-09-26"
    assert "4" in call.find(class_="left").get_text()
    assert front(client, "2022-09-26T23:59:59").find(class_="call")["data-state"] == "last_day"
    assert not front(client, "2022-09-27T00:00:00").find(class_="call")


def test_the_english_front_page_calls_for_the_same_event(client):
    strip = front(client, "2022-09-22T10:00", "/en/").find(class_="strip")
    assert strip["data-item"] == "training-1"
    assert strip.a["href"] == "/en/events/training/training-1/"
    assert not front(client, "2022-09-27T00:00:00", "/en/").find(class_="strip")


def test_nothing_is_called_for_when_nothing_is_open(client):
    assert not front(client, "2022-09-05T23:59:59").find(class_="call")
