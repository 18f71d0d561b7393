"""Both trees keep the same form: after each action, in code and in the admin, and after many."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry

from pages.base.translation_publishing import RefusalError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Two sections with two pages each: translated ones and aliases."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        for section in ("a", "b"):
            parent = factories.InformationPageFactory(parent=home, slug=section)
            factories.translate(parent)
            for number in ("1", "2"):
                page = factories.InformationPageFactory(parent=parent, slug=section + number)
                (factories.translate if number == "1" else factories.alias)(page)
        yield SimpleNamespace(home=home.pk)


def ja(slug):
    return Page.objects.get(slug=slug, locale=factories.japanese()).specific


def en(slug):
    return Page.objects.get(slug=slug, locale=factories.english()).specific


def tree(language, pages):
    """A tree as addresses below its home, in their order."""
    home = next(page for page in pages if page.depth == 2 and page.locale.language_code == language)
    below = [page for page in pages if page.path.startswith(home.path) and page != home]
    return [
        (page.depth, page.url_path.removeprefix(home.url_path), page.show_in_menus)
        for page in below
    ]


def assert_same_form():
    pages = list(Page.objects.order_by("path").select_related("locale"))
    assert tree("ja", pages) == tree("en", pages)
    paths = {page.path: page for page in pages}
    for page in pages:
        if page.depth > 2:
            parent = paths[page.path[: -Page.steplen]]
            assert page.url_path == f"{parent.url_path}{page.slug}/"
    live = [page for page in pages if page.live and page.depth > 1]
    up = {page.translation_key for page in live if page.locale.language_code == "ja"}
    assert {page.translation_key for page in live} == up


# --- In code -----------------------------------------------------------------------------


def test_moving_japanese_moves_english(made):
    ja("a1").move(ja("b"), pos="last-child")
    assert en("a1").get_parent().slug == "b"
    assert_same_form()


def test_moving_below_a_page_without_english_makes_its_stand_in(made):
    factories.InformationPageFactory(parent=Page.objects.get(pk=made.home).specific, slug="c")
    ja("a1").move(ja("c"), pos="last-child")
    assert en("a1").get_parent().slug == "c"
    assert_same_form()


def test_reordering_japanese_reorders_english(made):
    ja("a2").move(ja("a1"), pos="left")
    assert [page.slug for page in en("a").get_children()] == ["a2", "a1"]
    assert_same_form()


def test_english_does_not_move_alone(made):
    with pytest.raises(RefusalError):
        en("a1").move(en("b"), pos="last-child")
    en("a2").move(en("a1"), pos="left")
    assert_same_form()


def test_deleting_japanese_deletes_english_with_all_below(made):
    ja("a").delete()
    assert not Page.objects.filter(slug__in=("a", "a1", "a2")).exists()
    assert_same_form()


def test_both_pages_may_be_deleted_at_once(made):
    Page.objects.filter(slug="a").delete()
    assert not Page.objects.filter(slug__in=("a", "a1", "a2")).exists()
    assert_same_form()


def test_deleting_english_alone_leaves_the_japanese_text_marked(made, client):
    en("a").delete()
    assert en("a").alias_of_id == ja("a").pk
    assert en("a1").alias_of_id == ja("a1").pk
    assert "only in Japanese" in client.get(en("a1").url).content.decode()
    assert_same_form()


def test_unpublishing_japanese_unpublishes_english(made):
    ja("a1").unpublish()
    assert not en("a1").live
    assert_same_form()


def change_slug(page, slug):
    page.slug = slug
    page.save_revision().publish()


def test_a_new_slug_is_that_of_both_and_old_addresses_lead_on(
    made, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change_slug(ja("a"), "z")
    assert_same_form()
    for page in (ja("a1"), en("a1")):
        assert client.get(page.url).status_code == 200
    for address, target in (("/a/a1/", ja("a1")), ("/en/a/a1/", en("a1"))):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, target.url)
    assert Redirect.objects.count() == 6


def test_an_older_english_version_does_not_bring_the_old_slug_back(made):
    old = en("a1").save_revision()
    change_slug(ja("a1"), "z1")
    old.publish()
    assert en("z1").live
    assert_same_form()


# --- In the admin ------------------------------------------------------------------------


@pytest.fixture
def admin(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


def test_the_admin_says_that_english_is_deleted_too_and_deletes_it(admin, made):
    address = reverse("wagtailadmin_pages:delete", args=[ja("a1").pk])
    shown = admin.get(address).content.decode()
    assert "英語ページも" in shown or "The English page is deleted with it" in shown
    assert admin.post(address).status_code == 302
    assert not Page.objects.filter(slug="a1").exists()
    assert_same_form()


def test_the_admin_unpublishes_both_and_logs_who_did_it(admin, made):
    pk = en("a1").pk
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[ja("a1").pk]))
    assert not en("a1").live
    logged = PageLogEntry.objects.filter(page=pk, action="wagtail.unpublish", user__isnull=False)
    assert logged.exists()
    assert_same_form()


def test_the_admin_moves_both(admin, made):
    address = reverse("wagtailadmin_pages:move_confirm", args=[ja("a1").pk, ja("b").pk])
    assert admin.post(address).status_code == 302
    assert en("a1").get_parent().slug == "b"
    assert_same_form()


def test_the_admin_reorders_both(admin, made):
    address = reverse("wagtailadmin_pages:set_page_position", args=[ja("a2").pk])
    assert admin.post(address + "?position=0").status_code == 200
    assert [page.slug for page in en("a").get_children()] == ["a2", "a1"]
    assert_same_form()


def test_the_admin_says_why_english_does_not_move_alone(admin, made):
    address = reverse("wagtailadmin_pages:move_confirm", args=[en("a1").pk, en("b").pk])
    response = admin.post(address, follow=True)
    assert response.status_code == 200
    assert "日本語ページ" in response.content.decode() or "Japanese page" in str(response.content)
    assert_same_form()


# --- Many in a row -----------------------------------------------------------------------


def move(page, other, second):
    if page.pk != other.pk and not other.is_descendant_of(page):
        page.move(other, pos="last-child")


def order(page, other, second):
    siblings = list(page.get_siblings(inclusive=False))
    if siblings:
        page.move(siblings[second % len(siblings)], pos=("left", "right")[second % 2])


def rename(page, other, second):
    change_slug(page, f"s{second}-{page.pk}")


def show_in_menu(page, other, second):
    draft = page.get_latest_revision_as_object()
    draft.show_in_menus = not draft.show_in_menus
    draft.save_revision().publish()


def take_down(page, other, second):
    page.unpublish()


def put_up(page, other, second):
    page.save_revision().publish()


def delete(page, other, second):
    if second % 3 == 0:
        page.delete()


def delete_english(page, other, second):
    if second % 3 == 0:
        en(page.slug).delete()


ACTIONS = [move, order, rename, show_in_menu, take_down, put_up, delete, delete_english]
STEPS = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 30), st.integers(0, 30))


# Without shrinking, which would take minutes to say the same.
@settings(
    max_examples=200,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(st.lists(STEPS, min_size=1, max_size=3))
@pytest.mark.one_database
def test_after_200_random_sequences_both_trees_have_the_same_form(made, steps):
    with factories.undone():
        for action, first, second in steps:
            japanese = Page.objects.filter(locale=factories.japanese(), depth__gt=2)
            pages = list(japanese.order_by("path"))
            if pages:
                other = pages[second % len(pages)]
                action(pages[first % len(pages)].specific, other, second)
                assert_same_form()
        assert Page.find_problems() == ([], [], [], [], [])
