"""Lots for an event with fewer places than registrations: drawn once, and told again from the seed.

The order of a draw is that of `sha256("<seed>:<key of the registration>")`, so that anybody who
has the seed and the keys comes to the same. Participants of one form stand one after the other.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pages.submissions.registrations import places
from pages.submissions.registrations.models import Draw, Participant
from pages.submissions.registrations.telling import tell_soon

LARGEST_SEED = 2**63 - 1  # of a column


def new_seed() -> int:
    """A seed that nobody can foresee, and that can be read out."""
    return secrets.randbelow(10**12)


@transaction.atomic
def draw_lots(page_id: int, seed: int) -> Draw:
    """Draw lots for an event: who has a place, and who waits in which order; all learn of it.

    All or nothing, and once: raises a ValidationError that says why not.
    """
    counted = places.locked(page_id)
    if not counted.by_lot:
        raise ValidationError(_("Places of this event are not given by lot."))
    if not counted.awaits_draw:
        raise ValidationError(_("Lots were drawn already. They are drawn once."))
    people, given = places.give_by_lot(page_id, lambda pending: in_order(seed, pending))
    draw = Draw.objects.create(
        page_id=page_id,
        seed=seed,
        registrations=len({each.registration_id for each in people}),
        participants=len(people),
        places=given,
    )
    tell_soon(page_id)
    return draw


def in_order(seed: int, people: Iterable[Participant]) -> list[Participant]:
    """Participants in the order drawn."""
    return sorted(people, key=lambda each: (lot_of(seed, each.registration.key.hex), each.turn))


def lot_of(seed: int, key: str) -> str:
    """The lot of a registration; the lowest comes first."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def is_drawn(event: Any) -> bool:
    """Whether lots have been drawn for an event, by its Japanese page."""
    try:
        return event.places.drawn_at is not None
    except ObjectDoesNotExist:
        return False
