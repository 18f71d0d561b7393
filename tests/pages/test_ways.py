"""How one applies: said wherever one can, and asked for before an item is published."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from portal import clock
from tests import factories
from tests.surfaces import calendar

NOW = clock.start_of_day(date(2022, 9, 7))
FORM = "https://forms.example.org/apply"
NOTHING = dict.fromkeys(
    ("apply_mail", "apply_contact_ja", "apply_contact_en", "apply_how_ja", "apply_how_en")
)
CONTACT = {
    "apply_contact_ja": "見本の窓口",
    "apply_contact_en": "The sample office",
    "apply_how_ja": "電話で申し込む",
    "apply_how_en": "call them",
}
# Each way with the words by which readers know it, in Japanese and in English.
WAYS = {
    "form": ({"form": FORM}, "申込フォーム", "Application form (in Japanese)"),
    "mail": ({"apply_mail": "apply@example.org"}, "apply@example.org", "apply@example.org"),
    "contact": (CONTACT, "見本の窓口（電話で申し込む）", "The sample office (call them)"),
}
INCOMPLETE = [
    {},
    {**CONTACT, "apply_contact_en": ""},
    {**CONTACT, "apply_how_en": None},
    {**CONTACT, "apply_contact_ja": None},
    {**CONTACT, "apply_how_ja": ""},
]

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def home():
    home = factories.site()
    factories.NewsIndexPageFactory(parent=home)
    return home


def training(home, **facts):
    events = factories.EventsIndexPageFactory(parent=home)
    index = factories.TrainingIndexPageFactory(parent=events)
    return make(factories.TrainingPageFactory, index, "application_url", facts)


def award(home, **facts):
    index = factories.AwardsIndexPageFactory(parent=home)
    return make(factories.AwardRoundPageFactory, index, "entry_url", facts)


def make(factory, parent, form_field, facts):
    facts = {**NOTHING, **facts}
    if "form" in facts:
        facts[form_field] = facts.pop("form")
    return factory(parent=parent, **facts)


def read(client, address):
    with clock.at(NOW):
        html = BeautifulSoup(client.get(address).content, "html.parser")
    return html, " ".join(html.get_text(" ").split())


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("way", WAYS)
def test_every_place_says_how_to_apply_for_an_event(client, home, way, prefix):
    facts, *words = WAYS[way]
    page = training(home, **facts)
    for each in home.get_descendants(inclusive=True).order_by("path"):
        factories.alias(each)
    said = words[1] if prefix else words[0]
    for address in ("/", page.url, "/events/", "/events/training/"):
        text = read(client, prefix + address)[1]
        assert said in text, (address, text[200:1500])
    with clock.at(NOW):
        feed = client.get(f"{prefix}/news/feed/").content.decode()
        (entry,) = calendar(client, f"{prefix}{page.url}calendar.ics").walk("VEVENT")
    assert said in feed
    assert "23:59" in feed
    assert said in str(entry["DESCRIPTION"])
    assert "23:59" in str(entry["DESCRIPTION"])
    html, text = read(client, prefix + page.url)
    assert "23:59" in text
    data = json.loads(html.find("script", type="application/ld+json").string)
    event = next(e for e in (data if isinstance(data, list) else [data]) if e["@type"] == "Event")
    assert said in event["potentialAction"]["name"]
    if way == "form":
        assert html.find("a", href=FORM).get("hreflang") == ("ja" if prefix else None)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("way", WAYS)
def test_every_place_says_how_to_enter_a_round(client, home, way, prefix):
    facts, *words = WAYS[way]
    page = award(home, **facts)
    for each in home.get_descendants(inclusive=True).order_by("path"):
        factories.alias(each)
    said = words[1] if prefix else words[0]
    said = said.replace("申込", "応募").replace("Application", "Entry") if way == "form" else said
    for address in (page.url, "/awards/"):
        assert said in read(client, prefix + address)[1], address
    with clock.at(NOW):
        assert said in client.get(f"{prefix}/news/feed/").content.decode()
    assert "23:59" in read(client, prefix + page.url)[1]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_round_that_takes_entries_itself_says_so_everywhere(client, home, prefix):
    page = award(home, takes_entries=True)
    for each in home.get_descendants(inclusive=True).order_by("path"):
        factories.alias(each)
    said = "How to enter: Entry form" if prefix else "応募方法：応募フォーム"
    with clock.at(NOW):
        feed = client.get(f"{prefix}/news/feed/").content.decode()
    assert said in feed
    for address in (page.url, "/awards/"):
        text = read(client, prefix + address)[1]
        assert said.partition("：" if not prefix else ": ")[2] in text
        assert "Entry form (in Japanese)" not in text
    html = read(client, prefix + page.url)[0]
    assert html.find("a", href=f"{prefix}{page.url}entry/").get("hreflang") is None


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_says_how_to_apply_once_nobody_can(client, home, prefix):
    page = training(home, **WAYS["contact"][0])
    factories.alias(page.get_parent().get_parent().get_parent())
    with clock.at(clock.start_of_day(date(2022, 9, 27))):
        assert "見本の窓口" not in client.get(page.url).content.decode()
        assert "見本の窓口" not in client.get("/news/feed/").content.decode()


@pytest.mark.parametrize("make", [training, award])
@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2022, 9, 7)])
@pytest.mark.parametrize("facts", INCOMPLETE)
def test_what_takes_applications_is_not_published_without_a_way(home, make, facts, day):
    page = make(home, **facts)
    with clock.at(clock.start_of_day(day)), pytest.raises(ValidationError) as refused:
        page.save_revision().publish()
    assert set(refused.value.message_dict) <= {"application_url", "entry_url"}


@pytest.mark.parametrize("make", [training, award])
@pytest.mark.parametrize("way", WAYS)
def test_any_one_way_is_enough(home, make, way):
    page = make(home, **WAYS[way][0])
    with clock.at(NOW):
        page.save_revision().publish()


@pytest.mark.parametrize("make", [training, award])
@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"opens_on": None, "closes_on": None}, date(2022, 9, 7)),
        ({}, date(2023, 9, 7)),
    ],
)
def test_what_takes_none_any_more_needs_no_way(home, make, facts, day):
    page = make(home, **facts)
    with clock.at(clock.start_of_day(day)):
        page.save_revision().publish()


def test_the_editor_is_told_at_the_field_what_is_missing(home):
    page = training(home)
    with clock.at(NOW), pytest.raises(ValidationError) as refused:
        page.refuse_publication()
    assert "申込方法" in str(refused.value.message_dict["application_url"])
