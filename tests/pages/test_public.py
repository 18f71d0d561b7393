"""Who "anybody" is: the one condition that every list, file, count and map asks."""

from datetime import date, timedelta

import pytest
from wagtail.models import Collection, Page, PageViewRestriction

from pages.media import PortalDocument
from pages.public import in_open_collection, public, restrictions_of
from portal import clock
from tests import factories

pytestmark = pytest.mark.django_db

KINDS = ("login", "password", "groups")


@pytest.fixture
def pages():
    """A page in a section, with the English of both."""
    home = factories.site()
    council = factories.CouncilPageFactory(parent=home)
    greeting = factories.GreetingPageFactory(parent=council)
    beside = factories.InformationPageFactory(parent=home, slug="beside")
    for page in (home, council, greeting, beside):
        factories.translate(page)


def page_of(language, slug):
    return Page.objects.get(locale__language_code=language, slug=slug)


def open_to_anybody():
    """The pages, by language and slug."""
    found = Page.objects.filter(public(), depth__gt=2).values_list("locale__language_code", "slug")
    return {f"{language} {slug}" for language, slug in found}


EVERYTHING = {
    f"{language} {slug}" for language in ("ja", "en") for slug in ("council", "greeting", "beside")
}
SECTION = {each for each in EVERYTHING if "council" in each or "greeting" in each}
PAGE = {each for each in EVERYTHING if "greeting" in each}


@pytest.mark.usefixtures("pages")
def test_a_page_that_is_live_is_for_anybody():
    assert open_to_anybody() == EVERYTHING


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("slug", "closed"), [("council", SECTION), ("greeting", PAGE)])
def test_a_restriction_holds_for_the_pair_and_all_below_both(pages, kind, language, slug, closed):
    page = page_of(language, slug)
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    assert open_to_anybody() == EVERYTHING - closed
    for each in ("ja", "en"):
        assert restrictions_of(page_of(each, "greeting")).count() == 1
        assert not restrictions_of(page_of(each, "beside")).exists()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_taken_down_is_for_nobody(pages, language):
    Page.objects.filter(pk=page_of(language, "greeting").pk).update(live=False)
    assert open_to_anybody() == EVERYTHING - {f"{language} greeting"}


def test_a_language_whose_home_page_is_down_is_for_nobody(pages):
    Page.objects.filter(depth=2, locale=factories.english()).update(live=False)
    assert open_to_anybody() == {each for each in EVERYTHING if each.startswith("ja")}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("slug", "is_below"), [("council", True), ("greeting", False)])
def test_a_restriction_holds_for_every_alias_and_all_below_it(
    pages, client, language, slug, is_below
):
    beside, council = page_of("ja", "beside"), page_of("ja", "council").specific
    section = council.create_alias(parent=beside, update_slug="council-too")
    below = factories.GreetingPageFactory(parent=section, slug="below")
    again = page_of("ja", "greeting").specific.create_alias(parent=beside, update_slug="again")
    english = page_of("en", "greeting").specific.create_alias(
        parent=page_of("en", "beside"), update_slug="english-again"
    )
    made = {section: is_below, below: is_below, again: True, english: True}
    assert {client.get(page.get_url()).status_code for page in (section, below, again)} == {200}
    PageViewRestriction.objects.create(page=page_of(language, slug), restriction_type="login")
    readable = Page.objects.filter(public())
    for page, is_closed in made.items():
        assert readable.filter(pk=page.pk).exists() != is_closed
        assert restrictions_of(page).exists() == is_closed
    for page in (section, below, again):
        assert client.get(page.get_url()).status_code == (302 if made[page] else 200)


def test_a_page_whose_address_only_begins_like_a_restricted_one_stays_open(pages):
    PageViewRestriction.objects.create(page=page_of("ja", "greeting"), restriction_type="login")
    later = factories.GreetingPageFactory(
        parent=page_of("ja", "council").specific, slug="greeting-2"
    )
    assert later.path.startswith(page_of("ja", "council").path)
    assert "ja greeting-2" in open_to_anybody()


@pytest.mark.parametrize("above", [False, True])
def test_a_document_of_a_restricted_collection_is_not_for_anybody(above):
    root = Collection.get_first_root_node()
    upper = root.add_child(name="内部")
    lower = upper.add_child(name="その下")
    other = root.add_child(name="公開")
    restricted = upper if above else lower
    restricted.view_restrictions.create(restriction_type="login")
    inside = factories.PortalDocumentFactory(collection=lower)
    outside = factories.PortalDocumentFactory(collection=other)
    found = set(PortalDocument.objects.filter(in_open_collection()))
    assert inside not in found
    assert outside in found


@pytest.mark.parametrize(
    ("days", "is_published"), [(-1, True), (0, True), (1, False), (None, True)]
)
def test_a_file_is_for_anybody_from_its_day_on(days, is_published):
    with clock.at(clock.start_of_day(date(2022, 9, 22))):
        day = None if days is None else clock.today() + timedelta(days=days)
        assert factories.PortalDocumentFactory(published_on=day).is_published == is_published
