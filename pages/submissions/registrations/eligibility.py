"""Who may register for an event, and the sentence that says so to whoever may not."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.submissions.registrations.models import Registration


class Eligible(models.TextChoices):
    """The circles to which an event can be limited; without one it is for anybody."""

    MEMBERS = "members", gettext_lazy("Members of the council only")
    OFFICES = "offices", gettext_lazy("Municipalities and boards of education only")


OFFICES = frozenset({Registration.Affiliation.MUNICIPALITY, Registration.Affiliation.BOARD})


def for_members() -> str:
    """Why a municipality that is no member cannot register."""
    return _("This event is for members of the council only.")


def for_others() -> str:
    """Why a member cannot register."""
    return _("This event is for municipalities that are not members of the council.")


def for_offices() -> str:
    """Why somebody who works elsewhere cannot register."""
    return _("This event is for staff of municipalities and boards of education only.")


def limits(*, members_only: bool, open_to: Any) -> Iterator[str]:
    """All that is to be known before one fills in the form."""
    if members_only:
        yield for_members()
    if open_to == Eligible.OFFICES:
        yield for_offices()
