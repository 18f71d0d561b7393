"""Released English comes back with its Japanese page, however both went down and came up."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import LocaleSynchronization

from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A section and a page below it, both released in English."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        LocaleSynchronization.objects.create(
            locale=factories.english(), sync_from=factories.japanese()
        )
        factories.translate(home, "Home")
        section = factories.InformationPageFactory(parent=home, slug="section")
        factories.translate(section, "Section")
        page = factories.InformationPageFactory(parent=section, slug="page")
        factories.translate(page, "Page")
        yield SimpleNamespace(home=home.pk)


@pytest.fixture
def admin(client):
    client.force_login(factories.UserFactory(is_superuser=True))
    return client


def ja(slug="page"):
    return Page.objects.get(slug=slug, locale=factories.japanese()).specific


def en(slug="page"):
    return Page.objects.get(slug=slug, locale=factories.english()).specific


def en_home(made):
    return Page.objects.get(pk=made.home).get_translation(factories.english())


def seen(client, slug="page"):
    """The state readers have before them in English: its title, and whether that is Japanese."""
    response = client.get(en(slug).url)
    assert response.status_code == 200
    page = response.context["page"]
    return page.title, page.untranslated


# --- Ways down and up ---------------------------------------------------------------------


def taken_down(client, slugs):
    for slug in slugs:
        ja(slug).unpublish()


def expired(client, slugs):
    due = clock.real_now() - timedelta(minutes=1)
    Page.objects.filter(pk__in=[ja(slug).pk for slug in slugs]).update(expire_at=due)
    call_command("publish_scheduled")
    Page.objects.update(expire_at=None)


def taken_down_in_the_admin(client, slugs):
    address = reverse("wagtailadmin_pages:unpublish", args=[ja(slugs[0]).pk])
    sent = {"include_descendants": "on"} if len(slugs) > 1 else {}
    assert client.post(address, sent).status_code == 302


def taken_down_in_bulk(client, slugs):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    sent = {"include_descendants": "on"} if len(slugs) > 1 else {}
    assert client.post(f"{address}?id={ja(slugs[0]).pk}", sent).status_code == 302


def published(client, slugs):
    for slug in slugs:
        ja(slug).save_revision().publish()


def published_in_bulk(client, slugs):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    sent = {"include_descendants": "on"} if len(slugs) > 1 else {}
    assert client.post(f"{address}?id={ja(slugs[0]).pk}", sent).status_code == 302


def published_by_schedule(client, slugs):
    for slug in slugs:
        page = ja(slug)
        page.go_live_at = clock.real_now() + timedelta(hours=1)
        page.save_revision().publish()
        assert not ja(slug).live
    with time_machine.travel(clock.real_now() + timedelta(hours=2)):
        call_command("publish_scheduled")


def switched_on_by_code(client, slugs):
    for slug in slugs:
        page = ja(slug)
        page.live = True
        page.save()


WAYS_DOWN = [taken_down, expired, taken_down_in_the_admin, taken_down_in_bulk]
WAYS_UP = [published, published_in_bulk, published_by_schedule, switched_on_by_code]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("slugs", [["page"], ["section"], ["section", "page"]], ids="+".join)
@pytest.mark.parametrize("up", WAYS_UP)
@pytest.mark.parametrize("down", WAYS_DOWN)
def test_released_english_comes_back_with_its_japanese_page(admin, down, up, slugs):
    before = {slug: (seen(admin, slug), en(slug).live_revision_id) for slug in slugs}
    assert not any(untranslated for (_title, untranslated), _revision in before.values())
    down(admin, slugs)
    for slug in slugs:
        assert not en(slug).live
        assert admin.get(en(slug).url or "/en/gone/").status_code == 404
    up(admin, slugs)
    assert {slug: (seen(admin, slug), en(slug).live_revision_id) for slug in slugs} == before
    assert not any(en(slug).has_unpublished_changes for slug in slugs)


def test_the_home_page_opens_both_languages_again(client, made):
    title = seen(client, en_home(made).slug)
    ja("home").unpublish()
    assert client.get("/en/").status_code == 404
    ja("home").save_revision().publish()
    assert seen(client, en_home(made).slug) == title


@pytest.mark.usefixtures("made")
def test_english_keeps_its_own_newer_draft_as_a_draft(client):
    title = seen(client)
    draft = en()
    draft.title = "A better title"
    draft.save_revision()
    ja().unpublish()
    ja().save_revision().publish()
    assert seen(client) == title
    assert en().has_unpublished_changes
    assert en().get_latest_revision_as_object().title == "A better title"


# --- Where it does not come back ----------------------------------------------------------


@pytest.mark.usefixtures("made")
def test_japanese_stands_in_where_its_text_changed_meanwhile(client):
    ja().unpublish()
    page = ja()
    page.title = "全く別の題名"
    page.save_revision().publish()
    assert seen(client) == ("全く別の題名", True)
    ja().save_revision().publish()
    assert seen(client) == ("全く別の題名", True)


@pytest.mark.usefixtures("made")
def test_english_that_was_outdated_before_comes_back_as_it_was(client):
    title = seen(client)
    page = ja()
    page.title = "全く別の題名"
    page.save_revision().publish()
    assert seen(client) == title
    ja().unpublish()
    ja().save_revision().publish()
    assert seen(client) == title


@pytest.mark.usefixtures("made")
def test_english_taken_down_alone_does_not_come_back_with_the_japanese_page(client):
    en().unpublish()
    assert seen(client) == (ja().title, True)
    ja().unpublish()
    ja().save_revision().publish()
    assert seen(client) == (ja().title, True)


# --- What the admin says ------------------------------------------------------------------


@pytest.mark.usefixtures("made")
def test_the_admin_says_that_english_goes_and_comes_back_with_the_page(admin):
    shown = admin.get(reverse("wagtailadmin_pages:unpublish", args=[ja().pk])).content.decode()
    assert "英語ページも一緒に非公開になります" in shown
    shown = admin.get(reverse("wagtailadmin_pages:unpublish", args=[en().pk])).content.decode()
    assert "英語ページも一緒に非公開になります" not in shown


@pytest.mark.usefixtures("made")
def test_the_history_of_the_english_page_tells_both(admin):
    taken_down_in_the_admin(admin, ["page"])
    published(admin, ["page"])
    log = PageLogEntry.objects.filter(page=en().pk).order_by("pk")
    assert list(log.values_list("action", flat=True))[-2:] == [
        "wagtail.unpublish",
        "wagtail.publish",
    ]
