"""Addresses of the old site lead to what holds their content now, permanently."""

import csv
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from home.sample_content.accounts import create_account
from home.sample_content.content import FOLDER
from tests import databases

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TARGETS = {
    "/index.html": "/",
    "/greeting.html": "/council/greeting/",
    "/constitution.html": "/council/bylaws/",
    "/project.html": "/council/activities/",
    "/award17.html": "/awards/award-2017/",
    "/award18.html": "/awards/award-2018/",
    "/wp/": "/awards/award-5/",
}


def load(folder=FOLDER):
    out = StringIO()
    call_command("load_content", content=folder, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(content, django_db_blocker, tmp_path_factory):
    """The whole content, with an old address of a document besides."""
    folder = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(FOLDER, folder)
    with (folder / "legacy_urls.csv").open("a", encoding="utf-8") as file:
        file.write("/pdf/nyukai.pdf,doc-join-form,documents.yaml,certain,\n")
    with django_db_blocker.unblock():
        said = load(folder)
    return folder, said


def test_every_old_address_of_the_content_is_known_here():
    with (FOLDER / "legacy_urls.csv").open(encoding="utf-8") as file:
        assert {row["old_path"] for row in csv.DictReader(file)} == set(TARGETS)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("old", TARGETS)
@pytest.mark.parametrize("query", ["", "?from=news&id=7"])
def test_an_old_address_leads_to_its_page_for_good(client, old, query):
    response = client.get(old + query)
    assert (response.status_code, response["Location"]) == (301, TARGETS[old])
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.usefixtures("loaded")
def test_a_folder_is_found_without_its_slash(client):
    assert client.get("/wp", follow=True).redirect_chain[-1] == ("/awards/award-5/", 301)


@pytest.mark.usefixtures("loaded")
def test_an_old_address_of_a_document_without_a_file_leads_to_its_row(client):
    response = client.get("/pdf/nyukai.pdf")
    assert (response.status_code, response["Location"]) == (
        301,
        "/resources/documents/#doc-join-form",
    )
    assert 'id="doc-join-form"' in client.get("/resources/documents/").content.decode()


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("old", TARGETS)
def test_an_old_address_below_the_english_home_leads_to_the_english_page(client, old):
    response = client.get(f"/en{old}")
    english = "/en/" + TARGETS[old].removeprefix("/")
    assert (response.status_code, response["Location"]) == (301, english)
    assert client.get(english).status_code == 200


@pytest.mark.usefixtures("loaded")
def test_an_address_nobody_knows_stays_unknown(client):
    assert client.get("/award19.html").status_code == 404


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", ["/", "/en/", "/awards/award-2017/", "/resources/documents/"])
def test_pages_that_are_there_ask_for_no_redirect(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    table = Redirect._meta.db_table
    assert [query["sql"] for query in captured if table in query["sql"]] == []


@pytest.mark.usefixtures("loaded")
def test_a_page_that_was_moved_is_still_found(client):
    page = Redirect.objects.get(old_path="/award17.html").redirect_page
    page.slug = "award-1"
    page.specific.save()
    page.save()
    assert client.get("/award17.html")["Location"] == "/awards/award-1/"


@pytest.mark.usefixtures("loaded")
def test_a_moderator_sees_them_and_adds_more(client):
    create_account("moderator", "a-password")
    assert client.login(username="moderator", password="a-password")
    listed = client.get("/admin/redirects/").content.decode()
    assert all(old.rstrip("/") in listed for old in TARGETS)
    page = Redirect.objects.get(old_path="/wp").redirect_page
    fields = {"old_path": "/award22.html", "is_permanent": "on", "redirect_page": page.pk}
    client.post("/admin/redirects/add/", fields)
    assert Client().get("/award22.html")["Location"] == "/awards/award-5/"


def test_loading_again_changes_nothing(loaded):
    folder, said = loaded
    assert f"Old addresses: {len(TARGETS)} added, 0" in databases.said_by_the_loader()
    assert f"Old addresses: 1 added, {len(TARGETS)} already there" in said
    changed = Redirect.objects.get(old_path="/wp")
    changed.redirect_page, changed.redirect_link = None, "https://example.org/"
    changed.save()
    assert f"Old addresses: 0 added, {len(TARGETS) + 1} already there" in load(folder)
    assert Redirect.objects.get(old_path="/wp").link == "https://example.org/"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/a.html,nothing,,,", "legacy_urls.csv, line 9 (nothing): 'key' names 'nothing'"),
        ("/a.html,,,,", "legacy_urls.csv, line 9: 'key' is missing."),
        (",greeting,,,", "legacy_urls.csv, line 9 (greeting): 'old_path' is missing."),
    ],
)
def test_a_line_that_leads_nowhere_is_named_and_nothing_is_loaded(tmp_path, line, said):
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    with (folder / "legacy_urls.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    before = Redirect.objects.count()
    with pytest.raises(CommandError) as caught:
        load(folder)
    assert said in str(caught.value)
    assert Redirect.objects.count() == before
