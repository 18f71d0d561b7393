"""`python -m tests.load`: the rush for places, with the settings of the tests."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from tests.load.registration import main  # noqa: E402 - it needs the loaded apps

sys.exit(main())
