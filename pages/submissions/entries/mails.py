"""The mails about an entry, each in the language in which it was begun."""

from datetime import date
from typing import Any

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pages.submissions.entries.models import AwardEntry
from pages.submissions.fields import place_name
from pages.submissions.models import OutgoingMail
from pages.wording import format_date

SALT = "award-entry"
BELOW = "entry/"
MINE = "mine"
_SUBJECTS = {
    "draft": _("Your draft entry (%(number)s): %(round)s"),
    "receipt": _("We have received your entry (%(number)s): %(round)s"),
    "withdrawn": _("Your entry is withdrawn (%(number)s): %(round)s"),
    "reminder": _("Your entry has not been sent yet (%(number)s): %(round)s"),
}


def draft(entry: AwardEntry, page: Any) -> OutgoingMail:
    """The link under which the draft is found again.

    `page`: the round's page in the language of the entry.
    """
    return _mail(entry, "draft", page)


def receipt(entry: AwardEntry, page: Any) -> OutgoingMail:
    """That it arrived, with what was entered."""
    return _mail(entry, "receipt", page)


def withdrawn(entry: AwardEntry, page: Any) -> OutgoingMail:
    """That it takes part no longer."""
    return _mail(entry, "withdrawn", page)


def reminder(entry: AwardEntry, page: Any, closes: date) -> OutgoingMail:
    """That a draft is still to be sent before the closing date."""
    return _mail(entry, f"reminder:{closes:%Y%m%d}", page)


def key_of(entry: AwardEntry, key: str) -> str:
    """The key of a mail about an entry."""
    return f"entry:{entry.key.hex}:{key}"


def own_query(entry: AwardEntry) -> str:
    """The query that leads from the form's address to the own page: the link is all it takes."""
    return f"?{MINE}={signing.dumps(entry.key.hex, salt=SALT)}"


def page_of(entry: AwardEntry) -> Any:
    """The round's page in the language of an entry, or the Japanese one."""
    versions = entry.page.get_translations(inclusive=True)
    version = versions.filter(locale__language_code=entry.language).first()
    return version.specific if version else entry.page


def _mail(entry: AwardEntry, key: str, page: Any) -> OutgoingMail:
    kind = key.partition(":")[0]
    closes = page.status.closes
    with override(entry.language):
        context = {
            "entry": entry,
            "name": entry.name,
            "round": page,
            "place": place_name(entry.municipality) if entry.municipality else "",
            "missing": entry.missing_said,
            "closes": format_date(closes.date()) if closes else "",
            "own_address": f"{page.full_url}{BELOW}{own_query(entry)}",
        }
        return OutgoingMail(
            key=key_of(entry, key),
            to=entry.mail,
            subject=_SUBJECTS[kind] % {"round": page.title, "number": entry.number},
            text=render_to_string(f"emails/entry_{kind}.txt", context),
        )
