"""Small addresses and headers that hold for the whole site."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from wagtail.models import Page

from portal import clock
from search.index.catch_up import catch_up
from search.index.store import rebuild
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with factories.shared(django_db_blocker):
        home = factories.site()
        factories.translate(home)
        rebuild()
        yield


# --- What is only read ----------------------------------------------------------------------


READ_ONLY = [
    *(f"/data/{name}.{kind}" for name in ("events", "members") for kind in ("csv", "json")),
    "/api/search/",
    *(
        prefix + address
        for prefix in ("", "/en")
        for address in ("/data/", "/search/", "/search/suggest/", "/opensearch.xml", "/sitemap/")
    ),
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
    "/favicon.ico",
    "/.well-known/security.txt",
    "/documents/1/minutes.pdf",
    "/recordings/1/talk.mp4",
]


@pytest.mark.parametrize("address", READ_ONLY)
def test_what_is_only_read_says_so_to_whoever_sends_something(address):
    client = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(address, {"a": "b"}, "application/json")
        assert (answer.status_code, answer.get("Allow")) == (405, "GET, HEAD"), method


# --- healthz -----------------------------------------------------------------------------


def fail(*args, **kwargs):
    raise OperationalError("gone away")


def test_a_healthy_portal_answers_200_and_says_what_works(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    parts = {"database": "ok", "cache": "ok", "migrations": "ok"}
    assert {name: response.json()[name] for name in parts} == parts
    assert response.json()["status"] == "ok"


def health(client):
    response = client.get("/healthz")
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert body["status"] == "down"
    return response.status_code, {name for name, state in body.items() if state == "down"}


def test_without_a_database_it_answers_503_and_says_so(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", fail)
    code, down = health(client)
    assert code == 503
    assert "database" in down
    assert "cache" not in down


def test_without_a_cache_it_is_degraded_and_says_so(client, monkeypatch):
    monkeypatch.setattr(cache, "set", fail)
    assert_no_cache(client)


def test_a_cache_that_forgets_at_once_counts_as_down(client, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *args, **kwargs: None)
    assert_no_cache(client)


def assert_no_cache(client):
    response = client.get("/healthz")
    body = response.json()
    assert (response.status_code, body["status"], body["cache"]) == (200, "degraded", "down")
    assert "cache" in body["reasons"][0]


def test_before_its_migrations_have_run_it_answers_503(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *args: [("pages", False)])
    assert health(client) == (503, {"status", "migrations"})


def test_nobody_keeps_the_answer(client):
    assert client.get("/healthz")["Cache-Control"] == "no-store"


def test_the_answer_tells_no_secrets(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", fail)
    assert "gone away" not in client.get("/healthz").content.decode()


# --- Scheduled publishing ----------------------------------------------------------------

NOON = datetime(2026, 11, 22, 12, tzinfo=clock.TOKYO)


def scheduling(client, due):
    """The health reports at noon: a page should have appeared, and one should be gone."""
    found = []
    for name in ("go_live_at", "expire_at"):
        with transaction.atomic(), time_machine.travel(NOON - timedelta(days=1), tick=False):
            page = Page.objects.get(depth=2, locale__language_code="ja").specific
            setattr(page, name, due)
            page.save_revision().publish()
            catch_up()
            with time_machine.travel(NOON, tick=False):
                response = client.get("/healthz")
            transaction.set_rollback(True)
        found.append((response.status_code, response.json()["status"], response.json()))
    return found


def test_a_late_publish_scheduled_is_a_warning_and_no_failure(client):
    for code, status, body in scheduling(client, NOON - timedelta(minutes=15, seconds=1)):
        assert (code, status, body["scheduling"]) == (200, "ok", "late")
        assert body["warning"] == "publish_scheduled is late: 1 due for more than 15 minutes"


def test_publish_scheduled_may_take_a_quarter_of_an_hour(client):
    for due in (NOON - timedelta(minutes=15), NOON + timedelta(hours=1)):
        for code, _status, body in scheduling(client, due):
            assert (code, body["scheduling"]) == (200, "ok")
            assert "warning" not in body


def test_a_preview_or_a_shifted_clock_makes_nothing_late(client):
    with clock.at(NOON + timedelta(days=9000)):
        assert client.get("/healthz").json()["scheduling"] == "ok"


# --- Crawlers ----------------------------------------------------------------------------


def test_robots_are_kept_from_the_admin_and_told_of_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize("address", ["/", "/en/", "/nowhere/", "/admin/login/", "/robots.txt"])
def test_only_a_demonstration_forbids_itself_to_search_engines(client, settings, address):
    assert "X-Robots-Tag" not in client.get(address)
    settings.PORTAL_DEMO = True
    assert client.get(address)["X-Robots-Tag"] == "noindex, nofollow"


def test_only_a_demonstration_says_that_it_is_one(client, settings):
    assert "Unofficial demonstration" not in client.get("/").content.decode()
    settings.PORTAL_DEMO = True
    for address in ("/", "/en/", "/nowhere/"):
        said = client.get(address).content.decode()
        assert "Unofficial demonstration" in said, address
        assert "見本サイト" in said, address


# --- The content security policy ---------------------------------------------------------


def policy(client, address):
    header = client.get(address)["Content-Security-Policy"]
    rules = (rule.split() for rule in header.split(";") if rule.strip())
    return {name: set(sources) for name, *sources in rules}


@pytest.mark.parametrize("address", ["/", "/en/", "/nowhere/", "/robots.txt"])
def test_public_pages_run_nothing_but_files_of_the_site(client, address):
    rules = policy(client, address)
    for name in ("script-src", "style-src", "connect-src", "font-src"):
        assert rules.get(name, rules["default-src"]) == {"'self'"}, name
    assert rules["object-src"] == {"'none'"}
    assert rules["base-uri"] == rules["form-action"] == rules["frame-ancestors"] == {"'self'"}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set().union(
        *rules.values()
    )


def test_public_pages_frame_only_the_players_without_cookies(client):
    assert policy(client, "/")["frame-src"] == {
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
    }


def test_the_admin_may_run_its_own_inline_scripts_and_loads_nothing_from_elsewhere(client):
    rules = policy(client, "/admin/login/")
    assert "'unsafe-inline'" in rules["script-src"]
    assert "'unsafe-inline'" in rules["style-src"]
    hosts = {source for sources in rules.values() for source in sources if "//" in source}
    assert not hosts


@pytest.mark.parametrize("address", ["/administration/", "/en/admin/", "/nowhere/admin/"])
def test_the_looser_policy_is_for_the_admin_only(client, address):
    assert "'unsafe-inline'" not in client.get(address)["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/en/", "/admin/login/"])
def test_pages_say_that_types_are_not_to_be_guessed_and_framing_is_for_the_site(client, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_reading_sets_no_cookie(client):
    for address in ("/", "/en/", "/nowhere/", "/sitemap.xml", "/healthz"):
        assert not client.get(address).cookies, address
