"""A wording filled in with values, as text and as the paragraphs of its HTML."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from pages.submissions.mail_texts.filling import fill_subject, fill_text
from pages.submissions.mail_texts.html import addresses_in, paragraphs_of
from pages.submissions.mail_texts.kinds import MailKind, Wording


@dataclass(frozen=True)
class FilledIn:
    """A mail that can be read."""

    subject: str
    text: str
    paragraphs: list[SafeString]


def fill_in(kind: MailKind, wording: Wording, values: Mapping[str, str]) -> FilledIn:
    """A wording with a value for each placeholder of its kind."""
    text = fill_text(wording.text, values)
    trusted = (values[each.name] for each in kind.placeholders if each.has_links)
    links = addresses_in([wording.text, *trusted])
    return FilledIn(fill_subject(wording.subject, values), text, paragraphs_of(text, links))
