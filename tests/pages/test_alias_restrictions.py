"""An alias is closed as the page it shows, and as long: it has no restriction of its own."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, PageViewRestriction

from pages.public import public
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
CLOSED = pytest.mark.parametrize("closed", ["section", "page"])
CIRCLE = "Working group"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A section with a page, both in English too, and a section beside it."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        section = factories.InformationPageFactory(parent=home, slug="section")
        factories.translate(section)
        factories.translate(factories.InformationPageFactory(parent=section, slug="page"))
        factories.translate(factories.InformationPageFactory(parent=home, slug="beside"))
        Group.objects.create(name=CIRCLE)
        yield SimpleNamespace(home=home.pk)


@pytest.fixture(autouse=True)
def _pages(made):
    """Every test has them."""


def page_of(language, slug):
    return Page.objects.get(locale__language_code=language, slug=slug).specific


def close(language, slug):
    row = PageViewRestriction.objects.create(
        page=page_of(language, slug), restriction_type="groups"
    )
    row.groups.set(Group.objects.filter(name=CIRCLE))
    return row


def shown_again(recursive=False):
    """An alias of the page in a section that is open."""
    source = page_of("ja", "section" if recursive else "page")
    source.create_alias(parent=page_of("ja", "beside"), update_slug="again", recursive=recursive)
    return page_of("ja", "again")


def is_closed(page):
    return not Page.objects.filter(public(), pk=page.pk).exists()


def closing(page):
    """The restrictions that are set on a page itself."""
    rows = PageViewRestriction.objects.filter(page=page.pk)
    return [(row.restriction_type, [each.name for each in row.groups.all()]) for row in rows]


@LANGUAGES
@CLOSED
def test_an_alias_opens_when_the_page_it_shows_is_opened(client, language, closed):
    restriction = close(language, closed)
    alias = shown_again()
    assert is_closed(alias)
    assert client.get(alias.get_url()).status_code == 302
    assert closing(alias) == []
    restriction.delete()
    assert not is_closed(alias)
    assert client.get(alias.get_url()).status_code == 200


def test_what_is_shown_again_with_all_below_has_no_restriction_of_its_own():
    rows = [close("ja", "section"), close("ja", "page")]
    alias = shown_again(recursive=True)
    (below,) = alias.get_children()
    assert (is_closed(alias), is_closed(below)) == (True, True)
    assert PageViewRestriction.objects.count() == 2
    rows[0].delete()
    assert (is_closed(alias), is_closed(below)) == (False, True)


def converted_in_code(client, alias):
    ConvertAliasPageAction(alias).execute()


def converted_in_the_admin(client, alias):
    address = reverse("wagtailadmin_pages:convert_alias", args=[alias.pk])
    assert client.post(address).status_code == 302


def its_source_deleted(client, alias):
    page_of("ja", "page").delete()


def its_source_deleted_with_all_around(client, alias):
    page_of("ja", "section").delete()


PARTINGS = pytest.mark.parametrize(
    "part",
    [
        converted_in_code,
        converted_in_the_admin,
        its_source_deleted,
        its_source_deleted_with_all_around,
    ],
)


@PARTINGS
@LANGUAGES
@CLOSED
def test_an_alias_that_becomes_a_page_stays_closed(admin_client, part, language, closed):
    alias = shown_again()
    close(language, closed)
    part(admin_client, alias)
    page = page_of("ja", "again")
    assert page.alias_of_id is None
    assert is_closed(page)
    assert closing(page) == [("groups", [CIRCLE])]


@PARTINGS
def test_an_alias_of_an_open_page_becomes_an_open_page(admin_client, part):
    alias = shown_again()
    part(admin_client, alias)
    page = page_of("ja", "again")
    assert is_closed(page) == (not page.live)  # Wagtail takes it down with its source
    assert not PageViewRestriction.objects.exists()


def test_an_alias_that_is_deleted_with_its_source_leaves_nothing():
    close("ja", "page")
    page_of("ja", "page").create_alias(parent=page_of("ja", "section"), update_slug="again")
    page_of("ja", "section").delete()
    assert not Page.objects.filter(slug="again").exists()
    assert not PageViewRestriction.objects.exists()


@LANGUAGES
@CLOSED
def test_the_copy_of_an_alias_is_closed_as_the_alias(language, closed):
    close(language, closed)
    shown_again().copy(update_attrs={"slug": "copy"})
    copy = page_of("ja", "copy")
    assert copy.alias_of_id is None
    assert is_closed(copy)


@LANGUAGES
def test_the_page_that_stands_in_for_english_needs_none_when_it_is_translated(language):
    source = factories.InformationPageFactory(parent=page_of("ja", "section"), slug="untranslated")
    english = source.copy_for_translation(factories.english(), alias=True)
    close(language, "untranslated")
    ConvertAliasPageAction(english.specific).execute()
    assert PageViewRestriction.objects.count() == 1
