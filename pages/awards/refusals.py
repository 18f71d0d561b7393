"""Rules against publishing a round of the awards, besides those on its own dates."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pages import lifecycle
from pages.awards.schedule import award_schedule
from pages.base.facts import sources
from pages.lifecycle import State


def refuse_overlap(page: Any) -> None:
    """Two rounds do not take entries at the same time."""
    if not (page.opens_on and page.closes_on):
        return
    other = (
        sources(type(page))
        .filter(live=True, opens_on__lte=page.closes_on, closes_on__gte=page.opens_on)
        .exclude(pk=page.pk)
        .first()
    )
    if other:
        message = _("“%(title)s” takes entries in the same period.") % {"title": other.title}
        raise ValidationError({"opens_on": message})


def refuse_early_winners(page: Any) -> None:
    """No winners before the results: once public, lists and search would show them at once."""
    if not page.winners.all():
        return
    if lifecycle.state_at(award_schedule(page), page.announcement_moment()) != State.RESULTS:
        message = _(
            "The winners would be public while entries are under selection. Enter the day on"
            " which the results are announced, and publish or schedule them for that day."
        )
        raise ValidationError({"results_on": message})
