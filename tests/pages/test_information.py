"""Pages of information, and how every page leads to them."""

import pytest
from bs4 import BeautifulSoup

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return factories.site()


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser"), response.content.decode()


def fill_settings(**columns):
    factories.change_settings(contact_label_ja="見本の事務局", address_ja="見本町1-1", **columns)


def test_the_secretariat_is_named_where_the_reader_needs_it(client, home):
    fill_settings()
    page = factories.InformationPageFactory(parent=home, with_contact=True)
    html, _ = read(client, page.url)
    assert "見本町1-1" in html.main.get_text()
    assert not html.main.find("a", href=lambda href: href.startswith("mailto:"))
    without = factories.InformationPageFactory(parent=home)
    assert "見本町1-1" not in read(client, without.url)[0].main.get_text()


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "事務局へのお問合せ"), ("/en", "Enquiry to the secretariat")]
)
def test_whoever_names_the_secretariat_leads_to_the_page_for_enquiries(client, home, prefix, words):
    fill_settings()
    contact = factories.InformationPageFactory(
        parent=home, slug="contact", show_in_menus=True, with_contact=True
    )
    join = factories.InformationPageFactory(parent=home, slug="join", with_contact=True)
    for page in (contact, join):
        factories.translate(page)
    link = read(client, f"{prefix}/join/")[0].main.find("a", href=f"{prefix}/contact/")
    assert link.get_text() == words
    assert not read(client, f"{prefix}/contact/")[0].main.find("a", href=f"{prefix}/contact/")
    contact.unpublish()
    assert not read(client, f"{prefix}/join/")[0].main.find("a", string=words)


def test_the_mail_address_is_not_readable_in_the_source(client, home):
    fill_settings(mail="office@example.org")
    page = factories.InformationPageFactory(parent=home, with_contact=True)
    html, source = read(client, page.url)
    assert html.main.find("a", href="mailto:office@example.org")
    assert "office@example.org" not in source


def test_a_sample_says_that_it_is_one(client, home):
    sample = factories.InformationPageFactory(parent=home, is_sample=True)
    factories.translate(sample, said="Policy")
    note = read(client, f"/en{sample.url}")[0].main.find(class_="note")
    assert "not a statement of the Council" in note.get_text()
    plain = factories.InformationPageFactory(parent=home)
    assert not read(client, plain.url)[0].main.find(class_="note")


def test_the_main_row_holds_six_sections_and_the_phone_menu_all(client, home):
    for _ in range(8):
        factories.InformationPageFactory(parent=home, show_in_menus=True)
    html, _ = read(client, "/")
    assert len(html.find("nav", class_="nav").find_all("a")) == 6
    assert len(html.find(class_="menu-panel").find_all("a")) == 8


def test_menu_pages_below_a_page_outside_the_menu_stand_at_the_foot(client, home):
    policies = factories.InformationPageFactory(parent=home, slug="policies")
    for slug in ("site", "privacy"):
        factories.InformationPageFactory(parent=policies, slug=slug, show_in_menus=True)
    factories.InformationPageFactory(parent=policies, slug="hidden")
    html, _ = read(client, "/")
    foot = html.find("footer").find(class_="legal")
    assert [link["href"] for link in foot.find_all("a")] == [
        "/policies/site/",
        "/policies/privacy/",
        "/sitemap/",
        "/data/",
    ]
    assert not html.find("nav", class_="nav").find_all("a")
