"""The one place where mails are made: the wording of a kind, filled in, as text and as HTML."""

from collections.abc import Mapping
from typing import Any

from pages.submissions.mail_texts.filling import fill_subject, fill_text
from pages.submissions.mail_texts.html import addresses_in, html_of
from pages.submissions.mail_texts.kinds import MailKind, Wording
from pages.submissions.models import OutgoingMail


def compose(
    kind: MailKind, language: str, values: Mapping[str, str], **columns: Any
) -> OutgoingMail:
    """A mail in a language; `values` for each placeholder of its kind, `columns` such as `to`."""
    return composed(kind, kind.built_in(language), language, values, **columns)


def composed(
    kind: MailKind, wording: Wording, language: str, values: Mapping[str, str], **columns: Any
) -> OutgoingMail:
    """A mail in a given wording."""
    subject, text = fill_subject(wording.subject, values), fill_text(wording.text, values)
    trusted = (values[each.name] for each in kind.placeholders if each.has_links)
    links = addresses_in([wording.text, *trusted])
    html = html_of(subject, text, language, links)
    return OutgoingMail(subject=subject, text=text, html=html, **columns)
