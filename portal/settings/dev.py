"""For work on the portal: errors in the browser, static files from their folders."""

from .base import *  # noqa: F403
from .base import MIDDLEWARE, VAR_DIR, env

DEBUG = True
SECRET_KEY = "for-development-only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
INTERNAL_IPS = ["127.0.0.1"]
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
PORTAL_DEMO = env.bool("PORTAL_DEMO", default=True)
