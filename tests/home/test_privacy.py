"""Pages that are restricted, not yet public or no longer: nobody finds any without the rights.

One page of every type is closed, one is a draft, one was taken down and one has a draft of new
words. Lists and sections are closed in `test_closed_sections`, files in `test_private_files`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from pages.base.page import BasePage
from portal import clock
from search.index.store import rebuild
from tests import factories
from tests.crawler import Answer, addresses_of, ask, broken, crawl
from tests.marked import (
    Marks,
    change_in_draft,
    draft_beside,
    found_by_search,
    leaks,
    mark_page,
    take_down,
)
from tests.test_every_page import page_types

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("closed", "in_september")]

MOMENT = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)
LOGIN, GROUP, PASSWORD = KINDS = (
    PageViewRestriction.LOGIN,
    PageViewRestriction.GROUPS,
    PageViewRestriction.PASSWORD,
)
CIRCLE, SESAME = "members of the circle", "open sesame"
# Of the types that have several pages, those that the most is told of elsewhere.
FIRST = {"summit-5", "training-2", "award-2020", "proposal-2021", "assembly-2019", "survey-2019"}


def is_closed_here(model: type[BasePage]) -> bool:
    """Whether a type is neither a list, a section nor a home page: those hold what others are."""
    return not model.lists_others and set(model.allowed_subpage_models()) <= {Page, model}


@dataclass
class Closed:
    """The pages that are not for everybody, each with its words, and what a crawl finds."""

    restricted: dict[Page, Marks] = field(default_factory=dict)
    kinds: dict[Page, str] = field(default_factory=dict)
    others: dict[Page, Marks] = field(default_factory=dict)
    records: list[Marks] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def marks(self) -> list[Marks]:
        """The words of everything."""
        return [*self.restricted.values(), *self.others.values(), *self.records]


@pytest.fixture(scope="module")
def closed(content, django_db_blocker):
    """Everything closed, with the index made anew and everything crawled, once for all tests."""
    with django_db_blocker.unblock(), clock.at(MOMENT):
        made = Closed()
        factories.translate(factories.questionnaire_reply().page)  # the content has none
        close_pages(made)
        name_records(made)
        rebuild()
        pages = [*made.restricted, *made.others]
        more = [address for page in pages for address in addresses_of(page)]
        made.answers = crawl(Client(), *more)
        yield made


@pytest.fixture
def in_september():
    with clock.at(MOMENT):
        yield


def pages_of_types() -> dict[type[BasePage], list[Page]]:
    """The Japanese pages of every type that the content has, the most told of first."""
    japanese = Page.objects.filter(locale__language_code="ja", alias_of=None, live=True)
    of_type: dict[type[BasePage], list[Page]] = {}
    for page in japanese.order_by("path"):
        of_type.setdefault(page.specific_class, []).append(page)
    return {
        model: sorted(pages, key=lambda page: (page.slug not in FIRST, page.numchild))
        for model, pages in of_type.items()
        if issubclass(model, BasePage)
    }


def close_pages(made: Closed) -> None:
    """One page of every type restricted; beside it a draft, one taken down, one changed."""
    group = Group.objects.create(name=CIRCLE)
    kinds = cycle(KINDS)
    of_types = {model: pages for model, pages in pages_of_types().items() if is_closed_here(model)}
    for model, (page, *more) in of_types.items():
        name = model.__name__
        made.restricted[page] = Marks(f"restricted {name}")
        mark_page(page, made.restricted[page])
        made.kinds[page] = next(kinds)
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=made.kinds[page], password=SESAME
        )
        restriction.groups.set([group] if made.kinds[page] == GROUP else [])
        draft = Marks(f"draft {name}")
        made.others[draft_beside(page, draft)] = draft
        if len(more) > 1:
            made.others[more[0]] = Marks(f"taken down {name}")
            take_down(more[0], made.others[more[0]])
            made.others[more[1]] = Marks(f"changed in draft {name}")
            change_in_draft(more[1], made.others[more[1]])


def name_records(made: Closed) -> None:
    """Records that nothing names but pages that are closed."""
    by_slug = {page.slug: page.specific for page in made.restricted}
    speaker, place, winner, deliverer, venue = (
        Marks(f"record {name}") for name in ("speaker", "place", "winner", "deliverer", "venue")
    )
    made.records += [speaker, place, winner, deliverer, venue]
    factories.EventSpeakerFactory(
        page=by_slug["summit-5"],
        person=factories.PersonFactory(**names(speaker)),
        municipality=factories.MunicipalityFactory(**names(place)),
    )
    factories.AwardWinnerFactory(
        page=by_slug["award-2020"], municipality=factories.MunicipalityFactory(**names(winner))
    )
    factories.ProposalDelivererFactory(
        page=by_slug["proposal-2021"], person=factories.PersonFactory(**names(deliverer))
    )
    summit = Page.objects.get(slug="summit-5", locale__language_code="ja").specific
    summit.venue = factories.VenueFactory(**names(venue))
    summit.save()


def names(marks: Marks) -> dict[str, str]:
    """The names of a record in both languages."""
    japanese, english = (
        f"{one} {other}" for one, other in zip(marks.sought, marks.betraying, strict=True)
    )
    return {"name_ja": japanese, "name_en": english}


def test_a_page_of_every_type_is_closed(closed):
    types = {page.specific_class for page in closed.restricted}
    assert types == {model for model in page_types() if is_closed_here(model)}
    assert set(closed.kinds.values()) == set(KINDS)


def test_an_anonymous_crawl_finds_nothing_of_it(closed):
    assert len(closed.answers) > 200
    assert leaks(closed.answers, closed.marks) == set()


def test_no_address_breaks(closed):
    assert broken(closed.answers) == []


def test_the_search_neither_finds_nor_suggests_nor_hints_at_it(client, closed):
    assert set().union(*(found_by_search(client, marks) for marks in closed.marks)) == set()


def test_both_languages_ask_for_what_opens_a_page(closed):
    for page, kind in closed.kinds.items():
        for version in page.get_translations(inclusive=True):
            address = version.get_url()
            answer = closed.answers[address]
            if kind == PASSWORD:
                assert answer.status == 200, address
                assert 'type="password"' in answer.text
            else:
                assert answer.status == 302, address


def test_one_signs_in_in_the_language_being_read(client, closed):
    for page, kind in closed.kinds.items():
        for version in page.get_translations(inclusive=True) if kind != PASSWORD else ():
            address = version.get_url()
            answer = client.get(address)
            assert "/_util/login/" in answer.url
            assert answer.url.startswith("/en/") == address.startswith("/en/")


def test_with_the_rights_everything_opens(client, closed):
    user = factories.UserFactory()
    user.groups.add(Group.objects.get(name=CIRCLE))
    client.force_login(user)
    for page, marks in closed.restricted.items():
        if closed.kinds[page] == PASSWORD:
            give_password(client, page)
        for version in page.get_translations(inclusive=True).live():
            answer = ask(client, version.get_url())
            assert answer.status == 200
            assert answer.holds(marks.betraying[0]), version.get_url()


def give_password(client, page):
    """Enters a wrong password, which opens nothing, and then the right one."""
    restriction = PageViewRestriction.objects.get(page=page)
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    wrong = client.post(address, {"password": "guess", "return_url": page.get_url()})
    assert wrong.status_code == 200
    assert client.post(address, {"password": SESAME, "return_url": page.get_url()}).url
