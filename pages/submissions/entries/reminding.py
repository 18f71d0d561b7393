"""Writing to whoever has a draft in a round that closes soon."""

import re
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from pages.submissions import outbox
from pages.submissions.entries import mails
from pages.submissions.entries.models import AwardEntry
from pages.submissions.form_below import MINE
from pages.submissions.models import OutgoingMail

_LINK = re.compile(rf"(?<=[?&]{MINE}=)\S+")


def to_be_reminded(page: Any) -> QuerySet[AwardEntry]:
    """The drafts of a round, by its Japanese page, that were not written to for this deadline."""
    closes = _closes(page)
    if closes is None or not (page.live and page.takes_entries_now):
        return AwardEntry.objects.none()
    drafts = AwardEntry.objects.filter(page=page.pk, state=AwardEntry.State.DRAFT)
    related = drafts.exclude(reminded_for=closes).select_related("page", "municipality")
    return related.order_by("pk")


def examples(page: Any) -> dict[str, OutgoingMail]:
    """By language, the first mail in each in which any will be sent.

    As it will be sent, but for the link, which is the entrant's key.
    """
    first: dict[str, AwardEntry] = {}
    for entry in to_be_reminded(page):
        first.setdefault(entry.language, entry)
    written = {language: _written(entry, page) for language, entry in first.items()}
    for mail in written.values():
        mail.text = _LINK.sub("…", mail.text)
    return written


def remind(page: Any) -> int:
    """Write to everybody who was not written to for this deadline; how many mails that are."""
    return sum(_reminded(entry, page) for entry in to_be_reminded(page))


@transaction.atomic
def _reminded(entry: AwardEntry, page: Any) -> bool:
    closes = _closes(page)
    drafts = AwardEntry.objects.filter(pk=entry.pk, state=AwardEntry.State.DRAFT)
    # Of two who press the button, one writes the mail.
    if not drafts.exclude(reminded_for=closes).update(reminded_for=closes):
        return False
    outbox.write(_written(entry, page))
    return True


def _written(entry: AwardEntry, page: Any) -> OutgoingMail:
    return mails.reminder(entry, mails.page_of(entry), page.status.closes.date())


def _closes(page: Any) -> Any:
    closes = page.status.closes
    return closes.date() if closes else None
