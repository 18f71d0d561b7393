"""The dialog in which editors close a page knows that a pair has one restriction."""

import json
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
SET_IN = pytest.mark.parametrize("set_in", ["ja", "en"])
TITLES = {"ja": "会員のページ", "en": "For members"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A section with a page, both released in English."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        section = factories.InformationPageFactory(parent=home, slug="section", title=TITLES["ja"])
        english = factories.translate(section)
        Page.objects.filter(pk=english.pk).update(title=TITLES["en"], draft_title=TITLES["en"])
        factories.translate(factories.InformationPageFactory(parent=section, slug="page"))
        yield SimpleNamespace(home=home.pk)


@pytest.fixture(autouse=True)
def _pages(made):
    """Every test has them."""


def page_of(language, slug):
    return Page.objects.get(locale__language_code=language, slug=slug)


def close(language, slug, kind="login"):
    return PageViewRestriction.objects.create(page=page_of(language, slug), restriction_type=kind)


def address_of(page):
    return reverse("wagtailadmin_pages:set_privacy", args=[page.pk])


def dialog(client, language, slug):
    answer = client.get(address_of(page_of(language, slug)))
    return BeautifulSoup(json.loads(answer.content)["html"], "html.parser")


def choose(client, language, slug, kind):
    answer = client.post(address_of(page_of(language, slug)), {"restriction_type": kind})
    assert json.loads(answer.content)["step"] == "set_privacy_done"


def chosen(shown):
    return shown.select_one("input[checked]")["value"]


@SET_IN
@LANGUAGES
def test_it_names_the_section_that_closes_a_page_in_the_language_of_the_page(
    admin_client, language, set_in
):
    close(set_in, "section")
    shown = dialog(admin_client, language, "page")
    (link,) = shown.find_all("a")
    assert link.get_text() == TITLES[language]
    address = reverse("wagtailadmin_pages:edit", args=[page_of(language, "section").pk])
    assert link["href"] == address
    assert chosen(shown) == "none"


@SET_IN
@LANGUAGES
def test_it_shows_what_is_set_on_the_pair_as_its_own(admin_client, language, set_in):
    close(set_in, "section", "login")
    shown = dialog(admin_client, language, "section")
    assert chosen(shown) == "login"
    assert shown.find("a") is None


@SET_IN
@LANGUAGES
def test_what_is_chosen_takes_the_place_of_what_the_pair_had(admin_client, language, set_in):
    row = close(set_in, "section", "login")
    group = Group.objects.create(name="circle")
    sent = {"restriction_type": "groups", "groups": [group.pk]}
    admin_client.post(address_of(page_of(language, "section")), sent)
    left = PageViewRestriction.objects.get()
    assert (left.pk, left.restriction_type) == (row.pk, "groups")
    assert list(left.groups.all()) == [group]
    choose(admin_client, language, "section", "none")
    assert not PageViewRestriction.objects.exists()


@SET_IN
def test_a_choice_takes_the_place_of_both_where_each_page_had_its_own(admin_client, set_in):
    close("ja", "page", "login")
    close("en", "page", "login")
    group = Group.objects.create(name="circle")
    sent = {"restriction_type": "groups", "groups": [group.pk]}
    admin_client.post(address_of(page_of(set_in, "page")), sent)
    left = PageViewRestriction.objects.get()
    assert (left.page, left.restriction_type) == (page_of(set_in, "page"), "groups")


@LANGUAGES
def test_a_page_that_is_public_is_closed_in_it(admin_client, language):
    assert chosen(dialog(admin_client, language, "page")) == "none"
    choose(admin_client, language, "page", "login")
    assert PageViewRestriction.objects.get().page_id == page_of(language, "page").pk


def test_both_pages_are_opened_where_each_had_its_own(admin_client):
    for language in ("ja", "en"):
        close(language, "page")
    choose(admin_client, "en", "page", "none")
    assert not PageViewRestriction.objects.exists()


def test_who_may_only_change_english_opens_no_japanese_page(client):
    editors = Group.objects.create(name="translators")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    rights = Permission.objects.filter(codename__in=["change_page", "publish_page"])
    for right in rights:
        GroupPagePermission.objects.create(
            group=editors, page=page_of("en", "section"), permission=right
        )
    user = factories.UserFactory()
    user.groups.add(editors)
    client.force_login(user)
    close("ja", "section")
    shown = dialog(client, "en", "section")
    assert shown.find("a").get_text() == TITLES["ja"]
    choose(client, "en", "section", "none")
    assert PageViewRestriction.objects.exists()
    assert client.get(address_of(page_of("ja", "section"))).status_code == 302


def test_nobody_sets_it_without_the_right(client):
    assert client.get(address_of(page_of("ja", "page"))).status_code == 302
