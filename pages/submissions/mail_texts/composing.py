"""The one place where mails are made: the wording of a kind, filled in, as text and as HTML."""

from collections.abc import Mapping
from typing import Any

from pages.submissions.mail_texts.html import html_of
from pages.submissions.mail_texts.kinds import MailKind
from pages.submissions.mail_texts.models import MailText
from pages.submissions.mail_texts.rendering import fill_in
from pages.submissions.models import OutgoingMail


def compose(
    kind: MailKind, language: str, values: Mapping[str, str], **columns: Any
) -> OutgoingMail:
    """A mail in a language; `values` for each placeholder of its kind, `columns` such as `to`."""
    own = MailText.objects.filter(kind=kind.key).first() or MailText(kind=kind.key)
    filled = fill_in(kind, own.wording(language), values)
    return OutgoingMail(
        subject=filled.subject,
        text=filled.text,
        html=html_of(filled.subject, filled.paragraphs, language),
        **columns,
    )
