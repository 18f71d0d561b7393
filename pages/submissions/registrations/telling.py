"""The mails that go to all registrants of an event: its facts have changed, it is near, it is over.

Which mails are due follows from the facts and the clock alone, and each has a key of its own: so
none is lost by whatever is killed in between, and none is written twice. A publication has those
of its event written at once, beside the request; `manage.py send_mails` writes all that are due.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from pages.base.changes import FactChange
from pages.lifecycle import CALLED_OFF
from pages.submissions import outbox
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations import mails
from pages.submissions.registrations.models import Draw, Participant, Places, Registration
from pages.work import queue
from portal import clock

KIND = "registrants"
REMINDED_AT = time(9)  # Japan time, on the day before
# Shorter than mails are kept: a mail that was erased would be written once more.
TOLD_WITHIN = timedelta(days=7)
BEGUN_WITHIN = timedelta(days=21)  # an event of a fortnight is thanked for, too
State = Participant.State
Write = Callable[[str, Registration, list[Participant], Any], OutgoingMail]


@dataclass(frozen=True)
class Due:
    """One thing to tell: the last part of its mails' keys, to whom, and how it is written."""

    key: str
    registrations: QuerySet[Registration]
    concerns: Callable[[Participant], bool]
    write: Write


def is_told(change: FactChange) -> bool:
    """Whether registrants must learn of a change: another time or place, called off, or on again.

    A time or place that was open until now is news to them; that the event was held is none.
    """
    if change.fact == "outcome":
        return change.after in CALLED_OFF or change.before in CALLED_OFF
    return change.fact in ("hours", "place")


def tell_soon(page_id: int) -> None:
    """Have what is due of an event written and sent, once the present transaction is committed."""
    queue.put_down(KIND, [str(page_id)])
    transaction.on_commit(outbox.send_soon)


def tell_due() -> None:
    """Write all mails that are due."""
    changed = _changes().values_list("page", flat=True).distinct()
    near = _near().values_list("pk", flat=True)
    begun = _begun().values_list("pk", flat=True)
    drawn = _draws().values_list("pk", flat=True)
    tell(sorted({str(page_id) for page_id in (*changed, *near, *begun, *drawn)}))


@outbox.writes_mails(KIND)
def tell(keys: list[str]) -> None:
    """Write the mails that are due of some events, by the ids of their Japanese pages."""
    for key in keys:
        page_id = int(key)
        for due in chain.from_iterable(due_of(page_id) for due_of in _DUE):
            with transaction.atomic():
                for mail in _unwritten(due):
                    outbox.write(mail)


def _changes() -> QuerySet[FactChange]:
    now = clock.now()
    return FactChange.objects.filter(
        changed_at__lte=now, changed_at__gt=now - TOLD_WITHIN, page__eventpage__places__isnull=False
    )


def _near() -> QuerySet[Places]:
    """The counts of events for which the time of reminding has come, and which have not begun."""
    now = clock.now()
    return Places.objects.filter(
        begins_at__gt=now, begins_at__lt=now + timedelta(days=1, hours=24 - REMINDED_AT.hour)
    )


def _begun() -> QuerySet[Places]:
    """The counts of events that have begun of late, of which some may be over."""
    now = clock.now()
    return Places.objects.filter(begins_at__lt=now, begins_at__gt=now - BEGUN_WITHIN)


def _due_changes(page_id: int) -> Iterator[Due]:
    """Of each publication that changed something: to whoever had registered before."""
    by_moment: dict[datetime, list[FactChange]] = defaultdict(list)
    for change in _changes().filter(page=page_id).order_by("changed_at", "pk"):
        if is_told(change):
            by_moment[change.changed_at].append(change)
    for moment, changes in by_moment.items():
        yield Due(
            f"changed:{moment.astimezone(clock.TOKYO):%Y%m%d%H%M%S}",
            Registration.objects.filter(page=page_id, received_at__lt=moment),
            _is_in_line,
            partial(mails.changed, changes),
        )


def _draws() -> QuerySet[Draw]:
    now = clock.now()
    return Draw.objects.filter(drawn_at__lte=now, drawn_at__gt=now - TOLD_WITHIN)


def _due_draws(page_id: int) -> Iterator[Due]:
    """To everybody who waited for the draw, once it is held; not of what is called off since."""
    draw = _draws().filter(pk=page_id).select_related("page").first()
    if draw is not None and draw.page.outcome not in CALLED_OFF:
        yield Due(
            "drawn",
            Registration.objects.filter(page=page_id, received_at__lte=draw.drawn_at),
            _is_in_line,
            mails.drawn,
        )


def _due_reminders(page_id: int) -> Iterator[Due]:
    """On the day before, to those who have a place and registered before that morning."""
    places = _near().filter(pk=page_id).select_related("page").first()
    if places is None or places.begins_at is None:
        return
    remind_at = reminded_at(places.begins_at)
    takes_place = places.page.live and places.page.outcome not in CALLED_OFF
    if takes_place and clock.now() >= remind_at:
        yield Due(
            f"reminder:{places.begins_at.astimezone(clock.TOKYO):%Y%m%d%H%M}",
            Registration.objects.filter(page=page_id, received_at__lt=remind_at),
            _has_place,
            partial(mails.reminder, places),
        )


def _due_thanks(page_id: int) -> Iterator[Due]:
    """On the day after, to those who came: where their certificates are."""
    places = _begun().filter(pk=page_id).select_related("page").first()
    if places is None or not places.page.live or places.page.outcome in CALLED_OFF:
        return
    first, _starts, last, _ends = places.page.hours
    if first and _is_time_to_thank(last or first):
        came = Registration.objects.filter(page=page_id, participants__attended_at__isnull=False)
        yield Due("thanks", came.distinct(), _came, mails.thanks)


_DUE = (_due_changes, _due_draws, _due_reminders, _due_thanks)


def _is_time_to_thank(last_day: date) -> bool:
    morning = datetime.combine(last_day + timedelta(days=1), REMINDED_AT, clock.TOKYO)
    return morning <= clock.now() < morning + TOLD_WITHIN


def _is_in_line(participant: Participant) -> bool:
    return participant.state in (State.ACCEPTED, State.WAITING, State.PENDING)


def _has_place(participant: Participant) -> bool:
    return participant.state == State.ACCEPTED


def _came(participant: Participant) -> bool:
    return participant.attended_at is not None


def reminded_at(begins_at: datetime) -> datetime:
    """When participants are reminded: the morning of the day before, in Japan."""
    day_before = begins_at.astimezone(clock.TOKYO).date() - timedelta(days=1)
    return datetime.combine(day_before, REMINDED_AT, clock.TOKYO)


def _unwritten(due: Due) -> Iterator[OutgoingMail]:
    """The mails that are not there yet, each about the participants it concerns."""
    registrations = list(due.registrations.prefetch_related("participants").order_by("pk"))
    keys = {mails.key_of(each, due.key): each for each in registrations}
    written = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
    pages: dict[str, Any] = {}
    for key, registration in keys.items():
        people = [each for each in registration.in_line if due.concerns(each)]
        if key in written or not people:
            continue
        language = registration.language
        pages[language] = pages.get(language) or mails.page_of(registration)
        yield due.write(due.key, registration, people, pages[language])
