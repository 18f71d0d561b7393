"""The mails about an entry, each in the language in which it was begun."""

from datetime import date
from typing import Any

from django.core import signing
from django.utils.translation import override

from pages.submissions.entries import mail_kinds as kinds
from pages.submissions.entries.models import AwardEntry
from pages.submissions.fields import place_name
from pages.submissions.form_below import MINE
from pages.submissions.mail_texts.composing import compose
from pages.submissions.mail_texts.kinds import MailKind
from pages.submissions.models import OutgoingMail
from pages.wording import format_date
from portal import clock

SALT = "award-entry"
BELOW = "entry/"


def draft(entry: AwardEntry, page: Any) -> OutgoingMail:
    """The link under which the draft is found again.

    `page`: the round's page in the language of the entry.
    """
    return _mail(kinds.DRAFT, entry, "draft", page)


def receipt(entry: AwardEntry, page: Any) -> OutgoingMail:
    """That it arrived, with what was entered."""
    return _mail(kinds.RECEIPT, entry, "receipt", page)


def withdrawn(entry: AwardEntry, page: Any) -> OutgoingMail:
    """That it takes part no longer."""
    return _mail(kinds.WITHDRAWN, entry, "withdrawn", page)


def link(entry: AwardEntry, page: Any) -> OutgoingMail:
    """The link once more, for who has lost it; once a day."""
    return _mail(kinds.LINK, entry, f"link:{clock.today():%Y%m%d}", page)


def reminder(entry: AwardEntry, page: Any, closes: date) -> OutgoingMail:
    """That a draft is still to be sent before the closing date."""
    return _mail(kinds.REMINDER, entry, f"reminder:{closes:%Y%m%d}", page)


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


def _mail(kind: MailKind, entry: AwardEntry, key: str, page: Any) -> OutgoingMail:
    closes = page.status.closes
    with override(entry.language):
        values = {
            "name": entry.name,
            "number": entry.number,
            "round": page.title,
            "place": place_name(entry.municipality) if entry.municipality else "",
            "project": entry.project,
            "summary": entry.summary,
            "files": entry.file_names,
            "missing": entry.missing_said,
            "closes": format_date(closes.date()) if closes else "",
            "own_page": f"{page.full_url}{BELOW}{own_query(entry)}",
        }
    told = {name: values[name] for name in kind.names}
    return compose(kind, entry.language, told, key=key_of(entry, key), to=entry.mail)
