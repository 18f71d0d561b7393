"""The door of the WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

# They need the loaded apps.
from pages.submissions.outbox import send_soon  # noqa: E402
from search.index.catch_up import catch_up_in_background  # noqa: E402

# What a killed process left behind.
catch_up_in_background()
send_soon()
