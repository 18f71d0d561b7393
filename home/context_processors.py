"""What every template may say about the site."""

from django.conf import settings
from django.http import HttpRequest

from portal import clock


def demonstration(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, and the day it is shown as of."""
    if not settings.PORTAL_DEMO:
        return {"demonstration": False}
    return {
        "demonstration": True,
        "shown_as_of": clock.today(),
        "clock_shifted": clock.is_shifted(),
    }
