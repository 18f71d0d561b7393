"""The attendance of an event: who came, ticked at the door; the figures become its facts."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from pages.submissions.registrations.models import Participant
from portal import clock

State = Participant.State
# At the door those with a place come first; who waited or had cancelled may come all the same.
_ORDER = {State.ACCEPTED: 0, State.WAITING: 1, State.PENDING: 1, State.CANCELLED: 2}


@dataclass(frozen=True)
class Figures:
    """How many people came, and of how many municipalities."""

    people: int
    municipalities: int


def roll(page_id: int, sought: str = "") -> list[Participant]:
    """Everybody who registered for an event, or those who are sought by a name or an address."""
    rows = _of_event(page_id).select_related("registration__municipality")
    for word in sought.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(mail__icontains=word)
            | Q(registration__municipality__forms__icontains=word)
        )
    return sorted(rows, key=lambda row: (_ORDER[State(row.state)], row.turn))


def tick(page_id: int, turn: int, *, came: bool) -> None:
    """Note that somebody came, or that it was a slip; twice is once, and the first time stays."""
    one = _of_event(page_id).filter(turn=turn)
    if came:
        one.filter(attended_at=None).update(attended_at=clock.now())
    else:
        one.update(attended_at=None)


def figures_of(page_id: int) -> Figures:
    """As ticked until now."""
    came = _of_event(page_id).exclude(attended_at=None)
    towns = came.exclude(registration__municipality=None).order_by()
    return Figures(came.count(), towns.values("registration__municipality").distinct().count())


@transaction.atomic
def publish_figures(page: Any, figures: Figures, user: Any) -> None:
    """Make the figures facts of the event, in both languages at once.

    A draft that waits beside the public page stays one, with the figures in it.
    """
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    _set(page, figures)
    page.save_revision(user=user, log_action=True).publish(user=user)
    if draft is not None:
        _set(draft, figures)
        draft.save_revision(user=user)


def _set(page: Any, figures: Figures) -> None:
    page.attendance_people = figures.people
    page.attendance_municipalities = figures.municipalities
    page.attendance_approximate = None


def _of_event(page_id: int) -> QuerySet[Participant]:
    return Participant.objects.filter(page_id=page_id)
