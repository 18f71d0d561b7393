"""The mails to registrants, each in the language they registered in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pages import wording
from pages.base.changes import FactChange
from pages.lifecycle import CALLED_OFF
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.models import Participant, Places, Registration

SALT = "registration"
BELOW = "apply/"
_SUBJECTS = {
    "receipt": _("Your registration (%(number)s): %(event)s"),
    "again": _("You are registered already (%(number)s): %(event)s"),
    "cancelled": _("Cancelled (%(number)s): %(event)s"),
    "moved": _("You have a place now (%(number)s): %(event)s"),
    "reminder": _("Reminder (%(number)s): %(event)s"),
    "changed": _("Changed (%(number)s): %(event)s"),
    "event-cancelled": _("The event is cancelled (%(number)s): %(event)s"),
    "event-postponed": _("The event is postponed (%(number)s): %(event)s"),
}


def receipt(
    registration: Registration, people: Sequence[Participant], page: Any, calendar: str
) -> OutgoingMail:
    """That it arrived, who has a place and who waits, and the event for the own calendar.

    `page`: the event's page with the form, in the language of the registration.
    """
    mail = _mail(registration, "receipt", people, page)
    mail.calendar = calendar
    return mail


def registered_already(registration: Registration, key: UUID) -> OutgoingMail:
    """That somebody has sent the form again with an address of this registration."""
    people = registration.in_line
    return _mail(registration, f"again:{key.hex}", people, page_of(registration))


def cancelled(registration: Registration, people: Sequence[Participant]) -> OutgoingMail:
    """Who no longer takes part."""
    page = page_of(registration)
    return _mail(registration, f"cancelled:{_turns(people)}", people, page)


def moved_up(registration: Registration, people: Sequence[Participant]) -> OutgoingMail:
    """Who has a place now, after waiting for one."""
    return _mail(registration, f"moved:{_turns(people)}", people, page_of(registration))


def changed(
    changes: Sequence[FactChange],
    key: str,
    registration: Registration,
    people: Sequence[Participant],
    page: Any,
) -> OutgoingMail:
    """That the time or place has changed, or that the event is called off, with the reason."""
    outcome = page.facts.outcome
    off = f"event-{outcome}"
    more = {"changes": changes, "outcome": outcome, "reason": _reason(page, registration.language)}
    subject = off if off in _SUBJECTS else "changed"
    return _mail(registration, key, people, page, subject=subject, **more)


def reminder(
    places: Places,
    key: str,
    registration: Registration,
    people: Sequence[Participant],
    page: Any,
) -> OutgoingMail:
    """That the event is near, and how to take part."""
    return _mail(registration, key, people, page, joining=places)


def key_of(registration: Registration, key: str) -> str:
    """The key of a mail about a registration."""
    return f"registration:{registration.key.hex}:{key}"


def own_address(registration: Registration, page: Any) -> str:
    """Where the registrant sees and cancels the registration; the link is all it takes."""
    token = signing.dumps(registration.key.hex, salt=SALT)
    return f"{page.full_url}{BELOW}?mine={token}"


def page_of(registration: Registration) -> Any:
    """The event's page in the language of a registration, or the Japanese one."""
    versions = registration.page.get_translations(inclusive=True)
    version = versions.filter(locale__language_code=registration.language).first()
    return version.specific if version else registration.page


def when(page: Any) -> str:
    """Day and hours of an event, in the language being read."""
    first, starts, last, ends = page.hours
    return wording.format_span(first, starts, last, ends) if first else ""


def _reason(page: Any, language: str) -> str:
    """Why an event is called off, in the language of a registrant where it was given in it."""
    facts = page.facts
    reasons = {"ja": facts.cancellation_reason_ja, "en": facts.cancellation_reason_en}
    return reasons[language] or reasons["ja"] or ""


def _mail(
    registration: Registration,
    key: str,
    people: Sequence[Participant],
    page: Any,
    *,
    subject: str = "",
    **more: Any,
) -> OutgoingMail:
    kind = key.partition(":")[0]
    with override(registration.language):
        context = {
            "registration": registration,
            "people": people,
            "event": page,
            "when": when(page),
            "fee": f"{registration.fee_jpy:,}",
            "own_address": own_address(registration, page),
            "name": people[0].name if people else "",
            # Nobody has a place at what does not take place, and no day is told that is off.
            "is_off": page.facts.outcome in CALLED_OFF,
            **more,
        }
        return OutgoingMail(
            key=key_of(registration, key),
            to=registration.mail,
            subject=_SUBJECTS[subject or kind]
            % {"event": page.title, "number": registration.number},
            text=render_to_string(f"emails/registration_{kind}.txt", context),
        )


def _turns(people: Sequence[Participant]) -> str:
    return ".".join(str(each.turn) for each in people)[:40]
