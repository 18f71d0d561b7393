"""Rules against publishing a round of the awards, besides those on its own dates."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pages.awards.schedule import nominees_are_public, results_are_public
from pages.base.facts import sources


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
    if page.winners.all() and not results_are_public(page, page.announcement_moment()):
        message = _(
            "The winners would be public while entries are under selection. Enter the day on"
            " which the results are announced, and publish or schedule them for that day."
        )
        raise ValidationError({"results_on": message})


def refuse_early_nominees(page: Any) -> None:
    """No nominees before they are announced, whatever else of the round is published."""
    if page.finalists.all() and not nominees_are_public(page, page.announcement_moment()):
        message = _(
            "The finalists would be public before they are announced. Enter the day on which they"
            " are announced, and publish or schedule them for that day."
        )
        raise ValidationError({"nominees_on": message})
