"""The command behind `make run`."""

import os
import socket
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from home.management.commands import serve


@pytest.fixture
def free_port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def started(monkeypatch, settings, tmp_path, free_port):
    """The steps and the server's command line, as they would have been run."""
    settings.PORTAL_DEMO, settings.DEBUG = True, False
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(os, "environ", {**os.environ, "PORT": str(free_port)})
    done = []

    def record(name, **options):
        done.append(name)
        if name == "collectstatic":
            settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(serve, "call_command", record)
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    monkeypatch.setattr(os, "execv", lambda program, command: done.append(command))
    return done


def run(**options):
    out = StringIO()
    call_command("serve", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("1", 1), ("65535", 65535)])
def test_the_port_is_read_from_the_environment(text, port):
    assert serve.wanted_port(text) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "80 ", "http", "８０００", "8000.0"])
def test_a_port_that_is_none_is_refused_in_one_sentence(text):
    with pytest.raises(CommandError, match=r"^PORT must be a number from 1 to 65535, not .*\.$"):
        serve.wanted_port(text)


def test_a_taken_port_is_refused_with_the_remedy():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"^Port {port} is in use\. .* PORT=\d+ make run$"):
            serve.refuse_taken("127.0.0.1", port)


def test_a_free_port_passes(free_port):
    serve.refuse_taken("127.0.0.1", free_port)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_only_this_computer_reaches_loopback(host):
    assert serve.is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "", "portal.example.jp"])  # noqa: S104
def test_a_demonstration_listens_on_nothing_else(host, started):
    assert not serve.is_loopback(host)
    with pytest.raises(CommandError, match="this computer only"):
        run(host=host)
    assert started == []


def test_settings_for_development_are_not_served(started, settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match=r"portal\.settings\.production"):
        run()
    assert started == []


@pytest.mark.django_db
def test_an_empty_portal_is_set_up_then_served(started, monkeypatch, free_port):
    monkeypatch.setattr(serve, "migrations_wait", lambda: True)
    said = run()
    *steps, command = started
    assert steps == [
        "migrate",
        "load_content",
        "update_index",
        "rebuild_search",
        "create_demo_accounts",
        "collectstatic",
    ]
    assert command[:4] == [sys.executable, "-m", "granian", "portal.wsgi:application"]
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == str(free_port)
    assert f"http://127.0.0.1:{free_port}/admin/" in said


@pytest.mark.django_db
def test_a_second_run_changes_nothing(started, monkeypatch):
    monkeypatch.setattr(serve, "is_empty", lambda: False)
    run()
    started.clear()
    run()
    assert started[:-1] == ["rebuild_search", "create_demo_accounts"]  # which leave what is there


@pytest.mark.django_db
def test_a_changed_static_file_is_collected_again(started, monkeypatch):
    monkeypatch.setattr(serve, "is_empty", lambda: False)
    run()
    started.clear()
    monkeypatch.setattr(serve, "static_sources", lambda: "another style")
    run()
    assert "collectstatic" in started


@pytest.mark.django_db
def test_in_production_nothing_is_set_up_but_static_files(started, settings):
    settings.PORTAL_DEMO = False
    run(host="0.0.0.0")  # noqa: S104 - in production a server in front may be another machine
    assert started[:-1] == ["collectstatic"]


@pytest.mark.django_db
def test_all_workers_are_given_one_clock(started, settings):
    settings.PORTAL_CLOCK_OFFSET = timedelta(days=-1, seconds=30)
    said = run()
    assert os.environ["PORTAL_CLOCK_OFFSET"] == str(-86370.0)
    assert "PORTAL_CLOCK=now make run" in said


@pytest.mark.django_db
def test_real_time_is_not_announced(started):
    assert "Clock" not in run()


@pytest.mark.django_db
def test_full_addresses_lead_to_the_port_that_is_served():
    serve.follow_address("127.0.0.1", 8055)
    assert Site.objects.get(is_default_site=True).root_url == "http://127.0.0.1:8055"


@pytest.mark.django_db
def test_a_site_with_a_name_of_its_own_keeps_it():
    Site.objects.update(hostname="portal.example.jp", port=443)
    serve.follow_address("127.0.0.1", 8055)
    assert Site.objects.get(is_default_site=True).root_url == "https://portal.example.jp"


@pytest.mark.django_db
def test_a_stop_during_the_set_up_is_no_fault(started, monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "is_empty", interrupted)
    with pytest.raises(CommandError, match=r"^Stopped\.$"):
        run()
    assert started == []


def test_a_fingerprint_follows_the_static_files(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    before = serve.static_sources()
    assert serve.static_sources() == before
    (tmp_path / "new.css").write_text("a {}")
    assert serve.static_sources() != before
    (tmp_path / "new.css").unlink()
    assert serve.static_sources() == before
