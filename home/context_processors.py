"""The state of a demonstration, for every template."""

from django.conf import settings
from django.http import HttpRequest

from home.navigation import SiteNavigation
from portal import clock


def navigation(request: HttpRequest) -> dict[str, SiteNavigation]:
    """Where one can go from here, for the tags of `pages.templatetags.navigation`."""
    return {"navigation": SiteNavigation(request)}


def demonstration(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, and the day it is shown as of."""
    if not settings.PORTAL_DEMO:
        return {"demonstration": False}
    return {
        "demonstration": True,
        "shown_as_of": clock.today(),
        "clock_shifted": clock.is_shifted(),
    }
