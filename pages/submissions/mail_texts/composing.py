"""The one place where mails are made: the wording of a kind, filled in, as text and as HTML."""

from collections.abc import Mapping
from typing import Any

from pages.submissions.mail_texts.html import html_of
from pages.submissions.mail_texts.kinds import MailKind, Wording
from pages.submissions.mail_texts.models import MailText
from pages.submissions.mail_texts.rendering import fill_in
from pages.submissions.models import OutgoingMail
from pages.work.kept import Kept

_wordings = Kept(128)


def compose(
    kind: MailKind, language: str, values: Mapping[str, str], **columns: Any
) -> OutgoingMail:
    """A mail in a language; `values` for each placeholder of its kind, `columns` such as `to`."""
    filled = fill_in(kind, wording_of(kind, language), values)
    return OutgoingMail(
        subject=filled.subject,
        text=filled.text,
        html=html_of(filled.subject, filled.paragraphs, language),
        **columns,
    )


def wording_of(kind: MailKind, language: str) -> Wording:
    """The wording in use: the secretariat's own, or that which comes with the portal."""

    def read() -> Wording:
        own = MailText.objects.filter(kind=kind.key).first() or MailText(kind=kind.key)
        return own.wording(language)

    return _wordings.get((kind.key, language), read)
