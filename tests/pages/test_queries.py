"""Lists ask the database as often for many items as for few."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests import factories

pytestmark = pytest.mark.django_db

# What the lists themselves may ask for: the frame around every page is not theirs.
MOST = 15
ADDRESSES = (
    "/events/",
    "/events/summits/",
    "/awards/winners/",
    "/awards/",
    "/proposals/",
    "/news/",
)


@pytest.fixture
def sections():
    """The sections, in both trees."""
    home = factories.site()
    events = factories.EventsIndexPageFactory(parent=home)
    awards = factories.AwardsIndexPageFactory(parent=home)
    found = {
        "summits": factories.SummitsIndexPageFactory(parent=events),
        "awards": awards,
        "proposals": factories.ProposalsIndexPageFactory(parent=home),
        "news": factories.NewsIndexPageFactory(parent=home),
        "winners": factories.WinnersPageFactory(parent=awards),
        "council": factories.CouncilPageFactory(parent=home),
    }
    for page in (events, *found.values()):
        in_english(page)
    return found


def in_english(page):
    """The page in the English tree, with a text of its own."""
    factories.translate(page)


def add_one_of_each(sections):
    """A summit with a speaker and its round of the awards, a proposal, a report; in both trees."""
    summit = factories.SummitPageFactory(
        parent=sections["summits"], venue=factories.VenueFactory(), opens_on=date(2022, 5, 1),
        within=factories.OrganisationFactory(), edition=1,
    )  # fmt: skip
    factories.EventSpeakerFactory(page=summit, municipality=factories.MunicipalityFactory())
    summit.documents.create(document=factories.PortalDocumentFactory())
    summit.recordings.create(recording=factories.RecordingFactory())
    award = factories.AwardRoundPageFactory(parent=sections["awards"], ceremony_event=summit)
    factories.AwardWinnerFactory(page=award)
    proposal = factories.ProposalPageFactory(parent=sections["proposals"], prepared_at=summit)
    proposal.addressees.create(person=factories.PersonFactory(), role_ja="大臣")
    news = factories.NewsPageFactory(parent=sections["news"], item=summit)
    for page in (summit, award, proposal, news):
        in_english(page)


def queries(address, user=None):
    """How many there are in a running process whose caches were emptied."""
    client = Client()
    if user:
        client.force_login(user)
    assert client.get(address).status_code == 200
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_the_list(sections):
    addresses = [prefix + address for prefix in ("", "/en") for address in ADDRESSES]
    add_one_of_each(sections)
    few = {address: queries(address) for address in addresses}
    for _more in range(2):
        add_one_of_each(sections)
    assert {address: queries(address) for address in addresses} == few
    frames = {"": queries("/council/"), "/en": queries("/en/council/")}
    for address, count in few.items():
        frame = frames["/en" if address.startswith("/en") else ""]
        assert count - frame <= MOST, address


def test_nor_does_that_of_a_closed_list_for_those_who_may_read_it(sections):
    council = sections["council"]
    for factory in (factories.MembersPageFactory, factories.PeoplePageFactory):
        in_english(factory(parent=council))
    for section in (sections["summits"], sections["awards"]):
        PageViewRestriction.objects.create(page=section, restriction_type="login")
    reader = factories.UserFactory()
    addresses = [
        prefix + address
        for prefix in ("", "/en")
        for address in ("/events/summits/", "/awards/", "/awards/winners/")
    ]
    add_one_of_each(sections)
    few = {address: queries(address, reader) for address in addresses}
    for _more in range(2):
        add_one_of_each(sections)
    assert {address: queries(address, reader) for address in addresses} == few
