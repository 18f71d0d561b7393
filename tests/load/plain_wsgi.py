"""The door of the plain form."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.load.plain_settings"

application = get_wsgi_application()
