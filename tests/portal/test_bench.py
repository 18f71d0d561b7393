"""The benchmark measures what it says: answers of the portal, beside Wagtail's own."""

from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse

from portal import bench
from portal.bench import Target, WagtailAlone, compare
from portal.management.commands import bench as command
from tests import factories


@pytest.fixture(autouse=True)
def _connection_stays_open():
    """A request that no test client makes closes the connection the test's transaction is in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def home(db, settings):
    settings.ALLOWED_HOSTS = [bench.HOST]
    return factories.site()


def test_a_target_notes_queries_and_size_of_its_answer(home):
    target = Target("home", "/", WSGIHandler())
    target.look()
    assert target.queries > 0
    assert target.size == len(target.ask().content) > 1000


def test_what_the_browser_holds_is_not_sent_again(home):
    target = Target("home", "/", WSGIHandler())
    target.etag = target.ask()["ETag"]
    assert target.ask().status_code == 304
    target.look()
    assert target.size == 0


def test_the_query_of_an_address_may_be_japanese(home):
    asked = []
    target = Target("search", "/search/?q=令和4年 サミット", SimpleNamespace())
    target.handler = lambda environ, _: asked.append(environ["QUERY_STRING"]) or HttpResponse()
    target.ask()
    assert asked == ["q=%E4%BB%A4%E5%92%8C4%E5%B9%B4%20%E3%82%B5%E3%83%9F%E3%83%83%E3%83%88"]


@pytest.mark.parametrize("handler", [WSGIHandler, WagtailAlone])
def test_an_address_that_leads_nowhere_is_not_measured(home, handler):
    with pytest.raises(RuntimeError, match="/nowhere/ answers 404"):
        Target("nowhere", "/nowhere/", handler()).look()


def test_wagtail_alone_sends_only_the_title(home):
    target = Target("home", "/", WagtailAlone())
    target.look()
    assert target.size == len(home.title.encode())


def test_ratios_are_taken_round_by_round(monkeypatch):
    times = {"base": iter([10.0, 20.0, 40.0]), "other": iter([20.0, 10.0, 120.0])}
    monkeypatch.setattr(Target, "look", lambda self: None)
    monkeypatch.setattr(
        Target, "measure", lambda self, _: self.milliseconds.append(next(times[self.name]))
    )
    targets = [Target(name, "/", SimpleNamespace()) for name in times]
    _head, base, other = compare(targets, rounds=3, times=1)
    assert base.split()[:3] == ["base", "1.00", "[1.00..1.00]"]
    assert other.split()[:4] == ["other", "2.00", "[0.50..3.00]", "20.0"]


def test_the_index_is_put_back_when_the_benchmark_is_stopped(monkeypatch, settings):
    settings.DEBUG = False
    done = []
    monkeypatch.setattr(command, "rebuild", lambda documents=None: done.append(documents))
    monkeypatch.setattr(command.Command, "own", lambda self: ["own"])
    monkeypatch.setattr(command.Command, "read_again", lambda self: [])
    monkeypatch.setattr(command, "generated", lambda count: iter(range(count)))

    def show(self, title, targets):
        if "2" in title:
            raise KeyboardInterrupt

    monkeypatch.setattr(command.Command, "show", show)
    with pytest.raises(KeyboardInterrupt):
        call_command("bench", documents=[1, 2, 3])
    assert done == [["own", 0], ["own", 0, 1], None]


def test_nothing_is_measured_with_debug_on(settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="make bench"):
        call_command("bench")
