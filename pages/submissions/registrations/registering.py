"""Registering, cancelling and moving up, each with the mails that tell of it in one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.db import transaction
from django.utils.translation import ngettext

from pages.submissions import outbox
from pages.submissions.registrations import mails, places
from pages.submissions.registrations.form import RegistrationForm, beyond_quota
from pages.submissions.registrations.models import Participant, Places, Registration
from pages.submissions.steps import Receipt
from pages.wording.punctuation import BLANK

State = Participant.State


class AlreadyRegisteredError(Exception):
    """An address on a form takes part, or waits, already."""

    def __init__(self, registrations: list[Registration]) -> None:
        super().__init__(registrations)
        self.registrations = registrations


def register(form: RegistrationForm, key: UUID, language: str) -> Receipt:
    """Places, or turns on the waiting list, for everybody on the form; one mail with the outcome.

    An address that is registered already gets a mail that says so, and the receipt looks like any
    other: from the form nobody learns who takes part. Raises a ValidationError where the quota is
    reached meanwhile.
    """
    try:
        return _register(form, key, language)
    except places.QuotaReachedError as reached:
        raise forms.ValidationError({"municipality": beyond_quota(reached.left)}) from reached
    except AlreadyRegisteredError as already:
        return _received_before(key) or _told_again(form, key, already.registrations)


def _received_before(key: UUID) -> Receipt | None:
    """The receipt of a form that was sent twice."""
    known = Registration.objects.filter(key=key).first()
    return Receipt(known.number, _outcome(known.in_line)) if known else None


@transaction.atomic
def _register(form: RegistrationForm, key: UUID, language: str) -> Receipt:
    offer, people = form.offer, form.participants
    page_id, municipality = offer.event.pk, form.cleaned_data["municipality"]
    if not places.is_current(page_id, offer.capacity, offer.begins_at):
        follow_event(page_id, offer.capacity, offer.begins_at)
    given = places.take(page_id, len(people))
    # The row of the event is locked from here on: what is read is what holds.
    _refuse_repeated(page_id, [mail for _name, mail in people])
    places.count_for(page_id, municipality.pk, len(people), form.quota.addresses)
    registration = Registration(
        key=key,
        language=language,
        notice=form.version,
        page_id=page_id,
        municipality=municipality,
        affiliation=form.cleaned_data["affiliation"],
        mail=form.cleaned_data["mail"],
        needs=form.cleaned_data["needs"],
        was_member=municipality.member_confirmed,
        fee_jpy=form.fee_jpy,
    )
    registration.save()
    rows = [
        Participant(
            registration=registration,
            page_id=page_id,
            turn=given.first_turn + at,
            name=name,
            mail=mail,
            mail_folded=mail.casefold(),
            state=State.ACCEPTED if at < given.places else State.WAITING,
        )
        for at, (name, mail) in enumerate(people)
    ]
    Participant.objects.bulk_create(rows)
    outbox.write(mails.receipt(registration, rows, offer.page, offer.calendar()))
    return Receipt(registration.number, _outcome(rows))


def _refuse_repeated(page_id: int, addresses: Iterable[str]) -> None:
    folded = {address.casefold() for address in addresses}
    rows = Participant.objects.filter(page_id=page_id, mail_folded__in=folded)
    rows = rows.exclude(state=State.CANCELLED).order_by()
    numbers = set(rows.values_list("registration", flat=True))
    if numbers:
        raise AlreadyRegisteredError(list(Registration.objects.filter(pk__in=numbers)))


@transaction.atomic
def _told_again(form: RegistrationForm, key: UUID, known: list[Registration]) -> Receipt:
    """A mail to each address that is registered; the receipt of a form of which all was taken."""
    for registration in known:
        outbox.write(mails.registered_already(registration, key))
    event = form.offer.event
    row = Places.objects.get(pk=event.pk)
    number, wanted = Registration(key=key).number, len(form.participants)
    given = wanted if row.left is None else min(wanted, row.left)
    return Receipt(number, _said(given, wanted - given, places.waiting(event.pk) + 1))


@transaction.atomic
def cancel(participants: Iterable[Participant]) -> None:
    """Give back places: who cancelled, and who moved up for them, is told by mail."""
    by_event: dict[int, list[Participant]] = {}
    for participant in participants:
        by_event.setdefault(participant.page_id, []).append(participant)
    for page_id in sorted(by_event):
        cancelled, moved = places.give_back(page_id, by_event[page_id])
        for registration, people in _by_registration(cancelled).items():
            outbox.write(mails.cancelled(registration, people))
        _tell_who_moved_up(moved)


@transaction.atomic
def follow_event(page_id: int, capacity: int | None, begins_at: datetime | None) -> None:
    """Take over what an event says now; who gets one of more places is told by mail."""
    _tell_who_moved_up(places.follow_facts(page_id, capacity, begins_at))


def _tell_who_moved_up(moved: Iterable[Participant]) -> None:
    for registration, people in _by_registration(moved).items():
        outbox.write(mails.moved_up(registration, people))


def of_signed(text: str) -> Registration | None:
    """The registration of an own address; none where it was forged, or is erased."""
    try:
        key = UUID(signing.loads(text, salt=mails.SALT))
    except (signing.BadSignature, AttributeError, TypeError, ValueError):
        return None
    related = Registration.objects.select_related("page", "municipality")
    return related.prefetch_related("participants").filter(key=key).first()


def _by_registration(people: Iterable[Participant]) -> dict[Registration, list[Participant]]:
    grouped: dict[Any, list[Participant]] = {}
    for each in people:
        grouped.setdefault(each.registration, []).append(each)
    return grouped


def _outcome(people: list[Participant]) -> str:
    waiting = [each for each in people if each.state == State.WAITING]
    given = [each for each in people if each.state == State.ACCEPTED]
    first = places.place_in_line(waiting[0]) if waiting else 0
    return _said(len(given), len(waiting), first)


def _said(given: int, waiting: int, first_in_line: int) -> str:
    """The outcome of a form, in the language being read."""
    sentences = []
    if given:
        sentences.append(
            ngettext(
                "%(number)s participant has a place.", "%(number)s participants have places.", given
            )
            % {"number": given}
        )
    if waiting:
        waits = ngettext(
            "%(number)s participant is on the waiting list, in place %(place)s.",
            "%(number)s participants are on the waiting list, from place %(place)s on.",
            waiting,
        )
        sentences.append(waits % {"number": waiting, "place": first_in_line})
    return BLANK.say().join(sentences)
