"""Registrants change names, addresses, needs and answers themselves; never places or counts.

The form has the fields of the registration, so that nothing gets in that could not be registered.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any
from uuid import uuid5

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pages.submissions import outbox
from pages.submissions.further_questions.questions import (
    Kept,
    Question,
    answers_of,
    kept_answers,
)
from pages.submissions.registrations import mails
from pages.submissions.registrations.form import RegistrationForm
from pages.submissions.registrations.models import (
    Participant,
    Registration,
    RegistrationChange,
)
from pages.submissions.steps import target_of

State = Participant.State
What = RegistrationChange.What


class AddressTakenError(Exception):
    """An address of the form has a place, or waits for one, through another registration."""

    def __init__(self, participant: Participant | None = None) -> None:
        super().__init__()
        self.participant = participant


class RegistrationChangeForm(forms.Form):
    """A registration as its registrant corrects it."""

    prefix = "f"

    def __init__(
        self,
        *args: Any,
        registration: Registration,
        questions: Iterable[Question],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False  # a browser's own messages come in its own language
        self.registration, self.questions = registration, tuple(questions)
        self.people = registration.taking_part
        for number, participant in enumerate(self.people, start=1):
            self._ask_of(participant, number)
        self._ask("needs", "needs", registration.needs)
        given = {each.key: each for each in answers_of(registration.answers)}
        for question in self.questions:
            answer = given.get(question.key)
            self.fields[question.name] = question.field(answer)
            self.initial[question.name] = question.initial(answer)

    def clean(self) -> dict[str, Any]:
        """Refuses one address for two participants."""
        values: dict[str, Any] = super().clean() or {}
        seen: set[str] = set()
        for participant in self.people:
            mail = (values.get(f"mail_{participant.pk}") or "").casefold()
            if mail and mail in seen:
                self.refuse_address_of(participant)
            seen.add(mail)
        return values

    def refuse_address_of(self, participant: Participant) -> None:
        """The same words for an address on this form and for one on another."""
        said = _("Each participant needs an address of their own.")
        self.add_error(f"mail_{participant.pk}", said)

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """The errors of fields, each with the place it leads to, in the order of the page."""
        return [(target_of(each), str(each.errors[0])) for each in self if each.errors]

    @property
    def answers(self) -> Kept:
        """All answers as they are kept, with those to questions that are no longer asked."""
        return kept_answers(self.questions, self.cleaned_data, self.registration.answers)

    def entered_of(self, participant: Participant) -> tuple[str, str]:
        """Name and address of a participant."""
        values = self.cleaned_data
        return values[f"name_{participant.pk}"], values[f"mail_{participant.pk}"]

    def _ask_of(self, participant: Participant, number: int) -> None:
        name, mail = f"name_{participant.pk}", f"mail_{participant.pk}"
        self._ask(name, "name", participant.name)
        self._ask(mail, "mail", participant.mail)
        if participant.mail != self.registration.mail:
            self.fields[mail].help_text = ""
        if number > 1:
            names = {"number": number}
            self.fields[name].label = _("Participant %(number)s: name") % names
            self.fields[mail].label = _("Participant %(number)s: e-mail address") % names

    def _ask(self, name: str, like: str, initial: str) -> None:
        self.fields[name] = deepcopy(RegistrationForm.base_fields[like])
        self.initial[name] = initial


def change(form: RegistrationChangeForm) -> None:
    """Store a valid form, with the mails that tell of it; nothing where nothing is new.

    Raises AddressTakenError, and stores nothing, where another registration has an address.
    Whoever that is learns of it by mail.
    """
    try:
        _changed(form)
    except AddressTakenError as taken:
        if taken.participant:
            _tell_the_other(form.registration, taken.participant)
        raise
    except IntegrityError as raced:  # somebody else has come with the address in this moment
        raise AddressTakenError from raced


@transaction.atomic
def _changed(form: RegistrationChangeForm) -> None:
    registration = Registration.objects.select_for_update().get(pk=form.registration.pk)
    what = {*_people_changed(form), *_others_changed(form, registration)}
    if not what:
        return
    before = registration.mail
    registration.mail = _mail_of(form, before)
    registration.needs, registration.answers = form.cleaned_data["needs"], form.answers
    registration.save(update_fields=["mail", "needs", "answers"])
    noted = RegistrationChange.objects.create(registration=registration, what=sorted(what))
    outbox.write(mails.updated(registration, noted))
    if registration.mail != before:
        outbox.write(mails.updated(registration, noted, to_before=before))


def _people_changed(form: RegistrationChangeForm) -> Iterable[str]:
    """Write names and addresses; which of them are new."""
    people = Participant.objects.exclude(state=State.CANCELLED)
    rows = people.filter(registration=form.registration).in_bulk()
    moving = [row for row in rows.values() if form.entered_of(row)[1] != row.mail]
    _refuse_taken(form, moving)
    # Two who swap their addresses have none for a moment: an address stands but once.
    for row in moving:
        people.filter(pk=row.pk).update(mail_folded=f"changing:{row.pk}")
    for row in rows.values():
        name, mail = form.entered_of(row)
        if name != row.name:
            yield What.NAME
        if mail != row.mail:
            yield What.MAIL
        people.filter(pk=row.pk).update(name=name, mail=mail, mail_folded=mail.casefold())


def _refuse_taken(form: RegistrationChangeForm, moving: Iterable[Participant]) -> None:
    folded = [form.entered_of(row)[1].casefold() for row in moving]
    others = Participant.objects.exclude(state=State.CANCELLED).exclude(
        registration=form.registration
    )
    taken = others.filter(page=form.registration.page_id, mail_folded__in=folded)
    other = taken.select_related("registration__page").first()
    if other is not None:
        raise AddressTakenError(other)


def _others_changed(form: RegistrationChangeForm, registration: Registration) -> Iterable[str]:
    if form.cleaned_data["needs"] != registration.needs:
        yield What.NEEDS
    values = {key: kept["value"] for key, kept in form.answers.items()}
    if values != {key: kept["value"] for key, kept in registration.answers.items()}:
        yield What.ANSWERS


def _mail_of(form: RegistrationChangeForm, before: str) -> str:
    """The address that mails go to: it goes along with its participant."""
    addresses = {each.mail: form.entered_of(each)[1] for each in form.people}
    return addresses.get(before, before)


@transaction.atomic
def _tell_the_other(registration: Registration, participant: Participant) -> None:
    """Once, however often it is tried."""
    key = uuid5(registration.key, participant.mail_folded)
    outbox.write(mails.registered_already(participant.registration, key))
