"""Links on the front page: shown on their days, in the reader's tree, in the editors' order."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from home.promotions import Promotion
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FIRST, LAST = date(2022, 9, 1), date(2022, 9, 30)


@pytest.fixture
def proposal():
    """A proposal in both languages, below a home page in both."""
    home = factories.site()
    index = factories.ProposalsIndexPageFactory(parent=home)
    page = factories.ProposalPageFactory(parent=index, slug="proposal-6", title="提言6")
    for each in (home, index, page):
        factories.translate(each, said=f"English {each.slug}")
    return page


def shown(client, address="/"):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    region = soup.select_one("[aria-labelledby=promoted-h]")
    links = region.select("li > *") if region else []
    return [(each.get_text(strip=True), each.get("href")) for each in links]


def promote(page=None, text="提言6を読む", **columns):
    names = {"text_ja": text, "text_en": "Read proposal 6"}
    return factories.PromotionFactory(page=page, **names, **columns)


def test_a_link_leads_to_the_page_in_the_readers_language(client, proposal):
    promote(proposal)
    assert shown(client) == [("提言6を読む", "/proposals/proposal-6/")]
    assert shown(client, "/en/") == [("Read proposal 6", "/en/proposals/proposal-6/")]


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("2022-08-31T23:59:59+09:00", False),
        ("2022-09-01T00:00:00+09:00", True),
        ("2022-09-30T23:59:59+09:00", True),
        ("2022-10-01T00:00:00+09:00", False),
    ],
)
def test_a_link_comes_and_goes_at_midnight_in_japan(client, proposal, moment, there):
    promote(proposal, shown_from=FIRST, shown_until=LAST)
    with clock.at(datetime.fromisoformat(moment)):
        assert bool(shown(client)) is there
        assert bool(shown(client, "/en/")) is there


def test_a_page_taken_down_is_not_linked(client, proposal):
    promote(proposal)
    proposal.unpublish()
    assert shown(client) == []
    assert shown(client, "/en/") == []


def test_a_document_is_shown_with_its_title_once_it_has_its_file(client, proposal):
    document = factories.PortalDocumentFactory(title="パンフレット")
    promote(document=document)
    assert shown(client) == []
    document.file.save("pamphlet.pdf", ContentFile(b"%PDF-1.4"))
    ((text, href),) = shown(client)
    assert text.startswith("パンフレット")
    assert client.get(href).status_code == 200


def test_links_stand_in_the_order_the_editors_gave_them(client, proposal):
    promote(proposal, "二番目", sort_order=2)
    promote(proposal, "一番目", sort_order=1)
    assert [text for text, _href in shown(client)] == ["一番目", "二番目"]


def test_without_links_there_is_no_heading(client, proposal):
    assert "ご案内" not in client.get("/").content.decode()


@pytest.mark.parametrize("days", [{}, {"shown_from": LAST, "shown_until": FIRST}])
def test_a_link_that_leads_nowhere_or_never_stands_is_refused(proposal, days):
    link = Promotion(page=proposal if days else None, text_ja="提言6", **days)
    with pytest.raises(ValidationError):
        link.full_clean()
