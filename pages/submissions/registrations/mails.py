"""The mails to registrants, each in the language they registered in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import override

from pages import wording
from pages.base.changes import FactChange
from pages.lifecycle import CALLED_OFF
from pages.submissions.mail_texts.composing import compose
from pages.submissions.mail_texts.kinds import MailKind
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations import mail_kinds as kinds
from pages.submissions.registrations.models import (
    Participant,
    Places,
    Registration,
    RegistrationChange,
)

SALT = "registration"
BELOW = "apply/"
_OFF = {"cancelled": kinds.EVENT_CANCELLED, "postponed": kinds.EVENT_POSTPONED}


def receipt(
    registration: Registration, people: Sequence[Participant], page: Any, calendar: str
) -> OutgoingMail:
    """That it arrived, who has a place and who waits, and the event for the own calendar.

    `page`: the event's page with the form, in the language of the registration.
    """
    with override(registration.language):
        told = {"fee": _fee(registration), "draw": _draw(people)}
    mail = _mail(kinds.RECEIPT, registration, "receipt", people, page, **told)
    mail.calendar = calendar
    return mail


def registered_already(registration: Registration, key: UUID) -> OutgoingMail:
    """That somebody has sent the form again with an address of this registration."""
    people = registration.in_line
    page = page_of(registration)
    return _mail(kinds.AGAIN, registration, f"again:{key.hex}", people, page)


def cancelled(registration: Registration, people: Sequence[Participant]) -> OutgoingMail:
    """Who no longer takes part."""
    key, page = f"cancelled:{_turns(people)}", page_of(registration)
    return _mail(kinds.CANCELLED, registration, key, people, page)


def moved_up(registration: Registration, people: Sequence[Participant]) -> OutgoingMail:
    """Who has a place now, after waiting for one."""
    key, page = f"moved:{_turns(people)}", page_of(registration)
    return _mail(kinds.MOVED, registration, key, people, page)


def updated(
    registration: Registration, noted: RegistrationChange, to_before: str = ""
) -> OutgoingMail:
    """That the registrant has changed something; also `to_before`, the address it went to."""
    key = f"updated:{noted.pk}:before" if to_before else f"updated:{noted.pk}"
    people, page = registration.in_line, page_of(registration)
    with override(registration.language):
        elsewhere = _("Further mails about it go to another address.") if to_before else ""
        told = {"noted": str(noted), "elsewhere": elsewhere}
    mail = _mail(kinds.UPDATED, registration, key, people, page, **told)
    mail.to = to_before or registration.mail
    return mail


def changed(
    changes: Sequence[FactChange],
    key: str,
    registration: Registration,
    people: Sequence[Participant],
    page: Any,
) -> OutgoingMail:
    """That the time or place has changed, or that the event is called off, with the reason."""
    language = registration.language
    with override(language):
        told = "\n".join(_told(change) for change in changes)
    return _mail(
        _OFF.get(page.facts.outcome, kinds.CHANGED),
        registration,
        key,
        people,
        page,
        changes=told,
        reason=_reason(page, language),
        fee=_fee(registration),
    )


def drawn(
    key: str, registration: Registration, people: Sequence[Participant], page: Any
) -> OutgoingMail:
    """Who has a place after the draw, and who waits for one."""
    return _mail(kinds.DRAWN, registration, key, people, page)


def reminder(
    places: Places,
    key: str,
    registration: Registration,
    people: Sequence[Participant],
    page: Any,
) -> OutgoingMail:
    """That the event is near, and how to take part."""
    with override(registration.language):
        lines = (places.joining_note, places.joining_url)
    joining = "\n".join(line for line in lines if line)
    return _mail(kinds.REMINDER, registration, key, people, page, joining=joining)


def thanks(
    key: str, registration: Registration, people: Sequence[Participant], page: Any
) -> OutgoingMail:
    """That those who came find their certificates on their own page."""
    names = "\n".join(each.name for each in people)
    return _mail(kinds.THANKS, registration, key, people, page, participants=names)


def resent(registration: Registration, people: Sequence[Participant], count: int) -> OutgoingMail:
    """The registration as it is now, for who has lost the link."""
    key, page = f"resent:{count}", page_of(registration)
    return _mail(kinds.RESENT, registration, key, people, page)


def message(
    registration: Registration,
    key: str,
    people: Sequence[Participant],
    page: Any,
    words: dict[str, str],
    *,
    language: str,
) -> OutgoingMail:
    """A message of the secretariat, in the language in which it was written."""
    return _mail(kinds.MESSAGE, registration, key, people, page, language=language, **words)


def key_of(registration: Registration, key: str) -> str:
    """The key of a mail about a registration."""
    return f"registration:{registration.key.hex}:{key}"


def own_address(registration: Registration, page: Any) -> str:
    """Where the registrant sees and cancels the registration; the link is all it takes."""
    token = signing.dumps(registration.key.hex, salt=SALT)
    return f"{page.full_url}{BELOW}?mine={token}"


def page_of(registration: Registration) -> Any:
    """The event's page in the language of a registration, or the Japanese one."""
    return version_of(registration.page, registration.language)


def version_of(page: Any, language: str) -> Any:
    """An event's page in a language, or the page itself where there is none."""
    versions = page.get_translations(inclusive=True)
    version = versions.filter(locale__language_code=language).first()
    return version.specific if version else page


def when(page: Any, language: str | None = None) -> str:
    """Day and hours of an event in a language, or in the one being read."""
    first, starts, last, ends = page.hours
    return wording.format_span(first, starts, last, ends, language) if first else ""


def _reason(page: Any, language: str) -> str:
    """Why an event is called off, in the language of a registrant where it was given in it."""
    facts = page.facts
    reasons = {"ja": facts.cancellation_reason_ja, "en": facts.cancellation_reason_en}
    return reasons[language] or reasons["ja"] or ""


def _mail(
    kind: MailKind,
    registration: Registration,
    key: str,
    people: Sequence[Participant],
    page: Any,
    *,
    language: str = "",
    **more: str,
) -> OutgoingMail:
    language = language or registration.language
    # Nobody has a place at what does not take place, and no day is told that is off.
    is_off = page.facts.outcome in CALLED_OFF
    with override(language):
        values = {
            "name": people[0].name if people else "",
            "number": registration.number,
            "event": page.title,
            "when": "" if is_off else when(page),
            "participants": "\n".join(_line(each, is_off) for each in people),
            "own_page": own_address(registration, page),
            **more,
        }
    mail_key = key_of(registration, key)
    return compose(kind, language, values, key=mail_key, to=registration.mail)


def _line(participant: Participant, is_off: bool) -> str:
    return participant.name if is_off else f"{participant.name}: {participant.get_state_display()}"


def _told(change: FactChange) -> str:
    names = {
        "fact": wording.changed_fact(change.fact),
        "after": wording.changed_value(change.fact, change.after),
        "before": wording.changed_value(change.fact, change.before),
    }
    return _("%(fact)s: %(after)s (before: %(before)s)") % names


def _fee(registration: Registration) -> str:
    return f"{registration.fee_jpy:,}" if registration.fee_jpy else ""


def _draw(people: Sequence[Participant]) -> str:
    """That there will be a draw, to who waits for it."""
    if people[0].state != Participant.State.PENDING:
        return ""
    return _(
        "Places are given by lot after applications have closed. We will tell you the outcome by"
        " e-mail."
    )


def _turns(people: Sequence[Participant]) -> str:
    return ".".join(str(each.turn) for each in people)[:40]
