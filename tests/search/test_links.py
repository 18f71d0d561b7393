"""Links of the search lead somewhere: none to a file or to a row that is not there."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from search.index.store import rebuild
from tests import factories
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db

TREES = ("", "/en")
TEXT = "琵琶湖の水質を調べました"


def without_a_file():
    return factories.PortalDocumentFactory(key=None, title="琵琶湖の記録", title_en="Lake record")


def lost():
    file = ContentFile(pdf("表紙", TEXT), "lake.pdf")
    return factories.PortalDocumentFactory(title="琵琶湖の記録", title_en="Lake record", file=file)


def lost_without_a_key():
    document = lost()
    document.key = None
    document.save()
    return document


@pytest.fixture
def listed():
    home = factories.site()
    resources = factories.ResourcesIndexPageFactory(parent=home)
    page = factories.DocumentsPageFactory(parent=resources)
    for each in (home, resources, page):
        factories.translate(each)
    return page


@pytest.fixture(params=[without_a_file, lost, lost_without_a_key])
def document(request, listed):
    document = request.param()
    rebuild()
    if document.file:
        document.file.storage.delete(document.file.name)
    return document


def offered(client, tree, words):
    """The addresses to which the page of results, its data and the suggestions lead."""
    page = BeautifulSoup(client.get(f"{tree}/search/", {"q": words}).content, "html.parser")
    asked = {"q": words, "ui": tree.strip("/") or "ja"}
    api = client.get("/api/search/", asked).json()["results"]
    suggested = client.get(f"{tree}/search/suggest/", {"q": words}).json()[3]
    return [
        *(link["href"] for link in page.select(".hit h3 a")),
        *(result["url"] for result in api),
        *suggested,
    ]


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("words", ["琵琶湖", "Lake record", TEXT])
def test_every_address_opens_at_the_row_that_says_that_the_file_follows(
    client, document, tree, words
):
    rows = 0
    for address in offered(client, tree, words):
        place, _hash, row = address.partition("#")
        response = client.get(place)
        assert response.status_code == 200
        if row:
            html = BeautifulSoup(response.content, "html.parser")
            text = html.find(id=row).get_text()
            assert document.title in text or document.title_en in text
            rows += 1
    assert rows == 3


@pytest.mark.parametrize("tree", TREES)
def test_where_there_is_no_list_either_the_result_has_no_link(
    client, document, listed, tree, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        listed.unpublish()
    page = BeautifulSoup(client.get(f"{tree}/search/", {"q": "琵琶湖"}).content, "html.parser")
    assert page.select_one(".hit h3").get_text(strip=True)
    assert not page.select(".hit h3 a")
    asked = {"q": "琵琶湖", "ui": tree.strip("/") or "ja"}
    assert [each["url"] for each in client.get("/api/search/", asked).json()["results"]] == [None]
    assert client.get(f"{tree}/search/suggest/", {"q": "琵琶湖"}).json()[1] == []


def test_rows_follow_a_list_that_gets_another_address(
    client, document, listed, django_capture_on_commit_callbacks
):
    listed.slug = "papers"
    with django_capture_on_commit_callbacks(execute=True):
        listed.save_revision().publish()
    addresses = offered(client, "", "琵琶湖")
    assert {address.partition("#")[0] for address in addresses} == {"/resources/papers/"}


@pytest.mark.parametrize("tree", TREES)
def test_without_an_open_list_the_page_that_names_it_is_led_to(client, listed, tree):
    home = listed.get_parent().get_parent().specific
    summit = factories.SummitPageFactory(parent=factories.EventsIndexPageFactory(parent=home))
    summit.documents.create(document=without_a_file())
    summit.save()
    for page in (summit.get_parent().specific, summit):
        factories.translate(page)
    PageViewRestriction.objects.create(page=listed, restriction_type="login")
    rebuild()
    led_to = offered(client, tree, "琵琶湖の記録")
    assert tree + summit.get_url() in led_to
    assert all(client.get(address).status_code == 200 for address in led_to)
