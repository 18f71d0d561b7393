"""Registering, cancelling and moving up, each with the mails that tell of it in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import ngettext

from pages.submissions import outbox
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations import mails, places
from pages.submissions.registrations.form import RegistrationForm, beyond_quota
from pages.submissions.registrations.models import Participant, Places, Registration
from pages.submissions.steps import Receipt
from pages.wording.punctuation import BLANK

State = Participant.State


@dataclass
class Attempt:
    """A registration that is not stored yet, with the mail about it."""

    registration: Registration
    people: list[Participant]
    mail: OutgoingMail


def register(form: RegistrationForm, key: UUID, language: str) -> Receipt:
    """Places, or turns on the waiting list, for everybody on the form; one mail with the outcome.

    An address that is registered already gets a mail that says so, and the receipt looks like any
    other: from the form nobody learns who takes part. Raises a ValidationError where the quota is
    reached meanwhile.
    """
    try:
        attempt = _stored(form, key, language)
    except places.QuotaReachedError as reached:
        raise forms.ValidationError({"municipality": beyond_quota(reached.left)}) from reached
    except IntegrityError:  # the form, or an address on it, is there already
        receipt = _received_before(key) or _told_again(form, key)
        if receipt is None:
            raise
        return receipt
    return Receipt(attempt.registration.number, _outcome(attempt.people))


def _stored(form: RegistrationForm, key: UUID, language: str) -> Attempt:
    """The registration as it is stored.

    Whoever stores has the row of the event, and others wait: so all is made before, for as many
    places as there seem to be, and made again only where there were fewer.
    """
    offer, wanted = form.offer, len(form.participants)
    seen = places.seen(offer.event.pk)
    if seen is None or offer.differs_from(seen):
        follow_event(offer.event.pk, offer.capacity, offer.begins_at, by_lot=offer.by_lot)
        seen = places.seen(offer.event.pk)
    expected = places.expected(seen, wanted)
    attempt = _attempt(form, key, language, *expected)
    with transaction.atomic():
        given = places.take(offer.event.pk, wanted)
        if (given.places, given.rest) != expected:
            attempt = _attempt(form, key, language, given.places, given.rest)
        municipality = form.cleaned_data["municipality"]
        places.count_for(offer.event.pk, municipality.pk, wanted, form.quota.addresses)
        attempt.registration.save(force_insert=True)
        for at, participant in enumerate(attempt.people):
            participant.turn = given.first_turn + at
        Participant.objects.bulk_create(attempt.people)
        outbox.write(attempt.mail)
    return attempt


def _attempt(form: RegistrationForm, key: UUID, language: str, given: int, rest: State) -> Attempt:
    values, offer = form.cleaned_data, form.offer
    registration = Registration(
        key=key,
        language=language,
        notice=form.version,
        page_id=offer.event.pk,
        municipality=values["municipality"],
        affiliation=values["affiliation"],
        mail=values["mail"],
        needs=values["needs"],
        answers=form.answers,
        was_member=values["municipality"].is_member,
        fee_jpy=form.fee_jpy,
    )
    people = [
        Participant(
            registration=registration,
            page_id=offer.event.pk,
            name=name,
            mail=mail,
            mail_folded=mail.casefold(),
            state=State.ACCEPTED if at < given else rest,
        )
        for at, (name, mail) in enumerate(form.participants)
    ]
    mail = mails.receipt(registration, people, offer.page, offer.calendar())
    return Attempt(registration, people, mail)


def _received_before(key: UUID) -> Receipt | None:
    """The receipt of a form that was sent twice."""
    known = Registration.objects.filter(key=key).first()
    return Receipt(known.number, _outcome(known.in_line)) if known else None


@transaction.atomic
def _told_again(form: RegistrationForm, key: UUID) -> Receipt | None:
    """A mail to each address that is registered, and a receipt like any other; or none."""
    event = form.offer.event
    folded = {mail.casefold() for _name, mail in form.participants}
    people = Participant.objects.filter(page_id=event.pk, mail_folded__in=folded)
    known = people.exclude(state=State.CANCELLED).order_by().values("registration")
    registrations = list(Registration.objects.filter(pk__in=known))
    for registration in registrations:
        outbox.write(mails.registered_already(registration, key))
    if not registrations:
        return None
    row = Places.objects.get(pk=event.pk)
    number, wanted = Registration(key=key).number, len(form.participants)
    given, rest = places.expected(row, wanted)
    if rest == State.PENDING:
        return Receipt(number, _said_of_draw(wanted))
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
def follow_event(
    page_id: int, capacity: int | None, begins_at: datetime | None, *, by_lot: bool
) -> None:
    """Take over what an event says now; who gets one of more places is told by mail."""
    _tell_who_moved_up(places.follow_facts(page_id, capacity, begins_at, by_lot=by_lot))


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
    pending = [each for each in people if each.state == State.PENDING]
    if pending:
        return _said_of_draw(len(pending))
    first = places.place_in_line(waiting[0]) if waiting else 0
    return _said(len(given), len(waiting), first)


def _said_of_draw(pending: int) -> str:
    """The outcome of a form before the draw, in the language being read."""
    return ngettext(
        "%(number)s participant takes part in the draw.",
        "%(number)s participants take part in the draw.",
        pending,
    ) % {"number": pending}


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
