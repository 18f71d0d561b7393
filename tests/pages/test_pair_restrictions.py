"""The restriction of a pair outlives every release, copy and deletion, and is there once."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from pages.bilingual.release import release
from pages.public import public
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LANGUAGES = ("ja", "en")
KINDS = ("login", "password", "groups")
CIRCLE, SESAME = "Working group", "open sesame"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A section with a page, both released in English, and a page that nobody has translated."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        LocaleSynchronization.objects.create(
            locale=factories.english(), sync_from=factories.japanese()
        )
        factories.translate(home)
        section = factories.InformationPageFactory(parent=home, slug="section")
        factories.translate(section)
        page = factories.InformationPageFactory(parent=section, slug="page")
        page.save_revision().publish()
        factories.translate(page)
        other = factories.InformationPageFactory(parent=section, slug="untranslated")
        other.save_revision().publish()
        Group.objects.create(name=CIRCLE)
        yield SimpleNamespace(home=home.pk)


@pytest.fixture(autouse=True)
def _pages(made):
    """Every test has them."""


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def page_of(language, slug):
    return Page.objects.get(locale__language_code=language, slug=slug).specific


def close(language, slug, kind="login"):
    restriction = PageViewRestriction.objects.create(
        page=page_of(language, slug),
        restriction_type=kind,
        password=SESAME if kind == "password" else "",
    )
    restriction.groups.set(Group.objects.filter(name=CIRCLE) if kind == "groups" else [])
    return restriction


def restrictions():
    """Where which restriction stands, with all that opens it."""
    return {
        (row.pk, row.page.locale.language_code, row.page.slug, row.restriction_type, row.password)
        + tuple(row.groups.values_list("name", flat=True))
        for row in PageViewRestriction.objects.all()
    }


def closed(slug):
    """The languages in which a page is not for everybody."""
    pages = Page.objects.filter(slug=slug, live=True)
    assert pages.count() == 2
    return set(pages.exclude(public()).values_list("locale__language_code", flat=True))


def translation_of(slug):
    key = page_of("ja", slug).translation_key
    return Translation.objects.get(source__object_id=key)


# --- Releases -----------------------------------------------------------------------------


def published_in_its_editor(client, at_once):
    address = reverse("wagtailadmin_pages:edit", args=[page_of("en", "page").pk])
    assert client.post(address, {"action": "publish"}).status_code == 302


def saved_as_a_draft(client, at_once):
    translation_of("page").save_target(publish=False)


def sources_brought_up_to_date(client, at_once):
    source = TranslationSource.objects.get(object_id=page_of("ja", "page").translation_key)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert client.post(address, {}).status_code == 302


def sources_brought_up_to_date_and_published(client, at_once):
    source = TranslationSource.objects.get(object_id=page_of("ja", "page").translation_key)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert client.post(address, {"publish_translations": "on"}).status_code == 302


def released_together(client, at_once):
    page_of("ja", "page").save_revision()
    release(page_of("ja", "page"), translation_of("page"), None, at=None, both=True)


def japanese_published(client, at_once):
    page_of("ja", "page").save_revision().publish()


def english_taken_down_and_up(client, at_once):
    page_of("ja", "page").unpublish()
    page_of("ja", "page").save_revision().publish()


RELEASES = [
    published_in_its_editor,
    saved_as_a_draft,
    sources_brought_up_to_date,
    sources_brought_up_to_date_and_published,
    released_together,
    japanese_published,
    english_taken_down_and_up,
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", RELEASES, ids=lambda way: way.__name__)
def test_a_release_leaves_the_restriction_of_the_pair_as_it_is(
    admin_client, at_once, way, language, kind
):
    restriction = close(language, "page", kind)
    before = restrictions()
    with at_once():
        way(admin_client, at_once)
    assert restrictions() == before
    assert closed("page") == {"ja", "en"}
    restriction.delete()
    assert closed("page") == set()


def test_a_release_leaves_two_different_restrictions_as_they_are():
    close("ja", "page", "login")
    close("en", "page", "groups")
    before = restrictions()
    translation_of("page").save_target(publish=False)
    assert restrictions() == before


# --- Beginnings ---------------------------------------------------------------------------


def begun_on_the_home_screen(client):
    address = reverse("bilingual:begin", args=[page_of("ja", "untranslated").pk])
    assert client.post(address).status_code == 302


def submitted(client):
    address = reverse(
        "wagtail_localize:submit_page_translation", args=[page_of("ja", "untranslated").pk]
    )
    assert client.post(address, {"locales": [factories.english().pk]}).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", [begun_on_the_home_screen, submitted], ids=lambda way: way.__name__)
def test_to_begin_a_translation_leaves_the_restriction_of_the_pair_as_it_is(
    admin_client, at_once, way, language, kind
):
    restriction = close(language, "untranslated", kind)
    before = restrictions()
    with at_once():
        way(admin_client)
    assert page_of("en", "untranslated").alias_of_id is None
    assert restrictions() == before
    assert closed("untranslated") == {"ja", "en"}
    restriction.delete()
    assert closed("untranslated") == set()


@pytest.mark.parametrize("alias", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_made_for_english_gets_no_copy_of_the_restriction(kind, alias):
    LocaleSynchronization.objects.all().delete()  # so that nothing stands in of itself
    upper = factories.InformationPageFactory(parent=page_of("ja", "section"), slug="upper")
    factories.InformationPageFactory(parent=upper, slug="lower")
    closing = [close("ja", slug, kind) for slug in ("upper", "lower")]
    before = restrictions()
    page_of("ja", "lower").copy_for_translation(factories.english(), copy_parents=True, alias=alias)
    assert restrictions() == before
    Page.objects.filter(slug__in=["upper", "lower"]).update(live=True)
    assert closed("upper") == closed("lower") == {"ja", "en"}
    for restriction in closing:
        restriction.delete()
    assert closed("upper") == closed("lower") == set()


# --- Copies -------------------------------------------------------------------------------


def copied_in_code(admin_client, page):
    page.copy(recursive=True, to=home(), update_attrs={"slug": "copied"})


def copied_in_the_admin(admin_client, page, *, with_pages_below=True):
    data = {"new_title": "写し", "new_slug": "copied", "new_parent_page": home().pk}
    if with_pages_below:
        data["copy_subpages"] = "on"
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert admin_client.post(address, {**data, "publish_copies": "on"}).status_code == 302


def copied_alone_in_the_admin(admin_client, page):
    copied_in_the_admin(admin_client, page, with_pages_below=False)


def home():
    return Page.objects.get(depth=2, locale=factories.japanese()).specific


COPYING = pytest.mark.parametrize(
    "copied",
    [copied_in_code, copied_in_the_admin, copied_alone_in_the_admin],
    ids=lambda way: way.__name__,
)


WITH_PAGES_BELOW = pytest.mark.parametrize("copied", [copied_in_code, copied_in_the_admin])


@COPYING
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_of_a_closed_page_is_closed(admin_client, copied, language, kind):
    close(language, "page", kind)
    copied(admin_client, page_of("ja", "page"))
    copy = page_of("ja", "copied")
    assert closed("copied") == {"ja", "en"}
    row = PageViewRestriction.objects.get(page__slug="copied")
    assert (row.page_id, row.restriction_type) == (copy.pk, kind)
    assert row.groups.count() == (kind == "groups")


@COPYING
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["page", "section"])
def test_a_copy_is_there_only_once_it_is_closed(admin_client, monkeypatch, copied, language, slug):
    close(language, slug)
    monkeypatch.setattr(PageViewRestriction, "save", fail)
    with pytest.raises(ZeroDivisionError):
        copied(admin_client, page_of("ja", slug))
    assert not Page.objects.filter(slug="copied").exists()


def test_a_copy_in_a_closed_section_has_what_closes_it_once(admin_client):
    close("en", "section")
    close("en", "page")
    section = page_of("ja", "section")
    data = {"new_title": "写し", "new_slug": "copied", "new_parent_page": section.pk}
    address = reverse("wagtailadmin_pages:copy", args=[page_of("ja", "page").pk])
    admin_client.post(address, {**data, "publish_copies": "on"})
    assert closed("copied") == {"ja", "en"}
    assert not PageViewRestriction.objects.filter(page__slug="copied").exists()


def test_a_copy_in_a_section_that_is_closed_otherwise_has_what_closes_its_original(admin_client):
    close("ja", "section")
    close("en", "page", "groups")
    section = page_of("ja", "section")
    data = {"new_title": "写し", "new_slug": "copied", "new_parent_page": section.pk}
    address = reverse("wagtailadmin_pages:copy", args=[page_of("ja", "page").pk])
    admin_client.post(address, {**data, "publish_copies": "on"})
    own = PageViewRestriction.objects.get(page=page_of("ja", "copied"))
    assert own.restriction_type == "groups"
    assert own.groups.get().name == CIRCLE


def test_what_is_set_through_a_page_is_set_on_that_page():
    english = page_of("en", "page")
    english.view_restrictions.create(restriction_type="login")
    assert PageViewRestriction.objects.get().page_id == english.pk
    assert page_of("ja", "page").view_restrictions.count() == 1
    assert page_of("ja", "section").view_restrictions.count() == 0


# --- Deletions ----------------------------------------------------------------------------


def in_code(client, slugs):
    for slug in slugs:
        page_of("en", slug).delete()


def in_code_at_once(client, slugs):
    Page.objects.filter(pk__in=[page_of("en", slug).pk for slug in slugs]).delete()


def in_the_admin(client, slugs):
    for slug in slugs:
        address = reverse("wagtailadmin_pages:delete", args=[page_of("en", slug).pk])
        assert client.post(address).status_code == 302


def in_bulk(client, slugs):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = "&".join(f"id={page_of('en', slug).pk}" for slug in slugs)
    assert client.post(f"{address}?{chosen}&next=/admin/").status_code == 302


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", [in_code, in_code_at_once, in_the_admin, in_bulk])
@pytest.mark.parametrize(
    ("restricted", "deleted"),
    [
        (["page"], ["page"]),
        (["untranslated"], ["untranslated"]),
        (["section"], ["section"]),
        (["page", "untranslated"], ["section"]),
        (["page", "untranslated"], ["page", "untranslated"]),
        (["section", "page"], ["page", "section"]),
    ],
    ids=lambda slugs: "+".join(slugs),
)
def test_what_closes_a_pair_stays_when_the_english_page_that_has_it_is_deleted(
    admin_client, client, way, restricted, deleted, kind
):
    rows = {slug: close("en", slug, kind) for slug in restricted}
    before = restrictions()
    way(admin_client, deleted)
    moved = {(row[0], "ja", *row[2:]) for row in before}
    assert restrictions() == moved
    client.logout()
    for slug in restricted:
        assert closed(slug) == {"ja", "en"}
        for language in LANGUAGES:
            answer = client.get(page_of(language, slug).get_url())
            assert answer.status_code == (200 if kind == "password" else 302)
            assert kind != "password" or "password" in answer.content.decode()
        PageViewRestriction.objects.get(pk=rows[slug].pk).delete()
    assert closed("page") == closed("untranslated") == closed("section") == set()


@pytest.mark.parametrize("way", [in_code, in_code_at_once, in_the_admin, in_bulk])
def test_what_the_japanese_page_has_stays_alone_when_english_is_deleted(admin_client, way):
    close("ja", "page", "groups")
    before = restrictions()
    way(admin_client, ["page"])
    assert restrictions() == before
    assert closed("page") == {"ja", "en"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("first", LANGUAGES)
def test_nothing_stays_where_both_pages_go(language, first):
    close(language, "page", "password")
    for each in (first, "ja"):
        Page.objects.filter(slug="page", locale__language_code=each).delete()
    assert restrictions() == set()


def test_nothing_stays_where_both_pages_go_at_once():
    close("en", "page")
    Page.objects.filter(slug="page").delete()
    assert restrictions() == set()


def test_a_restriction_that_was_lifted_does_not_come_back_with_a_deletion():
    close("en", "page").delete()
    page_of("en", "page").delete()
    assert restrictions() == set()
    assert closed("page") == set()


def test_a_deletion_that_fails_leaves_everything_as_it_was(monkeypatch):
    close("en", "page", "groups")
    before = restrictions()
    monkeypatch.setattr(PageViewRestriction, "save", fail)
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            page_of("en", "page").delete()
        assert connection.needs_rollback  # the same transaction, which Django's deletion opened
    assert restrictions() == before
    assert closed("page") == {"ja", "en"}


def fail(*args, **kwargs):
    raise ZeroDivisionError


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@WITH_PAGES_BELOW
def test_the_copy_of_a_section_is_open_and_closed_where_the_section_is(
    admin_client, copied, language, kind
):
    close(language, "page", kind)
    copied(admin_client, page_of("ja", "section"))
    below = {page.slug: page for page in page_of("ja", "copied").get_children()}
    assert set(below) == {"page", "untranslated"}
    (row,) = PageViewRestriction.objects.filter(page__in=[page.pk for page in below.values()])
    assert (row.page_id, row.restriction_type) == (below["page"].pk, kind)
    assert (row.password == SESAME, row.groups.count()) == (kind == "password", kind == "groups")


@WITH_PAGES_BELOW
def test_what_closes_a_section_stands_once_on_its_copy(admin_client, copied):
    close("ja", "section")
    copied(admin_client, page_of("ja", "section"))
    copy = page_of("ja", "copied")
    (row,) = PageViewRestriction.objects.filter(page__path__startswith=copy.path)
    assert row.page_id == copy.pk
