"""Fixtures and options of every test."""

from collections import defaultdict

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from home.site_tree import forget_roots
from pages.base.facts import source_locale_id
from pages.submissions import outbox, safety
from pages.work.kept import forget_kept
from tests import databases

# The same examples every time: a red test is a fault and never chance.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None)
hypothesis_settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of pytest-django's: a copy of a database that was migrated once."""
    with django_db_blocker.unblock():
        database = databases.migrated()
    with databases.in_place_of_the_usual(database):
        yield
    databases.drop_own()


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """The initial content in both languages, with its search index."""
    with databases.content(django_db_blocker):
        yield


@pytest.fixture(scope="session", autouse=True)
def _roots_are_held():
    """Else a slow test reads the roots again in its midst, and counts those queries, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("home.site_tree.HELD_SECONDS", 3600)
        yield


@pytest.fixture(autouse=True)
def _forget_between_tests():
    """Clear the caches of the process, which must not outlive the database of a test."""
    _forget()
    yield
    _forget()


@pytest.fixture(autouse=True)
def _in_the_usual_language():
    """The test client leaves its thread in the language of the last page."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _mails_are_sent_by_hand(monkeypatch):
    """No thread asks the database beside a test or after it: `outbox.send_waiting` sends."""
    monkeypatch.setattr(outbox, "send_soon", lambda: None)


@pytest.fixture
def patient(monkeypatch):
    """Visitors who took a minute to type."""
    monkeypatch.setattr(safety, "SOONEST_SECONDS", -60)


def _forget():
    source_locale_id.cache_clear()
    forget_roots()
    forget_kept()
    cache.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Marks what depends on the database, so that it can be run on another one alone."""
    for item in items:
        asks = item.get_closest_marker("django_db") or {"db", "django_db_setup"} & names_of(item)
        if asks or "sign_in" in names_of(item):
            item.add_marker("database")


class PreparedInTurn:
    """A plugin, since a module has one hook of a name."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        put_in_order(items)


def pytest_configure(config):
    config.pluginmanager.register(PreparedInTurn())


def put_in_order(items):
    """Nobody waits for a prepared database: while one worker makes it, others do without.

    The browser tests come first. They are the longest piece of work, and ask for both databases.
    """
    modules = defaultdict(list)
    for item in items:
        modules[module_of(item)].append(item)
    places = {module: place_of(module, held) for module, held in modules.items()}
    items.sort(key=lambda item: places[module_of(item)])


def module_of(item):
    return item.nodeid.partition("::")[0]


def place_of(module, items):
    """Where a module comes: in the browser, no database, an empty one, the content.

    One that takes minutes comes first of its kind, so that no worker ends with it alone.
    """
    if module.startswith("tests/browser/"):
        return (0, False, 0, module)
    needs = set().union(*map(names_of, items))
    databases_needed = any(map(is_on_database, items)) + ("content" in needs)
    takes_minutes = any(item.get_closest_marker("one_database") for item in items)
    return (1 + databases_needed, not takes_minutes, -len(items), module)


def is_on_database(item):
    return item.get_closest_marker("database") is not None


def names_of(item):
    """The fixtures a test has, through others, too."""
    return set(getattr(item, "fixturenames", ()))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keeps the browser tests on one worker: they share one running portal.

    The mark `xdist_group` does not do it with pytest 9.2 (pytest-dev/pytest-xdist#1386).
    """
    return BrowserTogether(config, log)


class BrowserTogether(LoadScopeScheduling):
    """Spreads test modules over the workers, all browser tests as one."""

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else super()._split_scope(nodeid)


def pytest_terminal_summary(terminalreporter):
    """Prints how many moments were replayed and how much was compared, from whichever worker."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties if report.when == "call" else ():
            if name == "replayed":
                terminalreporter.write_line(f"{report.nodeid.split('::')[-1]}: {value}")
