"""For the tests: quick hashing, no waiting, nothing leaves the process."""

import tempfile
from datetime import timedelta
from pathlib import Path

from .base import *  # noqa: F403
from .base import MIDDLEWARE, cache_of, env

SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": env.db("DATABASE_URL", default="sqlite://:memory:")}
CACHES = {"default": cache_of(env("CACHE_URL", default="locmemcache://tests"))}
# Workers of one run share a Redis, and emptying a cache there empties a whole database: to each
# worker its own.
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    server, _slash, first = CACHES["default"]["LOCATION"].rpartition("/")
    worker = int(env("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{server}/{int(first) + worker}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-media-"))
PRIVATE_MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-originals-"))
ERASURE_JOURNAL = Path(tempfile.mkdtemp(prefix="portal-erasures-")) / "erasures.jsonl"
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
PORTAL_CLOCK_OFFSET = timedelta(0)
PORTAL_DEMO = False
