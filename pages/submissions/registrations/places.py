"""Places of an event: given in the order of asking or by lot, never one too many, and passed on.

A conditional update of one row is exact on both databases and holds no other request up for longer
than its own transaction; counting rows before adding one sells the last place twice now and then.
Every change locks the event's row first, so the order in which turns are given is the order in
which they are committed, and no two changes wait for each other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from pages.submissions.registrations.models import (
    KEPT,
    MunicipalityCount,
    Participant,
    Places,
)
from pages.work.content_version import note_content_change
from portal import clock

State = Participant.State
IN_LINE = (State.WAITING, State.PENDING)
AT_A_TIME = 200  # rows of one statement

# Everybody who registers for an event waits for these two. Django cannot read a row as it is after
# its own update, and takes longer to write out each statement than the database takes to run it.
SEEN = "SELECT * FROM pages_places WHERE page_id = %(page)s"
# Whoever asks gets a place while there is one: not by lot, or the lots are drawn already.
TAKE_WHAT_FITS = """
    UPDATE pages_places SET taken = taken + %(wanted)s, last_turn = last_turn + %(wanted)s
    WHERE page_id = %(page)s AND (capacity IS NULL OR capacity >= taken + %(wanted)s)
    AND (NOT by_lot OR drawn_at IS NOT NULL) RETURNING *
"""
STAND_IN_LINE = """
    UPDATE pages_places SET last_turn = last_turn + %(wanted)s WHERE page_id = %(page)s RETURNING *
"""


class QuotaReachedError(Exception):
    """A municipality has as many addresses for an event as it may."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@dataclass(frozen=True)
class Given:
    """The outcome of an attempt: how many places, from which turn on, and the state of the rest."""

    first_turn: int
    places: int
    rest: State


def seen(page_id: int) -> Places | None:
    """The count as it is this moment, for whoever only looks; none before it was asked for."""
    return _row(SEEN, page=page_id)


def _row(statement: str, **values: int) -> Places | None:
    """The row that a statement reads or leaves behind, if there is one."""
    return next(iter(list(Places.objects.raw(statement, values))), None)


@transaction.atomic
def follow_facts(
    page_id: int, capacity: int | None, begins_at: datetime | None, *, by_lot: bool = False
) -> list[Participant]:
    """Take over what the event says now: those who moved up, where it has more places than before.

    With fewer places nobody loses one. Whoever waits for a draw that there is none of any more
    stands in line in the order of asking. The count is made when it is asked for first.
    """
    facts = {"capacity": capacity, "begins_at": begins_at, "by_lot": by_lot}
    _places, is_new = Places.objects.get_or_create(pk=page_id, defaults=facts)
    if is_new:
        return []
    locked(page_id)
    Places.objects.filter(pk=page_id).update(**facts)
    if not by_lot:
        pending = Participant.objects.filter(page_id=page_id, state=State.PENDING)
        pending.update(state=State.WAITING)
    return _move_up(page_id)


def rule_is_fixed(page_id: int, *, by_lot: bool) -> bool:
    """Whether people have registered under another rule for places than this."""
    other = Places.objects.filter(pk=page_id).exclude(by_lot=by_lot)
    people = Participant.objects.filter(page_id=page_id).exclude(state=State.CANCELLED)
    return other.exists() and people.exists()


def expected(places: Places | None, wanted: int) -> tuple[int, State]:
    """The number of places that an attempt would get now, and the state of the rest."""
    if places is None:
        return wanted, State.WAITING
    if places.awaits_draw:
        return 0, State.PENDING
    return wanted if places.left is None else min(wanted, places.left), State.WAITING


def take(page_id: int, wanted: int) -> Given:
    """Give so many places as there are, within the caller's transaction; the rest waits in line.

    Nobody passes those who wait: while anybody does, no place is free, because one that is given
    back goes to the first of them at once.
    """
    given = wanted
    places = _row(TAKE_WHAT_FITS, page=page_id, wanted=wanted)
    if places is None:
        places = _stood_in_line(page_id, wanted)
        given = places.free
        _give_what_is_left(places, given)
    _note_whether_full(places)
    _places, rest = expected(places, wanted)
    return Given(places.last_turn - wanted + 1, given, rest)


def _stood_in_line(page_id: int, wanted: int) -> Places:
    """The count, with turns for so many; its row is locked, so what it says stays true."""
    places = _row(STAND_IN_LINE, page=page_id, wanted=wanted)
    if places is None:
        raise Places.DoesNotExist
    return places


def _give_what_is_left(places: Places, given: int) -> None:
    if given:
        Places.objects.filter(pk=places.pk).update(taken=F("taken") + given)
        places.taken += given


def give_by_lot(
    page_id: int, order: Callable[[Iterable[Participant]], list[Participant]]
) -> tuple[list[Participant], int]:
    """Give the places to those who wait for the draw, in the order drawn; how many got one.

    They get new turns behind all others, so that from now on the line is that of the draw. Within
    the caller's transaction, which has the row of the event.
    """
    row = Places.objects.filter(pk=page_id)
    places = row.get()
    pending = Participant.objects.filter(page_id=page_id, state=State.PENDING)
    people = order(pending.select_related("registration"))
    given = len(people) if places.left is None else min(places.left, len(people))
    for at, participant in enumerate(people):
        participant.turn = places.last_turn + 1 + at
        participant.state = State.ACCEPTED if at < given else State.WAITING
    Participant.objects.bulk_update(people, ["turn", "state"], batch_size=AT_A_TIME)
    row.update(
        taken=F("taken") + given,
        last_turn=F("last_turn") + len(people),
        drawn_at=clock.now(),
    )
    _note_whether_full(row.get())
    return people, given


def count_for(page_id: int, municipality_id: int, wanted: int, quota: int | None) -> None:
    """Count addresses of a municipality; raises QuotaReachedError where it would have too many.

    After `take`, in the same transaction: the row of the event comes first everywhere.
    """
    names = {"page_id": page_id, "municipality_id": municipality_id}
    counted = MunicipalityCount.objects.filter(**names)
    within = counted if quota is None else counted.filter(count__lte=quota - wanted)
    if within.update(count=F("count") + wanted):
        return
    is_first = not counted.exists() and (quota is None or wanted <= quota)
    if not is_first:
        raise QuotaReachedError(addresses_left(page_id, municipality_id, quota) or 0)
    MunicipalityCount.objects.create(**names, count=wanted)


def addresses_left(page_id: int, municipality_id: int, quota: int | None) -> int | None:
    """How many addresses a municipality may still register; none where that is not limited."""
    if quota is None:
        return None
    row = MunicipalityCount.objects.filter(page_id=page_id, municipality_id=municipality_id)
    return max(0, quota - (row.values_list("count", flat=True).first() or 0))


@transaction.atomic
def give_back(
    page_id: int, participants: Iterable[Participant]
) -> tuple[list[Participant], list[Participant]]:
    """Cancel some participants of an event: those who were, and those who moved up for them.

    Twice is once: who is cancelled already gives nothing back.
    """
    locked(page_id)
    cancelled, freed = [], 0
    for participant in participants:
        one = Participant.objects.filter(pk=participant.pk)
        had_place = one.filter(state=State.ACCEPTED).update(state=State.CANCELLED)
        waited = one.filter(state__in=IN_LINE).update(state=State.CANCELLED)
        if had_place or waited:
            participant.state = State.CANCELLED
            _uncount(participant)
            cancelled.append(participant)
            freed += had_place
    Places.objects.filter(pk=page_id).update(taken=F("taken") - freed)
    return cancelled, _move_up(page_id)


def waiting(page_id: int) -> int:
    """How many wait for a place."""
    return Participant.objects.filter(page_id=page_id, state=State.WAITING).count()


def place_in_line(participant: Participant) -> int:
    """The place of somebody who waits: 1 moves up next."""
    ahead = Participant.objects.filter(
        page_id=participant.page_id, state=State.WAITING, turn__lte=participant.turn
    )
    return ahead.count()


def miscounted() -> list[tuple[Any, int]]:
    """Each event whose count is not that of its rows, with the number of its rows.

    Events whose participants are erased by now are left out: only their count is left.
    """
    wrong = []
    kept = Places.objects.exclude(begins_at__lt=clock.now() - KEPT)
    for places in kept.select_related("page"):
        rows = Participant.objects.filter(page_id=places.pk, state=State.ACCEPTED).count()
        if rows != places.taken:
            wrong.append((places, rows))
    return wrong


def locked(page_id: int) -> Places:
    """The count of an event, which nobody else changes within the caller's transaction."""
    return Places.objects.select_for_update().get(pk=page_id)


def _move_up(page_id: int) -> list[Participant]:
    """Give free places to those who wait, in their order; the row of the event is locked."""
    places = Places.objects.get(pk=page_id)
    in_line = Participant.objects.filter(page_id=page_id, state=State.WAITING).order_by("turn")
    in_line = in_line.select_related("registration")
    has_begun = places.begins_at is not None and places.begins_at <= clock.now()
    stands = has_begun or places.awaits_draw
    moved = [] if stands else list(in_line[: places.left])
    Participant.objects.filter(pk__in=[each.pk for each in moved]).update(state=State.ACCEPTED)
    for each in moved:
        each.state = State.ACCEPTED
    Places.objects.filter(pk=page_id).update(taken=F("taken") + len(moved))
    _note_whether_full(Places.objects.get(pk=page_id))
    return moved


def _note_whether_full(places: Places) -> None:
    """Since when all places are taken; from then until one is given back."""
    is_full = places.left == 0 and not places.awaits_draw
    if is_full == bool(places.full_since):
        return
    since = clock.now() if is_full else None
    Places.objects.filter(pk=places.pk).update(full_since=since)
    note_content_change()  # of all that is counted, readers of other pages see this alone


def _uncount(participant: Participant) -> None:
    counted = MunicipalityCount.objects.filter(
        page_id=participant.page_id,
        municipality=participant.registration.municipality,
        count__gt=0,
    )
    counted.update(count=F("count") - 1)
