"""The mails about enquiries, each in the language of who reads it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pages.submissions.mail_texts.composing import compose
from pages.submissions.mail_texts.kinds import SECRETARIAT, MailKind, Placeholder, declare
from pages.submissions.mail_texts.placeholders import MAIL, NAME, number, typed
from pages.submissions.models import Enquiry, OutgoingMail
from pages.wording import Text

_PLACEHOLDERS = (
    replace(NAME, means=_("the name of the visitor")),
    number("Q-2026-00001"),
    Placeholder("subject", _("the subject of the enquiry"), Text("その他", "Other")),
    Placeholder(
        "organisation", _("the municipality or organisation"), Text("見本市", "Mihon City")
    ),
    MAIL,
    typed(
        "text",
        _("the text of the enquiry"),
        "入会の手続きについて教えてください。",
        "Please tell us how to join.",
    ),
)
RECEIPT = declare(
    MailKind(
        "enquiry-receipt",
        title=_("Enquiry: receipt"),
        purpose=_("To the visitor, as soon as an enquiry has arrived."),
        subject=_("We have received your enquiry (%(number)s)"),
        template="emails/enquiry_receipt.txt",
        placeholders=_PLACEHOLDERS,
        required=("number",),
    )
)
FORWARDED = declare(
    MailKind(
        "enquiry-forwarded",
        title=_("Enquiry: to who answers it"),
        purpose=_("To the address of the subject. A reply goes to the visitor."),
        subject=_("Enquiry %(number)s: %(subject)s"),
        template="emails/enquiry_forwarded.txt",
        placeholders=_PLACEHOLDERS,
        required=("text",),
        languages=(SECRETARIAT,),
    )
)


def receipt(enquiry: Enquiry) -> OutgoingMail:
    """To the visitor, in the language of the form: that it arrived, with its number and text."""
    return compose(
        RECEIPT,
        enquiry.language,
        _values(enquiry, enquiry.language),
        key=f"enquiry:{enquiry.pk}:receipt",
        to=enquiry.mail,
        reply_to=enquiry.subject.mail if enquiry.subject else "",
    )


def forwarded(enquiry: Enquiry) -> OutgoingMail:
    """To who answers the subject; a reply goes to the visitor."""
    assert enquiry.subject is not None
    return compose(
        FORWARDED,
        SECRETARIAT,
        _values(enquiry, SECRETARIAT),
        key=f"enquiry:{enquiry.pk}:forwarded",
        to=enquiry.subject.mail,
        reply_to=enquiry.mail,
    )


def _values(enquiry: Enquiry, language: str) -> dict[str, str]:
    with override(language):
        return {
            "name": enquiry.name,
            "number": enquiry.number,
            "subject": enquiry.subject.name if enquiry.subject else "-",
            "organisation": enquiry.organisation or "-",
            "mail": enquiry.mail,
            "text": enquiry.text,
        }
