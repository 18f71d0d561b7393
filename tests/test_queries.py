"""How often a page asks the database, in a running process whose caches have just been emptied."""

import json
from datetime import date, time
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.test.utils import override_settings
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from pages.awards.models import AwardWinner
from pages.events.models import EventDocument
from pages.news.models import NewsPage
from pages.proposals.models import ProposalAddressee
from tests import factories
from tests.asked import MOST, queries

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


# --- Every page type ----------------------------------------------------------------------

ADDRESSES = {
    "home": "/",
    "council": "/council/",
    "news index": "/news/",
    "news": "/news/news-1/",
    "events index": "/events/",
    "summits index": "/events/summits/",
    "training index": "/events/training/",
    "summit": "/events/summits/summit-1/",
    "training": "/events/training/training-1/",
    "awards index": "/awards/",
    "award round": "/awards/award-1/",
    "proposals index": "/proposals/",
    "proposal": "/proposals/proposal-1/",
    "feed": "/news/feed/",
    "calendar": "/events/calendar.ics",
    "calendar of an event": "/events/training/training-1/calendar.ics",
}


def items(*values):
    return [{"type": "item", "value": value, "id": f"i{n}"} for n, value in enumerate(values)]


def body(times=1):
    """Running text with each block that asks the database."""
    photo = factories.PortalImageFactory().pk
    page = Page.objects.get(depth=2, locale=factories.japanese())
    link = {"page": page.pk, "url": "", "text": ""}
    row = {"person": factories.PersonFactory().pk, "role": "市長", "photo": photo}
    blocks = [
        ("paragraph", "<p>本文</p>"),
        ("image", {"image": factories.PortalImageFactory().pk, "caption": ""}),
        ("video", {"recording": factories.RecordingFactory().pk}),
        ("documents", {"documents": items(factories.PortalDocumentFactory().pk)}),
        ("gallery", {"images": items({"image": photo, "caption": ""})}),
        ("people", {"people": items(row, {**row, "person": factories.PersonFactory().pk})}),
        ("related", {"links": items(link)}),
        ("button", link),
        ("contact", {"text": ""}),
    ] * times
    return json.dumps(
        [{"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(blocks)]
    )


def fill_event(event, related):
    """Three rows of everything an event can have."""
    event.extensions.create(announced_on=event.opens_on, new_closes_on=event.closes_on)
    for number in range(3):
        factories.EventSpeakerFactory(page=event, municipality=factories.MunicipalityFactory())
        event.fees.create(payer_ja=f"会員{number}", payer_en=f"Member {number}", amount_jpy=number)
        event.sessions.create(starts_at=time(13 + number), text_ja="講演", text_en="Talk")
        file = ContentFile(b"%PDF-1.4", f"event-{number}.pdf")
        event.documents.create(document=factories.PortalDocumentFactory(file=file))
        event.recordings.create(recording=factories.RecordingFactory())
        event.related_events.create(event=related[number])
    event.save()


def fill_award(award):
    """Three rows of everything an award round can have."""
    for _ in range(3):
        organisation, prize = factories.OrganisationFactory(), factories.PrizeFactory()
        award.supporters.create(organisation=organisation)
        award.planned_prizes.create(prize=prize)
        award.criteria.create(text_ja="工夫", text_en="Ingenuity")
        factories.AwardWinnerFactory(page=award, summary_ja="概要", summary_en="In short")
        award.documents.create(document=factories.PortalDocumentFactory())
        award.recordings.create(recording=factories.RecordingFactory())
    award.save()


def fill_proposal(proposal):
    """Three rows of everything a proposal can have."""
    for _ in range(3):
        role = {"role_ja": "文部科学大臣", "role_en": "Minister"}
        proposal.addressees.create(person=factories.PersonFactory(), **role)
        proposal.deliverers.create(person=factories.PersonFactory(), **role)
        proposal.signers.create(organisation=factories.OrganisationFactory())
        proposal.parts.create(title_ja="第一", title_en="First")
        proposal.documents.create(document=factories.PortalDocumentFactory())
    proposal.save()


def indexes(home):
    """The sections of a site, by name."""
    events = factories.EventsIndexPageFactory(parent=home)
    return SimpleNamespace(
        home=home,
        council=factories.CouncilPageFactory(parent=home),
        news=factories.NewsIndexPageFactory(parent=home),
        events=events,
        summits=factories.SummitsIndexPageFactory(parent=events),
        trainings=factories.TrainingIndexPageFactory(parent=events),
        awards=factories.AwardsIndexPageFactory(parent=home),
        proposals=factories.ProposalsIndexPageFactory(parent=home),
    )


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker):
    """One page of each type with everything on it, and a second one beside it."""
    with factories.shared(django_db_blocker):
        index = indexes(factories.site())
        trainings = [
            factories.TrainingPageFactory(parent=index.trainings, slug=f"training-{number}")
            for number in (2, 3, 4)
        ]
        bodies = {"body": body()}
        summit = factories.SummitPageFactory(
            parent=index.summits,
            slug="summit-1",
            venue=factories.VenueFactory(),
            within=factories.OrganisationFactory(),
            opens_on=date(2022, 4, 1),
            closes_on=date(2022, 5, 20),
            outcome="held",
            **bodies,
        )
        older = factories.SummitPageFactory(
            parent=index.summits, slug="summit-0", start_date=date(2021, 6, 2), outcome="held"
        )
        training = factories.TrainingPageFactory(
            parent=index.trainings, slug="training-1", opens_on=date(2022, 4, 1), **bodies
        )
        fill_event(summit, trainings)
        fill_event(training, [summit, older, trainings[0]])
        award = factories.AwardRoundPageFactory(
            parent=index.awards,
            slug="award-1",
            ceremony_venue=factories.VenueFactory(),
            ceremony_event=summit,
            results_on=date(2022, 9, 20),
            **bodies,
        )
        fill_award(award)
        factories.AwardRoundPageFactory(parent=index.awards, slug="award-0")
        proposal = factories.ProposalPageFactory(
            parent=index.proposals,
            slug="proposal-1",
            place=factories.OrganisationFactory(),
            prepared_at=summit,
            **bodies,
        )
        fill_proposal(proposal)
        fill_proposal(factories.ProposalPageFactory(parent=index.proposals, slug="proposal-0"))
        for slug in ("news-1", "news-2"):
            document = factories.PortalDocumentFactory()
            factories.NewsPageFactory(
                parent=index.news, slug=slug, item=training, document=document, **bodies
            )
        for page in (summit, training, proposal):
            factories.PromotionFactory(page=page)
        factories.PromotionFactory(document=factories.PortalDocumentFactory())
        for page in (index.home, index.council, index.news, index.events, index.summits,
                     index.trainings, index.awards, index.proposals, summit, training, award,
                     proposal, *NewsPage.objects.all()):  # fmt: skip
            factories.translate(Page.objects.get(pk=page.pk))
        for page in (older, *trainings):
            factories.alias(page)
        for page in Page.objects.filter(slug__in=("award-0", "proposal-0")):
            factories.alias(page)
        yield


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("tree", ["", "/en"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_asks_the_database_at_most_fifteen_times(client, name, tree):
    asked = queries(client, tree + ADDRESSES[name])
    assert len(asked) <= MOST, "\n".join(sql[:300] for sql in asked)


def test_a_text_asks_no_more_often_for_many_pictures_people_and_links(client):
    home = factories.site()
    asked = {}
    for times in (1, 5):
        page = factories.CouncilPageFactory(parent=home, slug=f"c{times}", body=body(times))
        asked[times] = len(queries(client, page.url))
    assert asked[1] == asked[5] <= MOST


# --- Lists of any length ------------------------------------------------------------------

LISTS = [
    *("home", "events index", "summits index", "awards index", "proposals index", "news index"),
    *("feed", "calendar"),
]
DATA = [f"/data/{name}.json" for name in ("events", "awards", "proposals", "members")]
SHORT, LONG = 5, 50
NO_SEARCH = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False},
}


def add_items(index, numbers):
    """Live items in every list with rows of facts, in both trees; every fifth is in English."""
    venue, person = factories.VenueFactory(), factories.PersonFactory()
    prize, town = factories.PrizeFactory(), factories.MunicipalityFactory()
    for number in numbers:
        summit = factories.SummitPageFactory(
            parent=index.summits,
            start_date=date(2021, 1, 1 + number % 28),
            venue=venue,
            outcome="held",
        )
        document = factories.PortalDocumentFactory(published_on=date(2022, 9, 1))
        EventDocument.objects.create(page=summit, document=document)
        award = factories.AwardRoundPageFactory(parent=index.awards, results_on=date(2022, 9, 20))
        AwardWinner.objects.create(
            page=award, prize=prize, municipality=town, summary_ja="概要", summary_en="In short"
        )
        proposal = factories.ProposalPageFactory(parent=index.proposals)
        ProposalAddressee.objects.create(page=proposal, person=person, role_ja="大臣", role_en="M.")
        news = factories.NewsPageFactory(parent=index.news, item=summit)
        for page in (summit, award, proposal, news):
            translated = number % 5 == 0
            english = page.copy_for_translation(factories.english(), alias=not translated)
            if translated:
                english.title = english.summary = english.theme = "In English"
                english.save_revision().publish()


def counted():
    pages = {
        (name, tree): len(queries(Client(), tree + ADDRESSES[name]))
        for name in LISTS
        for tree in ("", "/en")
    }
    return pages | {address: len(queries(Client(), address)) for address in DATA}


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker):
    """The number of queries of every list in both languages, with 5 and with 50 items."""
    quick = override_settings(WAGTAILSEARCH_BACKENDS=NO_SEARCH)
    with factories.shared(django_db_blocker), disable_reference_index_auto_update(), quick:
        index = indexes(factories.site())
        for page in vars(index).values():
            factories.translate(page)
        add_items(index, range(SHORT))
        short = counted()
        add_items(index, range(SHORT, LONG))
        yield short, counted()


@pytest.mark.parametrize("tree", ["", "/en"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_fifty_asks_no_more_often_than_one_of_five(counts, name, tree):
    short, long = counts
    assert long[name, tree] == short[name, tree]


@pytest.mark.parametrize("address", DATA)
def test_open_data_of_fifty_ask_no_more_often_than_those_of_five(counts, address):
    short, long = counts
    assert long[address] == short[address] <= MOST
