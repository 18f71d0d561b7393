"""A new kind of dated item needs a class that names its type, a template and a factory."""

import importlib
import json
from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.checks import run_checks
from django.db import connection
from wagtail.models import PAGE_MODEL_CLASSES, get_page_models

from pages.awards.models import AwardRoundPage
from pages.base import items
from pages.base.items import Dating, ItemType, item_families, item_types, type_label
from pages.events.indexes import TrainingIndexPage
from search.index.store import rebuild
from search.models import Entry
from search.query.snapshot import forget
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WHILE_OPEN = "2022-09-22T10:00:00+09:00"
TABLES = """
CREATE TABLE item_types_{name} (
    eventpage_ptr_id bigint NOT NULL PRIMARY KEY REFERENCES pages_eventpage (page_ptr_id)
)
"""


@pytest.fixture
def room(db, settings):
    """The room of webinars, installed with its tables and gone again after the test."""
    before = get_page_models()
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.item_types"]
    models = apps.get_app_config("item_types").get_models()
    with connection.cursor() as cursor:
        for name in ("webinarpage", "untypedpage"):
            cursor.execute(TABLES.format(name=name))
    _know([*before, *models])
    yield importlib.import_module("tests.item_types.factories")
    _know(before)


def _know(page_models):
    """Wagtail keeps every page class it has met, and on each which others are above and below."""
    PAGE_MODEL_CLASSES[:] = page_models
    for model in page_models:
        model._clean_subpage_models = model._clean_parent_page_models = None
    _forget()


def _forget():
    """The numbers of content types and the index are those of one test's database."""
    ContentType.objects.clear_cache()
    forget()


@pytest.fixture
def site(room):
    """A portal with its sections, and a webinar that one can apply for."""
    home = factories.site()
    events = factories.EventsIndexPageFactory(parent=home)
    trainings = factories.TrainingIndexPageFactory(parent=events)
    news = factories.NewsIndexPageFactory(parent=home)
    with time_machine.travel(WHILE_OPEN, tick=False):
        for page in (home, events, trainings, news, room.WebinarPageFactory(parent=trainings)):
            factories.alias(page)
        rebuild()
        yield home


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_new_type_needs_a_class_a_template_and_a_factory(client, site, language):
    prefix = "/en" if language == "en" else ""

    def get(path):
        response = client.get(f"{prefix}{path}")
        assert response.status_code == 200, path
        return response.content.decode()

    assert 'data-item="webinar-1" data-state="open"' in get("/events/training/webinar-1/")
    for path in ("/events/", "/events/training/", "/"):
        assert 'data-item="webinar-1" data-state="open"' in get(path), path
    news = BeautifulSoup(get("/news/"), "html.parser")
    assert news.find(attrs={"data-item": "webinar-1"})
    assert news.find(value="webinar")
    assert "Webinar" in get("/news/feed/")
    assert "見本ウェビナー" in get("/news/feed/")
    assert "見本ウェビナー" in get("/events/calendar.ics").replace("\r\n ", "")


def test_search_finds_it_by_the_words_of_its_type_and_offers_the_type_as_a_facet(client, site):
    found = client.get("/api/search/", {"q": "webinar", "lang": "ja"}).json()
    assert [(each["key"], each["type"]) for each in found["results"]] == [("webinar-1", "webinar")]
    assert found["facets"]["type"] == {"webinar": 1}
    page = client.get("/search/", {"q": "ウェビナー", "type": "webinar"}).content.decode()
    assert "Webinar" in page
    assert 'data-item="webinar-1" data-state="open"' in page


def test_open_data_names_its_type(client, site):
    rows = json.loads(client.get("/data/events.json").content)["events"]
    assert [(row["key"], row["type"], row["state"]) for row in rows] == [
        ("webinar-1", "webinar", "open")
    ]


def test_an_item_without_a_type_is_refused_with_the_remedy(room):
    errors = [error for error in run_checks() if error.id == "pages.E005"]
    assert [error.obj.__name__ for error in errors] == ["UntypedPage"]
    assert "item_type = ItemType(" in errors[0].hint


def test_a_state_needs_dates_to_follow_from(monkeypatch):
    monkeypatch.delattr(AwardRoundPage, "schedule")
    errors = [error for error in run_checks() if error.id == "pages.E008"]
    assert [error.obj for error in errors] == [AwardRoundPage]
    assert "schedule" in errors[0].hint


def test_an_index_that_names_a_type_which_is_gone_is_searched_all_the_same(client, site):
    Entry.objects.update(kind="gone")
    forget()
    for address in ("/api/search/", "/search/"):
        response = client.get(address, {"q": "ウェビナー"})
        assert response.status_code == 200
    assert "ページ" in response.content.decode()
    assert client.get("/api/search/", {"q": "ウェビナー"}).json()["facets"]["type"] == {"gone": 1}


def test_two_types_do_not_share_a_key(room, monkeypatch):
    model = apps.get_model("item_types", "UntypedPage")
    monkeypatch.setattr(model, "item_type", ItemType("webinar", "Other", position=1), raising=False)
    assert [error.id for error in run_checks() if error.id == "pages.E006"] == ["pages.E006"]


def test_the_types_are_those_of_the_contract_and_every_one_has_its_words():
    assert list(item_types()) == [
        "summit", "assembly", "training", "session", "award", "proposal", "survey", "news",
        "document", "page",
    ]  # fmt: skip
    items_only = set(item_types()) - {"document", "page"}
    assert all(item_types()[key].words for key in items_only)
    assert type_label("summit") == "首長サミット"
    assert type_label("council") == "協議会"


def test_a_list_asks_each_family_once_whatever_the_number_of_types():
    names = {family.__name__ for family in item_families()}
    assert names == {"EventPage", "AwardRoundPage", "ProposalPage", "SurveyPage"}
    assert items.family_of("summit").__name__ == "EventPage"
    assert items.family_of("page") is None


def test_years_follow_from_the_day_unless_they_are_given():
    assert Dating.of(date(2023, 3, 31)) == Dating(date(2023, 3, 31), 2023, 2022)
    assert Dating.of(date(2023, 4, 1), year=2022) == Dating(date(2023, 4, 1), 2022, 2023)
    assert Dating.of(fiscal_year=2020) == Dating(None, 2020, 2020)
    assert Dating.of() == Dating()


def test_the_room_is_gone_after_a_test_of_it():
    known = [*get_page_models(), *TrainingIndexPage.allowed_subpage_models()]
    assert [model for model in known if "item_types" in model.__module__] == []
