"""After a hard stop nothing is missing in the search, and until then the portal says so."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction

from pages.work.models import WorkItem
from portal import clock
from search.index import catch_up, store
from search.models import Entry, IndexState
from tests import databases, factories
from tests.databases.stores import store as store_of_databases
from tests.served import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    home = factories.site()
    page = factories.InformationPageFactory(parent=home, slug="guide")
    page.save_revision().publish()
    store.rebuild()
    return home


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def publish(home, **values):
    factories.InformationPageFactory(parent=home, **values).save_revision().publish()


def health(client):
    body = client.get("/healthz").json()
    return body["status"], " ".join(body.get("reasons", ()))


def test_what_is_to_be_read_is_written_with_the_change_and_gone_afterwards(site, committed):
    with committed():
        publish(site, slug="new")
        assert WorkItem.objects.filter(kind="search").exists()
    assert not WorkItem.objects.exists()


def test_health_compares_the_index_with_what_there_is(site, client, committed):
    assert health(client) == ("ok", "")
    publish(site, slug="new")  # committed, and the process is killed before it is read
    WorkItem.objects.all().delete()
    status, reasons = health(client)
    assert status == "degraded"
    assert "lacks 1 things" in reasons
    store.rebuild()
    assert health(client) == ("ok", "")


def test_health_counts_what_nobody_may_find_any_more(site, client):
    page = Page.objects.get(slug="guide")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    WorkItem.objects.all().delete()
    assert "1 things too many" in health(client)[1]


def test_health_says_what_waits_for_too_long(site, client):
    publish(site, slug="new")
    assert health(client) == ("ok", "")
    WorkItem.objects.update(created_at=clock.real_now() - timedelta(minutes=3))
    assert "is behind" in health(client)[1]


def test_before_the_first_build_nothing_is_written_down_and_health_says_so(client):
    publish(factories.site(), slug="new")
    assert not WorkItem.objects.exists()
    assert "has not been built" in health(client)[1]


def test_what_changes_during_the_first_build_is_read(committed):
    home = factories.site()
    store._begin()
    with committed():
        publish(home, slug="new")
    assert Entry.objects.filter(key="new").exists()


def silence(minutes):
    IndexState.objects.update(building_at=clock.real_now() - timedelta(minutes=minutes))


def test_a_rebuild_that_stopped_leaves_no_mark(site, client):
    number = store._begin()
    Entry.objects.filter(generation=number - 1).update(generation=number)
    store._write(store._read_alive(["page:1"], number), number)
    silence(1)
    assert not store.stopped_halfway()
    silence(4)
    assert "stopped halfway" in health(client)[1]
    catch_up.catch_up()
    assert IndexState.objects.get().building is None
    assert not Entry.objects.filter(generation=number).exists()


class StoppedError(Exception):
    """The server of a test has run for long enough."""


@pytest.mark.parametrize("killed_after", [0, 1, 5])
def test_a_running_server_takes_back_a_rebuild_that_is_killed(
    site, client, monkeypatch, killed_after
):
    pauses = []

    def sleep(seconds):
        if len(pauses) == killed_after:
            store._begin()  # by a process that is killed at once
        pauses.append(seconds)
        begun = IndexState.objects.get().building_at
        IndexState.objects.update(building_at=begun and begun - timedelta(seconds=seconds))
        if sum(pauses[killed_after:]) > timedelta(minutes=10).total_seconds():
            raise StoppedError

    monkeypatch.setattr(catch_up.time, "sleep", sleep)
    monkeypatch.setattr(catch_up, "connections", type("Connections", (), {"close_all": int}))
    with suppress(StoppedError):
        catch_up._keep_up()
    assert len(pauses) > killed_after
    silence(10)
    assert health(client) == ("ok", "")
    assert min(pauses[1:]) >= 60  # asking costs next to nothing


def test_a_rebuild_gives_signs_of_life(site):
    number = store._begin()
    silence(4)
    list(store._read_alive(["page:1"], number))
    assert not store.stopped_halfway()


def test_a_rebuild_that_was_overtaken_ends_without_a_trace(site):
    number = store._begin()
    store._begin()
    with pytest.raises(store.OvertakenError):
        list(store._read_alive(["page:1"], number))
    with pytest.raises(store.OvertakenError):
        store._swap(number)
    assert IndexState.objects.get().current != number


def test_the_command_of_every_start_reads_what_waits(site):
    publish(site, slug="new")
    call_command("rebuild_search", if_needed=True, verbosity=0)
    assert Entry.objects.filter(key="new").exists()
    assert not WorkItem.objects.exists()


def test_a_failure_to_read_is_kept_and_named(site, client, committed, monkeypatch):
    def broken(sources):
        raise ValueError("broken")

    monkeypatch.setattr(catch_up, "refresh", broken)
    with committed():
        publish(site, slug="new")
    assert set(WorkItem.objects.values_list("error", flat=True)) == {"ValueError('broken')"}
    WorkItem.objects.update(created_at=clock.real_now() - timedelta(minutes=3))
    assert "is behind" in health(client)[1]


# --- Killed processes -----------------------------------------------------------------------------

START = """
import json, os, signal
import django
django.setup()
from django.core.management import call_command
from pages.work import queue
from search.index import catch_up, store
from search.models import Entry, IndexState
from tests import databases, factories
from wagtail.models import Page
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
def home():
    return Page.objects.get(depth=2, locale__language_code="ja").specific
def keys():
    current = IndexState.objects.get().current
    return sorted(Entry.objects.filter(generation=current).values_list("key", flat=True))
"""
MAKE = """
factories.InformationPageFactory(parent=factories.site(), slug="guide").save_revision().publish()
store.rebuild()
print(json.dumps(keys()))
"""
KILLED_BEFORE_READING = """
catch_up.refresh = die
factories.InformationPageFactory(parent=home(), slug="new").save_revision().publish()
"""
KILLED_WHILE_REBUILDING = """
read = store.documents_of
def read_some(source, seen=[]):
    seen.append(source)
    return read(source) if len(seen) < 2 else die()
store.documents_of = read_some
store.BATCH = 1
store.rebuild()
"""
LOOK = """
from datetime import timedelta
if "later" in os.environ:
    queue.LEASE = timedelta(0)
    queue.WorkItem.objects.update(leased_until=None, created_at="2020-01-01T00:00Z")
    IndexState.objects.exclude(building=None).update(building_at="2020-01-01T00:00Z")
before = catch_up.problems(), keys()
call_command("rebuild_search", if_needed=True, verbosity=0)
rows = Entry.objects.exclude(generation=IndexState.objects.get().current).count()
print(json.dumps([*before, catch_up.problems(), keys(), rows]))
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory, django_db_setup, django_db_blocker):
    """Runs code in a process of its own, on a database of its own."""
    folder = tmp_path_factory.mktemp("killed")
    with django_db_blocker.unblock():
        kept = databases.kept_migrated()
    address = store_of_databases().place(kept, folder)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": address,
        "CACHE_URL": "locmemcache://killed",
        "PYTHONPATH": str(ROOT),
    }

    def run_code(code, **more):
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", START + code], cwd=ROOT, env=environment | more,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == -signal.SIGKILL:
            return "killed"
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")

    assert "guide" in run_code(MAKE)
    yield run_code
    store_of_databases().take_away(address)


def test_a_process_killed_between_commit_and_reading_loses_nothing(run):
    assert run(KILLED_BEFORE_READING) == "killed"
    problems, before, cured, after, rows = run(LOOK, later="1")
    assert "new" not in before
    assert "is behind" in problems[0]
    assert "new" in after
    assert cured == []
    assert rows == 0


def test_a_rebuild_killed_in_its_midst_leaves_the_old_index_and_no_mark(run):
    assert run(KILLED_WHILE_REBUILDING) == "killed"
    problems, before, cured, after, rows = run(LOOK, later="1")
    assert "guide" in before
    assert any("stopped halfway" in problem for problem in problems)
    assert "guide" in after
    assert cured == []
    assert rows == 0
