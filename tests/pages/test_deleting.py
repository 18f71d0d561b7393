"""Deleting works for every page of the content, from either side, alone and many at once."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests import factories

pytestmark = pytest.mark.django_db

# Whatever has pages below it at the first level; the surveys stand one level further down.
SECTIONS = ("council", "news", "events", "awards", "proposals", "resources", "policies")
SURVEYS = "surveys"
LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module", autouse=True)
def loaded(content):
    """The whole content."""


def page_of(language, slug, depth=None):
    pages = Page.objects.filter(locale__language_code=language, slug=slug)
    return (pages.filter(depth=depth) if depth else pages).get()


def below_home(language):
    pages = Page.objects.filter(locale__language_code=language, depth__gt=2)
    return pages.order_by("path")


def form_of(language):
    """The tree of a language: keys of pages with those of their parents."""
    keys = dict(Page.objects.values_list("path", "translation_key"))
    return [
        (page.translation_key, page.slug, page.live, page.depth > 3 and keys[page.path[:-4]])
        for page in below_home(language)
    ]


def assert_pairs_hold():
    assert form_of("ja") == form_of("en")
    assert Page.find_problems() == ([], [], [], [], [])


def delete_at_once(client, pages):
    Page.objects.filter(pk__in=[page.pk for page in pages]).delete()


def delete_in_the_admin(client, pages):
    for page in pages:
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 302


def delete_in_bulk(client, pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    assert client.get(f"{address}?{chosen}").status_code == 200
    assert client.post(f"{address}?{chosen}&next=/admin/").status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", [*SECTIONS, SURVEYS])
def test_a_section_is_deleted_with_all_below_or_the_japanese_stands_in(
    admin_client, section, language
):
    keys = {page.translation_key for page in below_home("ja")}
    depth = 4 if section == SURVEYS else 3
    branch = Page.objects.descendant_of(page_of("ja", section, depth), inclusive=True)
    gone = set(branch.values_list("translation_key", flat=True))
    assert len(gone) > 1
    delete_in_the_admin(admin_client, [page_of(language, section, depth)])
    left = {page.translation_key for page in below_home("ja")}
    assert left == (keys - gone if language == "ja" else keys)
    english = Page.objects.filter(locale=factories.english(), translation_key__in=gone)
    assert not english.filter(alias_of=None).exists()
    assert_pairs_hold()


@pytest.mark.one_database
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_content_can_be_deleted(language):
    for page in reversed(below_home(language)):
        if page.depth == 3 and page.numchild:
            assert page.slug in SECTIONS  # which are deleted above, by the same method
            continue
        with factories.undone():
            page.delete()
            partner = Page.objects.filter(translation_key=page.translation_key)
            assert partner.count() == (0 if language == "ja" else 2), page.url_path
            assert form_of("ja") == form_of("en"), page.url_path
    assert_pairs_hold()


@pytest.mark.parametrize("way", [delete_at_once, delete_in_bulk])
@pytest.mark.parametrize(
    "chosen",
    [
        [("ja", "events"), ("ja", "awards"), ("ja", "news")],
        [("en", "events"), ("en", "awards"), ("en", "news")],
        [("ja", "proposals"), ("en", "proposals")],
        [("en", "proposals"), ("ja", "proposals")],
        [("ja", "events"), ("ja", "summit-5"), ("en", "summit-4")],
        [("ja", "resources"), ("en", "surveys"), ("ja", "survey-2019")],
        [("en", "council"), ("en", "resources"), ("ja", "surveys")],
        [("ja", "council"), ("en", "awards"), ("ja", "summit-5"), ("en", "members")],
    ],
    ids=lambda chosen: "+".join(f"{language}-{slug}" for language, slug in chosen),
)
def test_many_are_deleted_at_once_from_either_side(admin_client, way, chosen):
    pages = [page_of(language, slug) for language, slug in chosen]
    japanese = {page.translation_key for page in pages if page.locale.language_code == "ja"}
    way(admin_client, pages)
    assert not Page.objects.filter(translation_key__in=japanese).exists()
    assert_pairs_hold()
