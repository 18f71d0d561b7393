"""What every test starts from."""

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from home.frame import forget_roots
from pages.base.facts import source_locale_id

# The same examples every time: a red test is a fault and never chance.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None)
hypothesis_settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _roots_are_held():
    """Else a slow test reads the roots again in its midst, and counts those queries, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("home.frame.HELD_SECONDS", 3600)
        yield


@pytest.fixture(autouse=True)
def _forget_between_tests():
    """What a process remembers must not outlive the database of a test."""
    _forget()
    yield
    _forget()


def _forget():
    source_locale_id.cache_clear()
    forget_roots()
    cache.clear()


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
