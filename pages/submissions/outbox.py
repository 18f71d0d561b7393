"""Mails that are never lost: written with what they tell, sent after it, tried again on failure.

The immediate backend of django-tasks sends from within a transaction that may still be rolled back,
its database backend neither retries nor takes up what a killed process left behind: so the rows are
our own, on the queue that the search uses, too (`pages.work`).
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import DatabaseError, connections, transaction

from pages.submissions.models import OutgoingMail
from pages.work import queue
from portal import clock

KIND = "mail"
# Between two mails beside requests: in a rush nobody waits for the mails of those before.
PAUSE_SECONDS = 0.05
LATE_AFTER = timedelta(hours=1)

logger = logging.getLogger(__name__)
# The kinds of work that write mails, done before those that wait are sent.
_writers: dict[str, queue.Work] = {}
_wanted = threading.Event()
_sending = threading.Lock()


class NotDeliveredError(Exception):
    """The mail server did not take a mail."""


def writes_mails(kind: str) -> Callable[[queue.Work], queue.Work]:
    """Marks a function as the work of a kind that writes mails to many."""

    def registered(work: queue.Work) -> queue.Work:
        _writers[kind] = work
        return work

    return registered


def write(mail: OutgoingMail) -> None:
    """Keep a mail in the present transaction and send it once that is committed.

    One with a key that is there already is the same mail and is not written again.
    """
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    queue.put_down(KIND, [mail.key])
    transaction.on_commit(send_soon)


def send_soon() -> None:
    """Send what waits beside the request: nobody waits for a mail server that is slow.

    One thread of a process sends, whoever is in a hurry: it looks once more before it ends.
    """
    _wanted.set()
    if _sending.acquire(blocking=False):
        threading.Thread(target=_send_and_close, name="mail", daemon=True).start()


def send_waiting() -> int:
    """Send what waits and is not being sent by another process; how many rows that were."""
    _write_what_is_due()
    return queue.do(KIND, _send)


def late() -> int:
    """How many mails have been waiting for too long."""
    return queue.overdue(KIND, LATE_AFTER).count()


def _send_and_close() -> None:
    try:
        while _wanted.is_set():
            _wanted.clear()
            _write_what_is_due()
            queue.do(KIND, partial(_send, pause_seconds=PAUSE_SECONDS))
    except DatabaseError:
        logger.warning("Mails wait for the next turn.", exc_info=True)
    finally:
        connections.close_all()
        _sending.release()
    if _wanted.is_set():  # by somebody who came between the last look and the release
        send_soon()


def _write_what_is_due() -> None:
    for kind, work in _writers.items():
        queue.do(kind, work)


def _send(keys: list[str], pause_seconds: float = 0) -> None:
    """Send the mails with these keys, each noted as soon as it is handed over."""
    with get_connection() as connection:
        for mail in OutgoingMail.objects.filter(
            key__in=keys, sent_at=None, given_up_at=None
        ).order_by("pk"):
            message = EmailMultiAlternatives(
                mail.subject,
                mail.text,
                to=[mail.to],
                reply_to=[mail.reply_to] if mail.reply_to else None,
                headers={"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"},
                connection=connection,
            )
            if mail.html:
                message.attach_alternative(mail.html, "text/html")
            if mail.calendar:
                message.attach("event.ics", mail.calendar, "text/calendar")
            _hand_over(message)
            OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=clock.real_now())
            time.sleep(pause_seconds)


def _hand_over(message: EmailMultiAlternatives) -> None:
    """Raises what is noted and logged; the server's own words hold the address of a visitor."""
    try:
        message.send()
    except SMTPException as error:
        code = getattr(error, "smtp_code", "")
        raise NotDeliveredError(f"{type(error).__name__} {code}".strip()) from None


def message_id(mail: OutgoingMail) -> str:
    """The same for every try of a mail (RFC 5322, 3.6.4)."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    return f"<{mail.key.replace(':', '.')}.{mail.written_at:%Y%m%d%H%M%S}@{domain}>"
