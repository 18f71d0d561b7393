"""Placeholders that several kinds of mail have, with what stands for them in a preview."""

from django.utils.translation import gettext_lazy as _

from pages.submissions.mail_texts.kinds import Placeholder
from pages.wording import Text

NAME = Placeholder("name", _("the name of the reader"), Text("見本 花子", "Hanako Mihon"))
MAIL = Placeholder("mail", _("the e-mail address"), Text("mihon@example.jp", "mihon@example.jp"))
MUNICIPALITY = Placeholder("place", _("the municipality"), Text("見本市", "Mihon City"))


def number(sample: str) -> Placeholder:
    """The receipt number, which each form writes in its own way."""
    return Placeholder("number", _("the receipt number"), Text(sample, sample))


def typed(name: str, means: object, ja: str, en: str) -> Placeholder:
    """Something that a visitor typed, of several lines perhaps."""
    return Placeholder(name, means, Text(ja, en), is_block=True)
