"""Sending a message to registrants: once, to those who are in line, each in their language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from pages.submissions import outbox
from pages.submissions.log_actions import WROTE_TO_REGISTRANTS
from pages.submissions.mail_texts.composing import compose
from pages.submissions.messages.models import STATES, RegistrantMessage
from pages.submissions.registrations import mails
from pages.submissions.registrations.mail_kinds import MESSAGE
from pages.submissions.registrations.models import Participant, Registration
from pages.work import queue
from portal import clock

KIND = "message"
Chosen = list[tuple[Registration, list[Participant]]]


def chosen(page_id: int, audience: str, until: datetime | None = None) -> Chosen:
    """The registrations of an event that a message is for, each with the participants concerned."""
    states = STATES[RegistrantMessage.Audience(audience)]
    registrations = Registration.objects.filter(page=page_id).order_by("pk")
    if until is not None:
        registrations = registrations.filter(received_at__lte=until)
    pairs = (
        (registration, [each for each in registration.in_line if each.state in states])
        for registration in registrations.select_related("page").prefetch_related("participants")
    )
    return [(registration, people) for registration, people in pairs if people]


@transaction.atomic
def send(message: RegistrantMessage, count: int) -> bool:
    """Have the mails of a message written and sent; false where it has been sent before.

    `count`: to how many, as the editor has seen it; it is noted in the history of the event.
    """
    if _is_stored(message):
        return False
    queue.put_down(KIND, [message.key.hex])
    data = {"subject": message.subject_ja, "audience": message.audience, "count": count}
    log(instance=message.page, action=WROTE_TO_REGISTRANTS, data=data)
    transaction.on_commit(outbox.send_soon)
    return True


@outbox.writes_mails(KIND)
def write(keys: Sequence[str]) -> None:
    """Write the mails of some messages, those of each all together or not at all."""
    for key in keys:
        with transaction.atomic():
            unwritten = RegistrantMessage.objects.filter(key=UUID(key), written_at=None)
            message = unwritten.select_for_update().first()
            if message is not None:
                _write(message)


def write_due() -> None:
    """Write the mails of all messages that have none yet."""
    unwritten = RegistrantMessage.objects.filter(written_at=None)
    write([key.hex for key in unwritten.values_list("key", flat=True)])


def samples(message: RegistrantMessage, page: Any) -> list[tuple[str, Any]]:
    """The mails as registrants will read them, by language, with samples for what is personal."""
    return [
        (language, _sample(message, page, language))
        for language in ("ja", "en")
        if message.words(language)[2] == language
    ]


def send_test(message: RegistrantMessage, page: Any, to: str, key: UUID) -> None:
    """Send the samples to an editor; `key` is of the press, so that one press sends them once."""
    for language, mail in samples(message, page):
        mail.key, mail.to = f"test:{key.hex}:{language}", to
        outbox.write(mail)


def _is_stored(message: RegistrantMessage) -> bool:
    """Whether it was there before; stored now, where it was not."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return True
    return False


def _write(message: RegistrantMessage) -> None:
    pages: dict[str, Any] = {}
    pairs = chosen(message.page_id, message.audience, message.sent_at)
    for registration, people in pairs:
        subject, text, language = message.words(registration.language)
        pages[language] = pages.get(language) or mails.version_of(registration.page, language)
        key = f"message:{message.key.hex}"
        words = {"subject": subject, "message": text}
        outbox.write(
            mails.message(registration, key, people, pages[language], words, language=language)
        )
    message.written_at, message.count = clock.now(), len(pairs)
    message.save(update_fields=["written_at", "count"])


def _sample(message: RegistrantMessage, page: Any, language: str) -> Any:
    subject, text, _language = message.words(language)
    version = mails.version_of(page, language)
    values = MESSAGE.samples(language) | {
        "event": version.title,
        "when": mails.when(version, language),
        "subject": subject,
        "message": text,
    }
    return compose(MESSAGE, language, values)
