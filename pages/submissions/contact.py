"""The enquiry: a subject, who asks, and what; a receipt to the visitor, the text to who answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pages.submissions import outbox
from pages.submissions.fields import MailField
from pages.submissions.mails import forwarded, receipt
from pages.submissions.models import ContactSubject, Enquiry
from pages.submissions.steps import FormKind, Receipt, VisitorForm

LONGEST_TEXT = 4000


class ContactForm(VisitorForm):
    """An enquiry as a visitor writes it."""

    purpose = _(
        "We use what you enter to answer your enquiry and for nothing else."
        " It is erased one year after we received it."
    )
    version = "contact-2026-11"

    subject: Any = forms.ModelChoiceField(
        ContactSubject.objects.all(),
        label=_("What it is about"),
        empty_label=_("Choose a subject"),
        error_messages={"required": _("Choose what your enquiry is about.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    organisation = forms.CharField(
        label=_("Municipality or organisation"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    mail = MailField(
        label=_("E-mail address"),
        help_text=_("We send our answer to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Enter your e-mail address.")},
    )
    text = forms.CharField(
        label=_("Your enquiry"),
        max_length=LONGEST_TEXT,
        help_text=_("Up to 4,000 characters."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Enter your enquiry.")},
    )
    field_order = ["subject", "name", "organisation", "mail", "text"]


@transaction.atomic
def enquire(form: ContactForm, key: UUID, language: str) -> Receipt:
    """The enquiry with both mails, in one transaction; received once however often sent."""
    values = {name: form.cleaned_data[name] for name in form.field_order}
    enquiry, is_new = Enquiry.objects.get_or_create(
        key=key, defaults={**values, "language": language, "notice": form.version}
    )
    if is_new:
        outbox.write(receipt(enquiry))
        outbox.write(forwarded(enquiry))
    return Receipt(enquiry.number)


CONTACT = FormKind(ContactForm, enquire)


def can_be_asked() -> bool:
    """Whether there is anybody who answers."""
    return ContactSubject.objects.exists()
