"""The words of the mails, each in the language of who reads it."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from pages.submissions.models import Enquiry, OutgoingMail

SECRETARIAT = "ja"


def receipt(enquiry: Enquiry) -> OutgoingMail:
    """To the visitor, in the language of the form: that it arrived, with its number and text."""
    with override(enquiry.language):
        return OutgoingMail(
            key=f"enquiry:{enquiry.pk}:receipt",
            to=enquiry.mail,
            reply_to=enquiry.subject.mail if enquiry.subject else "",
            subject=_("We have received your enquiry (%(number)s)") % {"number": enquiry.number},
            text=render_to_string("emails/enquiry_receipt.txt", {"enquiry": enquiry}),
        )


def forwarded(enquiry: Enquiry) -> OutgoingMail:
    """To who answers the subject; a reply goes to the visitor."""
    assert enquiry.subject is not None
    with override(SECRETARIAT):
        names = {"number": enquiry.number, "subject": enquiry.subject.name}
        return OutgoingMail(
            key=f"enquiry:{enquiry.pk}:forwarded",
            to=enquiry.subject.mail,
            reply_to=enquiry.mail,
            subject=_("Enquiry %(number)s: %(subject)s") % names,
            text=render_to_string("emails/enquiry_forwarded.txt", {"enquiry": enquiry}),
        )
