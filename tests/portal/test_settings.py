"""Which settings a server starts with, read in processes of their own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

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


def test_errors_are_reported_only_where_the_operator_asks_for_it():
    address = "https://key@errors.invalid/1"
    assert read()["reports"] is False
    assert read(SENTRY_DSN=address)["reports"] is True
    assert read(SENTRY_DSN=address, PORTAL_DEMO="1")["reports"] is False
