"""Which settings a server starts with, read in processes of their own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from wagtail.models import Page, Site

from pages.submissions.checks import SENDING, check_public_address

NAMES = [
    *("DEBUG", "PORTAL_DEMO", "ALLOWED_HOSTS", "EMAIL_BACKEND", "SECURE_SSL_REDIRECT"),
    *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"),
]
READ = f"""
import json, os
import sentry_sdk
from django.conf import settings
values = {{name: getattr(settings, name) for name in {NAMES}}}
values["offset"] = settings.PORTAL_CLOCK_OFFSET.total_seconds()
values["reports"] = sentry_sdk.is_initialized()
values["database"] = settings.DATABASES["default"]["ENGINE"]
print(json.dumps(values))
"""


def start(**environment):
    """Reads the production settings with nothing in the environment but this."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", READ],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "portal.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def read(**environment):
    done = start(SECRET_KEY="long, random, and nobody else's", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("key", [{}, {"SECRET_KEY": ""}])
@pytest.mark.parametrize("demo", [{}, {"PORTAL_DEMO": "1"}])
def test_production_does_not_start_without_a_secret_key(key, demo):
    done = start(**key, **demo)
    assert done.returncode != 0
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith("django.core.exceptions.ImproperlyConfigured: SECRET_KEY is not set.")
    )


def test_production_is_strict_where_nothing_is_said():
    values = read()
    assert values["DEBUG"] is values["PORTAL_DEMO"] is False
    assert values["ALLOWED_HOSTS"] == []
    assert values["SECURE_HSTS_SECONDS"] > 0
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert values[name], name
    assert values["offset"] == 0


def test_production_takes_its_hosts_and_database_from_the_environment():
    values = read(ALLOWED_HOSTS="a.example.jp,b.example.jp", DATABASE_URL="postgres://u@db/portal")
    assert values["ALLOWED_HOSTS"] == ["a.example.jp", "b.example.jp"]
    assert values["database"] == "django.db.backends.postgresql"


def test_a_demonstration_stays_on_this_machine():
    values = read(PORTAL_DEMO="1", ALLOWED_HOSTS="*", EMAIL_URL="smtp://mail.example.jp")
    assert values["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert values["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert not values["SECURE_SSL_REDIRECT"]
    assert values["DEBUG"] is False


def test_workers_take_the_offset_they_are_given():
    values = read(PORTAL_CLOCK="2022-09-22T10:00:00+09:00", PORTAL_CLOCK_OFFSET="-12.5")
    assert values["offset"] == -12.5


def check(**environment):
    """The answer of `manage.py check` to production settings."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    production = {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "SECRET_KEY": "s" * 60}
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "check", "--tag", "mail"],
        cwd=settings.BASE_DIR,
        env={**kept, **production, "DATABASE_URL": "sqlite://:memory:", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


SENDER = {"DEFAULT_FROM_EMAIL": "事務局 <office@portal.example.jp>"}
ADDRESS = {"WAGTAILADMIN_BASE_URL": "https://portal.example.jp"}


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, ["DEFAULT_FROM_EMAIL is not set", "WAGTAILADMIN_BASE_URL is not set"]),
        (SENDER, ["WAGTAILADMIN_BASE_URL is not set"]),
        (ADDRESS, ["DEFAULT_FROM_EMAIL is not set"]),
        (ADDRESS | {"DEFAULT_FROM_EMAIL": "webmaster@localhost"}, ["DEFAULT_FROM_EMAIL"]),
        (SENDER | {"WAGTAILADMIN_BASE_URL": "http://127.0.0.1:8000"}, ["WAGTAILADMIN_BASE_URL"]),
    ],
)
def test_production_asks_for_the_sender_and_the_public_address_of_mails(given, asked):
    done = check(**given)
    assert done.returncode == 0, done.stderr  # readers are served all the same
    assert [line for line in ("mail.W002", "mail.W003") if line in done.stderr] == [
        f"mail.W00{2 + line.startswith('WAGTAIL')}" for line in asked
    ]
    for line in asked:
        assert line in done.stderr


def test_nothing_is_asked_for_where_both_are_given_or_no_mail_leaves_the_machine():
    for given in (SENDER | ADDRESS, {"PORTAL_DEMO": "1"}, {"EMAIL_URL": "consolemail://"}):
        done = check(**given)
        assert done.returncode == 0, done.stderr
        assert "mail.W" not in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(("host", "warned"), [("localhost", True), ("portal.example.jp", False)])
def test_a_site_that_was_given_no_public_address_is_warned_of(settings, host, warned):
    settings.EMAIL_BACKEND = SENDING
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": host, "root_page": Page.objects.get(depth=1)},
    )
    messages = check_public_address(None, databases=["default"])
    assert [message.id for message in messages] == (["mail.W001"] if warned else [])
    assert check_public_address(None) == []


def test_errors_are_reported_only_where_the_operator_asks_for_it():
    address = "https://key@errors.invalid/1"
    assert read()["reports"] is False
    assert read(SENTRY_DSN=address)["reports"] is True
    assert read(SENTRY_DSN=address, PORTAL_DEMO="1")["reports"] is False
