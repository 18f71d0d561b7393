"""What keeps a round of the awards from being published, besides its own dates."""

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
        said = _("“%(title)s” takes entries in the same period.") % {"title": other.title}
        raise ValidationError({"opens_on": said})


def refuse_early_winners(page: Any) -> None:
    """Of a public round: lists of municipalities and the search would name the winners at once."""
    if not (page.winners.all() and page.published_version()):
        return
    if lifecycle.state_at(award_schedule(page), page.announcement_moment()) != State.RESULTS:
        said = _(
            "The winners would be public while entries are under selection. Enter the day on"
            " which the results are announced, and publish or schedule them for that day."
        )
        raise ValidationError({"results_on": said})
