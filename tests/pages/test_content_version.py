"""The version of the content: another one after each change that readers may see, and no other."""

from threading import Thread
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from pages.base.facts import source_locale_id
from pages.records.models import Venue
from pages.submissions.models import Enquiry, OutgoingMail
from pages.submissions.registrations import places
from pages.submissions.registrations.models import Places
from pages.work import content_version as module
from pages.work.content_version import UNSEEN, content_version, note_content_change
from portal import clock
from tests import databases, factories

pytestmark = pytest.mark.database
SOON = clock.real_now()


@pytest.fixture
def _committed(django_db_setup, django_db_blocker, tmp_path):
    """A database of its own, in which everything is committed."""
    with django_db_blocker.unblock(), databases.committed(tmp_path):
        source_locale_id.cache_clear()
        yield


@pytest.fixture
def page(_committed):
    home = factories.site()
    events = factories.EventsIndexPageFactory(parent=home)
    trainings = factories.TrainingIndexPageFactory(parent=events)
    return factories.TrainingPageFactory(parent=trainings, takes_registrations=True, capacity=1)


def raw(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


CHANGES = {
    "a page is saved": lambda page: page.save(),
    "a draft is published": lambda page: page.save_revision().publish(),
    "a page is taken down": lambda page: page.unpublish(),
    "a page is moved": lambda page: page.move(page.get_parent().get_parent(), pos="last-child"),
    "a page is deleted": lambda page: page.delete(),
    "rows are updated at once": lambda page: type(page).objects.update(capacity=7),
    "a statement is written by hand": lambda page: raw(
        "\n  update pages_eventpage set capacity = %s", 8
    ),
    "many rows are added": lambda page: Venue.objects.bulk_create([Venue(key="a"), Venue(key="b")]),
    "all places are taken": lambda page: registered(page, 1),
}
NO_CHANGES = {
    "somebody reads": lambda page: page.refresh_from_db(),
    "a session is kept": lambda page: Session.objects.create(session_key="x", expire_date=SOON),
    "a place is taken and others are left": lambda page: registered(page, 1, capacity=9),
    "a mail is written": lambda page: OutgoingMail.objects.create(key="x", to="a@example.org"),
    "an enquiry comes": lambda page: Enquiry.objects.create(key=uuid4(), language="ja", notice="x"),
}


def registered(page, wanted, capacity=1):
    """Somebody takes a place; the count was there before."""
    if not Places.objects.exists():
        places.follow_facts(page.pk, capacity, None)
    with transaction.atomic():
        places.take(page.pk, wanted)


@pytest.mark.parametrize("change", CHANGES)
def test_there_is_another_version_after(change, page):
    before = content_version()
    CHANGES[change](page)
    assert content_version() != before


@pytest.mark.parametrize("event", NO_CHANGES)
def test_the_version_stays_where(event, page):
    before = content_version()
    NO_CHANGES[event](page)
    assert content_version() == before


def test_what_is_undone_leaves_the_version(page):
    before = content_version()
    try:
        with transaction.atomic():
            page.save()
            raise ValueError
    except ValueError:
        pass
    assert content_version() == before


def test_within_a_transaction_there_is_none(page):
    with transaction.atomic():
        assert content_version() is None


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_a_change_that_is_committed_after_a_later_one_is_not_missed(page):
    seen = []

    def later_one():
        note_content_change()
        seen.append(content_version())
        connections.close_all()

    with transaction.atomic():
        note_content_change()
        thread = Thread(target=later_one)
        thread.start()
        thread.join()
    assert content_version() != seen[0]


def test_old_changes_are_forgotten_and_no_version_comes_again(page, monkeypatch):
    monkeypatch.setattr(module, "KEPT_ROWS", 4)
    seen = [content_version()]
    for _ in range(20):
        page.save()
        seen.append(content_version())
    assert len(set(seen)) == len(seen)
    assert seen[-1][1] < 20


def test_the_table_of_changes_can_be_taken_back_and_made_again(page):
    call_command("migrate", "pages", "0019", verbosity=0)
    call_command("migrate", verbosity=0)
    before = content_version()
    page.save()
    assert content_version() != before


def test_a_change_is_undone_where_it_cannot_be_noted(page, monkeypatch):
    monkeypatch.setattr(module, "note_content_change", Mock(side_effect=DatabaseError))
    with pytest.raises(DatabaseError), transaction.atomic():
        type(page).objects.filter(pk=page.pk).update(capacity=77)
    page.refresh_from_db()
    assert page.capacity == 1


def test_every_table_without_readers_is_one_that_there_is():
    assert all(apps.get_model(label) for label in UNSEEN)
    assert len(set(UNSEEN)) == len(UNSEEN)
