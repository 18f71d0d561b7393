"""For real use, and for the demonstration of `make run`, whose differences are here."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import PORTAL_DEMO, STORAGES, VAR_DIR, env

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to a long random value that nobody else knows; "
        "`make run` makes one for the demonstration by itself."
    )

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "portal.staticfiles.BundledStaticFilesStorage"}}
WHITENOISE_MAX_AGE = 3600
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

if PORTAL_DEMO:
    # Loopback only (see the `serve` command), so no TLS; mail stays on this machine.
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
else:
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
    CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
    # Asked for by the checks, as is WAGTAILADMIN_BASE_URL (`pages.submissions.checks`).
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# Errors go to the operator's own Sentry, if there is one: without what visitors typed, without
# addresses and cookies. A demonstration sends nothing.
SENTRY_DSN = "" if PORTAL_DEMO else env("SENTRY_DSN", default="")
if SENTRY_DSN:
    sentry_sdk.init(
        SENTRY_DSN,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
    )
