"""Every address that has a name leads to its own view; the pages for signing in work."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.utils.translation import override
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from portal import clock
from tests import factories
from tests.pdfs import pdf

pytestmark = pytest.mark.one_database

# What may stand for the parts of an address, whatever its pattern asks for.
PARTS = ("1", "6f1d0f6e-0f0f-4f0f-8f0f-0f0f0f0f0f0f", "x", "")
MIXED = [("events", "csv"), ("1", "x"), ("x", "1")]
PREFIXES = {"ja": "", "en": "/en"}
# In whose place a view of ours stands at the same address, without a name.
OURS = {
    "wagtailadmin_pages:set_privacy",
    "wagtaildocs_serve",
    "wagtail_localize:download_pofile",
    "wagtail_localize:upload_pofile",
}


def named_views(resolver=None, rooms=()):
    """Every view that has a name, with the pattern of its address."""
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from named_views(each, (*rooms, each.namespace) if each.namespace else rooms)
        elif each.name:
            yield ":".join((*rooms, each.name)), each


def arguments_of(pattern):
    """The parts that an address is tried with: by name, or in their order."""
    compiled = re.compile(str(pattern)) if not pattern.converters else None
    names = list(pattern.converters) or list(compiled.groupindex)
    if compiled and not names:
        return [{"args": (part,) * compiled.groups} for part in PARTS]
    given = [*((part,) * len(names) for part in PARTS), *MIXED]
    return [{"kwargs": dict(zip(names, each, strict=False))} for each in given]


def address_of(name, pattern):
    for arguments in arguments_of(pattern):
        try:
            return reverse(name, **arguments)
        except NoReverseMatch:
            continue
    return pytest.fail(f"no address: {name}")


def is_ours(view, match):
    """A list of the admin that is written as a table, with our own way of writing it."""
    model = getattr(view.callback, "view_class", object)
    return issubclass(model, SpreadsheetExportMixin) and match.func.view_class is model


@pytest.mark.parametrize("language", PREFIXES)
def test_every_named_address_leads_to_its_own_view(language):
    views = list(named_views())
    assert len(views) > 350
    with override(language):
        for name, view in views:
            address = address_of(name, view.pattern)
            match = resolve(address)
            if match.url_name is None:
                assert name in OURS or is_ours(view, match), (name, address)
            else:
                assert match.view_name == name, address


# --- Signing in, and the password of a page -------------------------------------------------


@pytest.fixture
def page():
    page = factories.InformationPageFactory(parent=factories.site(), slug="inside")
    factories.translate(page, said="Inside")
    return page


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def assert_framed(html, prefix):
    assert html.html["lang"] == ("en" if prefix else "ja")
    assert html.header
    assert html.footer
    assert len(html.select("h1")) == 1
    assert html.find("meta", attrs={"name": "robots"})["content"] == "noindex"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_who_signs_in_comes_to_the_page_that_asked_for_it(client, page, prefix):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    asked = client.get(f"{prefix}/inside/")
    assert asked.status_code == 302
    assert asked["Location"].startswith(f"{prefix}/_util/login/")
    html = read(client, asked["Location"])
    assert_framed(html, prefix)
    sent = {field["name"]: field.get("value", "") for field in html.main.select("input[name]")}
    user = factories.UserFactory()
    answer = client.post(
        html.main.form.get("action") or asked["Location"],
        {**sent, "username": user.username, "password": "password"},
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{prefix}/inside/")
    read(client, answer["Location"])


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{}, {"next": "https://example.org/"}, {"next": ""}])
@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_who_signs_in_without_having_asked_for_a_page_comes_home(client, page, prefix, sent):
    user = factories.UserFactory()
    words = {"username": user.username, "password": "password"}
    answer = client.post(f"{prefix}/_util/login/", {**words, **sent})
    assert (answer.status_code, answer["Location"]) == (302, f"{prefix}/")


@pytest.mark.django_db
@pytest.mark.parametrize(("here", "there"), [("", "/en"), ("/en", "")])
def test_from_the_page_for_signing_in_one_comes_to_the_page_of_the_other_language(
    client, page, here, there
):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    html = read(client, client.get(f"{here}/inside/?a=1")["Location"])
    switched = read(client, html.select_one("nav.lang a")["href"])
    assert_framed(switched, there)
    assert switched.main.find("input", attrs={"name": "next"})["value"] == f"{there}/inside/?a=1"


# --- Documents ------------------------------------------------------------------------------


@pytest.fixture
def document(page):
    made = factories.PortalDocumentFactory(published_on=None)
    made.file.save("minutes.pdf", ContentFile(pdf("議事録")))
    made.collection = Collection.get_first_root_node().add_child(name="members")
    made.save()
    return made


def close(document, kind, **words):
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=kind, **words
    )


def coming_from(prefix):
    return {"headers": {"referer": f"http://testserver{prefix}/inside/"}}


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_the_password_opens_the_document_that_asked_for_it(client, document, prefix):
    close(document, "password", password="open sesame")
    asked = client.get(document.url, **coming_from(prefix))
    html = BeautifulSoup(asked.content, "html.parser")
    assert_framed(html, prefix)
    sent = {field["name"]: field.get("value", "") for field in html.main.select("input[name]")}
    wrong = client.post(html.main.form["action"], {**sent, "password": "guess"})
    html = BeautifulSoup(wrong.content, "html.parser")
    assert_framed(html, prefix)
    assert ("not correct" in html.main.get_text()) == bool(prefix)
    right = client.post(html.main.form["action"], {**sent, "password": "open sesame"})
    shown = client.get(right["Location"])
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(("here", "there"), [("", "/en"), ("/en", "")])
def test_the_page_for_the_password_of_a_document_is_there_in_the_other_language(
    client, document, here, there
):
    close(document, "password", password="open sesame")
    asked = client.get(document.url, **coming_from(here))
    html = BeautifulSoup(asked.content, "html.parser")
    assert_framed(read(client, html.select_one("nav.lang a")["href"]), there)
    sent = {field["name"]: field.get("value", "") for field in html.main.select("input[name]")}
    wrong = client.post(html.main.form["action"], {**sent, "password": "guess"})
    html = BeautifulSoup(wrong.content, "html.parser")
    switched = read(client, html.select_one("nav.lang a")["href"])
    assert_framed(switched, there)
    assert switched.main.find("input", attrs={"name": "return_url"})["value"].startswith(
        document.url
    )


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_who_signs_in_for_a_document_does_so_in_the_language_read_before(client, document, prefix):
    close(document, "login")
    asked = client.get(document.url, **coming_from(prefix))
    assert asked["Location"].startswith(f"{prefix}/_util/login/?next={document.url}")
    client.force_login(factories.UserFactory())
    assert client.get(document.url)["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_document_for_everybody_may_be_kept(client, document):
    assert "no-store" not in client.get(document.url).get("Cache-Control", "")


@pytest.mark.django_db
def test_a_document_before_its_day_is_kept_nowhere(client, document):
    document.published_on = clock.today() + timedelta(days=1)
    document.save()
    assert client.get(document.url).status_code == 404
    client.force_login(factories.UserFactory(is_superuser=True))
    assert client.get(document.url)["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_the_password_opens_the_page_that_asked_for_it(client, page, prefix):
    PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="open sesame"
    )
    html = read(client, f"{prefix}/inside/")
    assert_framed(html, prefix)
    address = html.main.form["action"]
    assert "/_util/authenticate_with_password/" in address
    sent = {field["name"]: field.get("value", "") for field in html.main.select("input[name]")}
    wrong = client.post(address, {**sent, "password": "guess"})
    assert_framed(BeautifulSoup(wrong.content, "html.parser"), prefix)
    right = client.post(address, {**sent, "password": "open sesame"})
    assert right.status_code == 302
    assert right["Location"].endswith(f"{prefix}/inside/")
    shown = read(client, f"{prefix}/inside/")
    assert not shown.main.find("input", type="password")
