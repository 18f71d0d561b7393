"""A round whose day of the results is past without results says so, and the editors are told."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page

from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SAID = {
    "": ("結果は準備中です", "結果準備中"),
    "/en": ("The results are being prepared", "Results to follow"),
}
WAITING = {"": "選考中", "/en": "Under selection"}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


ROUNDS = {
    "day-of-results": {"results_on": date(2022, 10, 20), "ceremony_on": None},
    "both-days": {"results_on": date(2022, 10, 20), "ceremony_on": date(2022, 10, 27)},
    "ceremony-only": {"results_on": None, "ceremony_on": date(2022, 10, 20)},
    "no-window": {
        "results_on": date(2022, 10, 20),
        "ceremony_on": None,
        "opens_on": None,
        "closes_on": None,
    },
    "never-due": {"results_on": None, "ceremony_on": None},
}
DUE = [slug for slug in ROUNDS if slug != "never-due"]
BEFORE, AFTER = at("2022-10-20T23:59:59"), at("2022-10-21T00:00:00")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Rounds whose results were due on 20 October, and one that has no such day."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.NewsIndexPageFactory(parent=home)
        awards = factories.AwardsIndexPageFactory(parent=home)
        pks = {
            slug: factories.AwardRoundPageFactory(parent=awards, slug=slug, title=slug, **facts).pk
            for slug, facts in ROUNDS.items()
        }
        for page in home.get_descendants(inclusive=True).order_by("path"):
            factories.alias(page)
        yield SimpleNamespace(pks=pks)


def page_at(client, address, moment):
    with clock.at(moment):
        return BeautifulSoup(client.get(address).content, "html.parser")


@pytest.mark.parametrize("tree", SAID)
@pytest.mark.parametrize("slug", DUE)
def test_a_round_says_that_its_results_are_being_prepared(client, made, tree, slug):
    line, chip = SAID[tree]
    address = f"{tree}/awards/{slug}/"
    before, after = (page_at(client, address, moment).main for moment in (BEFORE, AFTER))
    assert line not in before.get_text()
    assert line in after.get_text()
    # The chip of the page itself; below stand the other rounds.
    assert after.find(class_="chip").get_text(strip=True) == chip
    assert before.find(class_="chip").get_text(strip=True) == WAITING[tree]


@pytest.mark.parametrize("tree", SAID)
def test_lists_no_longer_say_that_entries_are_judged(client, made, tree):
    shown = {}
    html = page_at(client, f"{tree}/awards/", AFTER)
    for row in html.find_all(attrs={"data-item": True}):
        shown[row["data-item"]] = row.find(class_="chip").get_text(strip=True)
    assert shown == dict.fromkeys(DUE, SAID[tree][1]) | {"never-due": WAITING[tree]}


@pytest.mark.parametrize("slug", DUE)
def test_no_results_are_announced_that_are_not_there(client, made, slug):
    for address in ("/news/", "/en/news/"):
        assert f"{slug}の結果を発表" not in page_at(client, address, AFTER).get_text()


@pytest.mark.parametrize("slug", DUE)
def test_the_winners_end_it(client, made, slug):
    factories.AwardWinnerFactory(page=Page.objects.get(pk=made.pks[slug]).specific)
    text = page_at(client, f"/awards/{slug}/", AFTER).main.get_text()
    assert SAID[""][0] not in text


@pytest.fixture
def editor(client):
    client.force_login(factories.editor_in_japanese())
    return client


def tasks(client, moment):
    with time_machine.travel(moment, tick=False):
        html = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    panel = html.find("section", attrs={"aria-labelledby": "overdue-h"})
    return [link.get_text(strip=True) for link in panel.find_all("a")] if panel else []


def test_the_editors_first_screen_lists_what_is_overdue(editor, made):
    assert tasks(editor, BEFORE) == []
    assert tasks(editor, AFTER) == DUE


def test_what_has_its_winners_or_is_no_longer_public_is_no_task(editor, made):
    page = Page.objects.get(pk=made.pks["both-days"]).specific
    factories.AwardWinnerFactory(page=page)
    Page.objects.get(pk=made.pks["no-window"]).specific.unpublish()
    assert tasks(editor, AFTER) == ["day-of-results", "ceremony-only"]
