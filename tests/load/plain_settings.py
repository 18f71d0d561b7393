"""Django's plainest stack around one form, with the database of the portal: for comparison."""

from portal.settings.production import *  # noqa: F403

MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "tests.load.plain"
