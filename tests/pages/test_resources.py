"""Lists of documents, recordings and surveys."""

from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from pages.events.models import EventDocument, EventRecording
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DAY = date(2022, 9, 20)
SECOND = timedelta(seconds=1)
MIDNIGHT = datetime(2022, 9, 20, tzinfo=clock.TOKYO)
BEFORE = MIDNIGHT - SECOND


@pytest.fixture
def resources():
    """The page that opens the section."""
    return factories.ResourcesIndexPageFactory(parent=factories.site())


def read(client, page, prefix=""):
    """The main part of a page as a reader gets it."""
    response = client.get(prefix + page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def test_the_section_opens_with_its_lists_and_their_summaries(client, resources):
    videos = factories.VideosPageFactory(parent=resources, summary="動画の一覧です。")
    html = read(client, resources)
    assert html.find("a", href=videos.url)
    assert "動画の一覧です。" in html.get_text()


def test_documents_stand_under_their_kind_newest_first_each_at_its_key(client, resources):
    page = factories.DocumentsPageFactory(parent=resources)
    for key, kind, day in (
        ("old", "plan", date(2017, 1, 1)),
        ("undated", "plan", None),
        ("new", "plan", date(2022, 1, 1)),
        ("odd", "", None),
        ("press", "press_release", None),
    ):
        factories.PortalDocumentFactory(key=key, kind=kind, published_on=day)
    groups = read(client, page).find_all("section")
    keys = [[row["id"] for row in group.find_all("li")] for group in groups]
    assert keys == [["press"], ["new", "old", "undated"], ["odd"]]
    dates = [row.time and row.time["datetime"] for row in groups[1].find_all("li")]
    assert dates == ["2022-01-01", "2017-01-01", None]


def test_a_document_is_linked_only_when_its_file_is_there(client, resources):
    page = factories.DocumentsPageFactory(parent=resources)
    factories.PortalDocumentFactory(key="without")
    factories.PortalDocumentFactory(key="with", file=ContentFile(b"%PDF-1.4", name="plan.pdf"))
    factories.translate(page, said="Documents")
    html = read(client, page, "/en")
    assert html.find(id="without").a is None
    assert "file to follow" in html.find(id="without").get_text()
    assert html.find(id="with").a["href"].endswith(".pdf")


def test_documents_of_a_private_collection_are_not_listed(client, resources):
    page = factories.DocumentsPageFactory(parent=resources)
    private = Collection.get_first_root_node().add_child(name="内部")
    below = private.add_child(name="下書き")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    factories.PortalDocumentFactory(key="secret", collection=below)
    factories.PortalDocumentFactory(key="public")
    html = read(client, page)
    assert html.find(id="public")
    assert not html.find(id="secret")


def test_recordings_stand_newest_first_each_at_its_key(client, resources):
    page = factories.VideosPageFactory(parent=resources)
    factories.RecordingFactory(key="undated")
    factories.RecordingFactory(key="new", published_on=date(2022, 9, 20), url="https://vimeo.com/1")
    rows = read(client, page).find("ul", class_="docs").find_all("li")
    assert [row["id"] for row in rows] == ["new", "undated"]
    assert rows[0].a["href"] == "https://vimeo.com/1"
    assert rows[1].a is None


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_published_later_is_listed_from_midnight_of_its_day_on(client, resources, prefix):
    documents = factories.DocumentsPageFactory(parent=resources)
    videos = factories.VideosPageFactory(parent=resources)
    factories.PortalDocumentFactory(key="paper", published_on=DAY)
    factories.RecordingFactory(key="talk", published_on=DAY)
    for page, key in ((documents, "paper"), (videos, "talk")):
        factories.translate(page, said="In English")
        with clock.at(BEFORE):
            assert not read(client, page, prefix).find(id=key)
            assert kept_for(client, prefix + page.url) == 1
        with clock.at(MIDNIGHT):
            assert read(client, page, prefix).find(id=key)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_recording_is_listed_when_its_event_shows_it(client, resources, prefix):
    """Recordings of the day itself only once the event is over."""
    page = factories.VideosPageFactory(parent=resources)
    factories.translate(page, said="Videos")
    event = training(
        resources, start_date=DAY, start_time=time(15), end_time=time(17), recordings_from=DAY
    )
    EventRecording.objects.create(page=event, recording=factories.RecordingFactory(key="talk"))
    end = MIDNIGHT.replace(hour=17)
    for moment, is_listed in ((BEFORE, False), (end - SECOND, False), (end, True)):
        with clock.at(moment):
            assert bool(read(client, page, prefix).find(id="talk")) == is_listed
    with clock.at(end - SECOND):
        assert kept_for(client, prefix + page.url) == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_event_names_its_documents_from_their_day_on(client, resources, prefix):
    event = training(resources)
    document = factories.PortalDocumentFactory(published_on=DAY)
    recording = factories.RecordingFactory(published_on=DAY)
    EventDocument.objects.create(page=event, document=document)
    EventRecording.objects.create(page=event, recording=recording)
    factories.translate(event, said="Event")
    for moment, is_named in ((BEFORE, False), (MIDNIGHT, True)):
        with clock.at(moment):
            html = read(client, event, prefix)
        headings = [html.find(id=name) for name in ("documents-h", "recordings-h")]
        assert [bool(heading) for heading in headings] == [is_named] * 2


def test_visitors_get_the_file_of_a_document_from_its_day_on(client, resources):
    file = ContentFile(b"%PDF-1.4", name="later.pdf")
    document = factories.PortalDocumentFactory(published_on=DAY, file=file)
    with clock.at(MIDNIGHT):
        assert client.get(document.url).status_code == 200
    with clock.at(BEFORE):
        assert client.get(document.url).status_code == 404
        client.force_login(factories.UserFactory(is_superuser=True))
        assert client.get(document.url).status_code == 200


def training(resources, **facts):
    events = factories.EventsIndexPageFactory(parent=resources.get_parent())
    index = factories.TrainingIndexPageFactory(parent=events)
    no_window = {"opens_on": None, "closes_on": None}
    return factories.TrainingPageFactory(parent=index, **no_window, **facts)


def kept_for(client, address):
    """For how many seconds a shared cache may keep a page."""
    said = client.get(address)["Cache-Control"]
    return int(said.partition("s-maxage=")[2])


def test_surveys_are_listed_newest_first_by_fiscal_year(client, resources):
    index = factories.SurveysIndexPageFactory(parent=resources)
    for slug, year in (("a", 2017), ("b", None), ("c", 2019)):
        factories.SurveyPageFactory(parent=index, slug=slug, fiscal_year=year)
    rows = read(client, index).find("ul", class_="rows").find_all("li")
    assert [row.a["href"].split("/")[-2] for row in rows] == ["c", "a", "b"]
    assert [row.p.get_text() for row in rows] == ["令和元年度", "平成29年度", "—"]


def survey(resources, **facts):
    index = factories.SurveysIndexPageFactory(parent=resources)
    page = factories.SurveyPageFactory(parent=index, **facts)
    factories.SurveyResultFactory(page=page, label_en="Yes", count=30, sort_order=0)
    factories.SurveyResultFactory(page=page, label_en="No", count=11, sort_order=1)
    factories.translate(page, said="Survey")
    return page


def test_results_are_a_table_that_is_also_the_chart(client, resources):
    html = read(client, survey(resources, respondents=41), "/en")
    rows = html.find("table").tbody.find_all("tr")
    assert [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows] == [
        ["Yes", "", "73%", "30"],
        ["No", "", "27%", "11"],
    ]
    assert [row.rect["width"] for row in rows] == ["73%", "27%"]
    assert html.find("svg", class_="bar")["aria-hidden"] == "true"


def test_without_the_number_of_replies_there_are_no_shares(client, resources):
    table = read(client, survey(resources, respondents=None), "/en").find("table")
    assert "%" not in table.get_text()
    assert not table.find("svg")


def test_what_is_not_known_of_a_survey_is_left_out(client, resources):
    index = factories.SurveysIndexPageFactory(parent=resources)
    page = factories.SurveyPageFactory(parent=index, respondents=None, fiscal_year=2017)
    html = read(client, page)
    assert len(html.find_all("dt")) == 1
    assert not html.find("table")


def test_a_survey_links_to_its_award_and_event_in_the_readers_tree(client, resources):
    awards = factories.AwardsIndexPageFactory(parent=resources.get_parent())
    award = factories.AwardRoundPageFactory(parent=awards, slug="award-2020")
    factories.translate(award, said="Award")
    page = survey(resources, award=award)
    assert read(client, page, "/en").find("aside").find("a")["href"] == "/en/awards/award-2020/"


def queries(client, page):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.url).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_rows(client, resources):
    index = factories.SurveysIndexPageFactory(parent=resources)
    pages = [
        factories.DocumentsPageFactory(parent=resources),
        factories.VideosPageFactory(parent=resources),
        index,
    ]

    def fill(count):
        for _ in range(count):
            factories.PortalDocumentFactory(kind="plan")
            factories.RecordingFactory()
            factories.SurveyPageFactory(parent=index)

    fill(1)
    for page in pages:
        client.get(page.url)  # what a process remembers
    few = [queries(client, page) for page in pages]
    fill(8)
    assert [queries(client, page) for page in pages] == few
