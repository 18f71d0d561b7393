"""A wrong password, or a wrong name: what who may not read yet is told, and where."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db

SESAME = "open sesame"
TITLES = {"": "エラー：", "/en": "Error: "}


@pytest.fixture
def home():
    return factories.site()


@pytest.fixture
def closed_page(home):
    page = factories.InformationPageFactory(parent=home)
    factories.translate(page)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password=SESAME)
    return page


def sign_in(client, prefix):
    return client.post(f"{prefix}/_util/login/", {"username": "nobody", "password": "guess"})


def open_page(client, prefix, page):
    restriction = PageViewRestriction.objects.get()
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    return client.post(f"{prefix}{address}", {"password": "guess", "return_url": page.url})


def assert_said_as_an_error(response, prefix, marked):
    """An alert in the frame of the site leads to the field, which names the error as its own."""
    html = BeautifulSoup(response.content, "html.parser")
    assert html.title.get_text().strip().startswith(TITLES[prefix])
    assert html.find("header", class_="head")
    alert = html.main.find(role="alert")
    assert {"note", "bad"} <= set(alert["class"])
    field = html.find(id=alert.a["href"].removeprefix("#"))
    said = html.find(id=field["aria-describedby"])
    assert "err" in said["class"]
    assert said.get_text() == alert.a.get_text() != ""
    assert "bad" in said.find_parent(class_="field")["class"]
    invalid = html.main.find_all("input", attrs={"aria-invalid": "true"})
    assert [each["name"] for each in invalid] == marked
    assert {each["aria-describedby"] for each in invalid} == {said["id"]}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_sign_in_that_failed_is_said_at_both_fields(client, prefix):
    assert_said_as_an_error(sign_in(client, prefix), prefix, ["username", "password"])


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_before_signing_in_nothing_is_wrong(client, prefix):
    html = BeautifulSoup(client.get(f"{prefix}/_util/login/").content, "html.parser")
    assert not html.find(role="alert")
    assert not html.find(attrs={"aria-invalid": True})
    assert not html.title.get_text().strip().startswith(TITLES[prefix].strip())


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_wrong_password_of_a_page_is_said_at_its_field(client, closed_page, prefix):
    response = open_page(client, prefix, closed_page)
    assert_said_as_an_error(response, prefix, ["password"])


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("prefix", "language"), [("", "ja"), ("/en", "en")])
def test_the_wrong_password_of_a_document_is_said_at_its_field(client, prefix, language):
    collection = Collection.get_first_root_node().add_child(name="closed")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=SESAME
    )
    address = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    entered = {"password": "guess", "return_url": "/documents/1/a.pdf"}
    response = client.post(f"{address}?language={language}", entered)
    assert_said_as_an_error(response, prefix, ["password"])


@pytest.mark.usefixtures("home")
def test_an_account_that_may_not_read_the_page_is_told_so_as_an_error(client):
    client.force_login(factories.UserFactory())
    html = BeautifulSoup(client.get("/en/_util/login/?next=/en/x/").content, "html.parser")
    alert = html.main.find(role="alert")
    assert {"note", "bad"} <= set(alert["class"])
    assert "may not read this page" in alert.get_text()
