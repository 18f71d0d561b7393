"""Sections and lists that are closed are so with all that stands in them, in either language."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from portal import clock
from search.index.store import rebuild
from tests import factories
from tests.crawler import addresses_of, ask, broken, crawl
from tests.marked import Marks, found_by_search, leaks, mark_page
from tests.test_every_page import page_types

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("answers", "in_september")]

MOMENT = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)
CIRCLE, SESAME = "members of the circle", "open sesame"
# What is closed, in which language its restriction stands, and how it opens.
CLOSED = {
    "awards": ("en", PageViewRestriction.LOGIN),
    "council": ("ja", PageViewRestriction.PASSWORD),
    "documents": ("ja", PageViewRestriction.GROUPS),
    "videos": ("en", PageViewRestriction.LOGIN),
}


def page_of(slug, language="ja"):
    return Page.objects.get(slug=slug, locale__language_code=language, depth__gt=2)


@pytest.fixture(scope="module")
def marked(content, django_db_blocker):
    """The words of the closed pages and of all below them, by their Japanese page."""
    with django_db_blocker.unblock():
        group = Group.objects.create(name=CIRCLE)
        marked = {}
        for slug, (language, kind) in CLOSED.items():
            for page in page_of(slug).get_descendants(inclusive=True):
                marked[page] = Marks(f"{slug}: {page.slug}")
                mark_page(page, marked[page])
            restriction = PageViewRestriction.objects.create(
                page=page_of(slug, language), restriction_type=kind, password=SESAME
            )
            restriction.groups.set([group] if kind == PageViewRestriction.GROUPS else [])
        rebuild()
        return marked


@pytest.fixture(scope="module")
def answers(marked, django_db_blocker):
    """The answers of an anonymous crawl, made once for all tests."""
    with django_db_blocker.unblock(), clock.at(MOMENT):
        return crawl(Client(), *(address for page in marked for address in addresses_of(page)))


@pytest.fixture
def in_september():
    with clock.at(MOMENT):
        yield


def test_every_list_of_what_others_hold_is_closed(marked):
    lists = {model for model in page_types() if model.lists_others}
    assert lists <= {page.specific_class for page in marked}


def test_an_anonymous_crawl_finds_nothing_of_them(marked, answers):
    assert len(answers) > 200
    assert leaks(answers, marked.values()) == set()
    assert broken(answers) == []


def test_the_search_neither_finds_nor_suggests_nor_hints_at_them(client, marked):
    assert set().union(*(found_by_search(client, marks) for marks in marked.values())) == set()


def test_all_below_asks_for_what_opens_its_section(marked, answers):
    for page in marked:
        slug = next(slug for slug in CLOSED if page.path.startswith(page_of(slug).path))
        for version in page.get_translations(inclusive=True).live():
            by_password = CLOSED[slug][1] == PageViewRestriction.PASSWORD
            assert answers[version.get_url()].status == (200 if by_password else 302)
            assert ('type="password"' in answers[version.get_url()].text) == by_password


def test_the_files_of_open_data_hold_no_row_of_them(client):
    assert not client.get("/data/members.json").json()["members"]
    assert not client.get("/data/awards.json").json()["awards"]


def test_with_the_rights_they_open_with_the_way_back(client, marked):
    user = factories.UserFactory()
    user.groups.add(Group.objects.get(name=CIRCLE))
    client.force_login(user)
    for slug in ("awards", "documents", "videos"):
        page = page_of(slug)
        for below in page.get_descendants(inclusive=True):
            answer = ask(client, below.get_url())
            assert answer.status == 200
            assert answer.holds(marked[below].betraying[0])
    answer = ask(client, page_of("award-5").get_url())
    assert answer.holds(marked[page_of("awards")].betraying[0])  # in the breadcrumbs


def test_with_the_whole_site_closed_nothing_is_told_and_nothing_breaks(client, marked):
    titles = {Marks(f"open: {page.slug}"): page for page in page_of("events").get_descendants()}
    for marks, page in titles.items():
        mark_page(page, marks)
    home = Page.objects.get(depth=2, locale__language_code="ja")
    PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    closed = crawl(client, *(address for page in titles.values() for address in addresses_of(page)))
    assert leaks(closed, [*titles, *marked.values()]) == set()
    assert broken(closed) == []
    assert {closed[page.get_url()].status for page in titles.values()} == {302}
