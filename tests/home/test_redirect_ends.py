"""A redirect leads to something, at once or by others; else what was asked for is missing."""

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PREFIXES = {"ja": "", "en": "/en"}


@pytest.fixture(scope="module", autouse=True)
def loaded(content):
    """The whole content."""


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def page_of(language, slug):
    return Page.objects.get(locale__language_code=language, slug=slug).specific


def rename(committing, slug, *names):
    for old, new in zip((slug, *names), names, strict=False):
        page = page_of("ja", old)
        page.slug = new
        with committing():
            page.save_revision().publish()


def statuses(*paths):
    """The answers that a visitor gets in both languages."""
    return {Client().get(prefix + path).status_code for path in paths for prefix in ("", "/en")}


def addresses_of(*slugs):
    return [f"/events/summits/{slug}/" for slug in slugs]


def test_a_page_that_got_its_address_back_is_missing_once_it_is_down(committing):
    rename(committing, "summit-3", "summit-three", "summit-3")
    before, between = addresses_of("summit-3", "summit-three")
    assert statuses(before) == {200}
    assert statuses(between) == {301}
    with committing():
        page_of("ja", "summit-3").unpublish()
    assert statuses(before, between, f"{before}?a=b") == {404}
    with committing():
        page_of("ja", "summit-3").save_revision().publish()
    assert statuses(before) == {200}
    assert statuses(between) == {301}


def test_old_addresses_of_a_page_are_missing_while_it_is_down(committing):
    rename(committing, "summit-3", "one", "two", "one", "three")
    with committing():
        page_of("ja", "three").unpublish()
    assert statuses(*addresses_of("summit-3", "one", "two", "three")) == {404}
    assert statuses(*(f"{path}calendar.ics" for path in addresses_of("one", "three"))) == {404}


@pytest.mark.parametrize("language", PREFIXES)
def test_a_page_below_one_that_got_its_address_back_is_missing_once_it_is_down(
    committing, language
):
    rename(committing, "summits", "meetings", "summits")
    page = page_of(language, "summit-3")
    with committing():
        page_of("ja", "summit-3").unpublish()
    assert statuses("/events/summits/summit-3/", "/events/meetings/summit-3/") == {404}
    assert not Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize("end", ["/", ""])
@pytest.mark.parametrize("name", ["turn", "案内"])
def test_redirects_in_a_circle_lead_nowhere(name, length, end):
    for number in range(length):
        Redirect.add_redirect(f"/{name}-{number}", f"/{name}-{(number + 1) % length}{end}")
    Redirect.add_redirect("/into-it", f"/{name}-0{end}")
    assert statuses("/into-it/", f"/{name}-0/", f"/{name}-{length - 1}/") == {404}


@pytest.mark.parametrize("is_down", [False, True])
def test_redirects_lead_to_each_other_where_a_page_is_at_the_end(client, committing, is_down):
    rename(committing, "summit-3", "summit-three")
    Redirect.add_redirect("/a", "/b/")
    Redirect.add_redirect("/b", "/events/summits/summit-3/", is_permanent=False)
    if is_down:
        with committing():
            page_of("ja", "summit-three").unpublish()
        assert statuses("/a/", "/b/", "/a/?c=d") == {404}
        return
    for prefix in PREFIXES.values():
        chain = client.get(f"{prefix}/a/", follow=True)
        assert chain.status_code == 200
        assert chain.redirect_chain[-1][0] == f"{prefix}/events/summits/summit-three/"


@pytest.mark.parametrize("typed", [False, True])
def test_a_redirect_to_a_page_that_is_down_leads_nowhere(committing, typed):
    page = page_of("ja", "summit-3")
    Redirect.add_redirect("/flyer", page.get_url() if typed else page)
    Redirect.add_redirect("/whole", f"http://testserver{page.get_url()}")
    assert statuses("/flyer/", "/whole/") == {301}
    with committing():
        page.unpublish()
    assert statuses("/flyer/", "/whole/") == {404}


def test_a_redirect_to_a_closed_page_asks_for_what_opens_it(client):
    page = page_of("ja", "summit-3")
    page.view_restrictions.create(restriction_type="login")
    Redirect.add_redirect("/flyer", page)
    assert client.get("/flyer/")["Location"] == page.get_url()


@pytest.mark.parametrize("link", ["/media/flyer.pdf", "/search/?q=a", "https://example.org/a"])
def test_a_redirect_to_what_is_no_page_is_left_as_it_is(client, link):
    Redirect.add_redirect("/flyer", link)
    assert client.get("/flyer/")["Location"] == link


def test_news_that_is_not_yet_public_is_led_to_by_nothing(committing):
    news = factories.NewsPageFactory(
        parent=page_of("ja", "news"), slug="later", published_on=clock.today() + timedelta(days=1)
    )
    rename(committing, news.slug, "then", "later")
    assert statuses("/news/then/", "/news/later/") == {404}
