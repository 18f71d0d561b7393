"""The form of membership: which municipality, who asks for it, and from when."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.records.models import Municipality
from pages.submissions import outbox
from pages.submissions.fields import DayField, MailField, MunicipalityField, place_name
from pages.submissions.memberships import mails
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.models import ContactSubject
from pages.submissions.steps import FormKind, Receipt, VisitorForm, said_of
from pages.wording import format_date
from portal import clock

LONGEST_REMARKS = 2000


class MembershipForm(VisitorForm):
    """A request for membership as a visitor writes it."""

    purpose = gettext_lazy(
        "We use what you enter to decide on the membership of your municipality, and to tell you"
        " of it. It is erased one year after the decision. That a municipality is a member is"
        " public from the day on from which it is one."
    )
    version = "membership-2026-11"

    municipality = MunicipalityField(
        label=gettext_lazy("Name of your municipality"),
        help_text=gettext_lazy(
            "In kanji, kana or Latin letters. Where several have the name, with the prefecture."
            " Prefectures apply on paper."
        ),
        error_messages={
            "required": gettext_lazy("Enter your municipality."),
            "unknown": gettext_lazy(
                "No municipality of this name is on record. Check how it is written; if it is"
                " right, please apply on paper."
            ),
        },
    )
    mayor = forms.CharField(
        label=gettext_lazy("Name of the mayor"),
        max_length=80,
        error_messages={"required": gettext_lazy("Enter the name of the mayor.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the person in charge"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter the name of the person in charge.")},
    )
    department = forms.CharField(
        label=gettext_lazy("Department of the person in charge"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter the department.")},
    )
    mail = MailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We tell you the decision at this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    wished_from = DayField(
        label=gettext_lazy("Day from which you wish to be a member"),
        help_text=gettext_lazy("Such as 2023-04-01. Leave it empty if any day suits you."),
        required=False,
    )
    remarks = forms.CharField(
        label=gettext_lazy("Remarks"),
        max_length=LONGEST_REMARKS,
        help_text=gettext_lazy("Up to 2,000 characters."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = [
        *("municipality", "mayor", "name", "department", "mail", "phone"),
        *("wished_from", "remarks"),
    ]

    def clean_municipality(self) -> Municipality:
        """Refuses one that is a member already, which everybody may know."""
        municipality: Municipality = self.cleaned_data["municipality"]
        if municipality.is_member:
            said = _("%(place)s is a member of the Council already.")
            raise forms.ValidationError(said % {"place": place_name(municipality)})
        return municipality

    def clean_wished_from(self) -> date | None:
        """Refuses a day that is over."""
        day: date | None = self.cleaned_data["wished_from"]
        if day and day < clock.today():
            raise forms.ValidationError(_("Enter today or a later day, or leave it empty."))
        return day

    @property
    def given(self) -> list[tuple[Any, str]]:
        """The entries, the municipality with its prefecture and the day in words."""
        return [(each.label, self._said(each.name)) for each in self.asked]

    def _said(self, name: str) -> str:
        value = self.cleaned_data[name]
        if isinstance(value, Municipality):
            return place_name(value)
        return said_of(format_date(value) if isinstance(value, date) else value)


@transaction.atomic
def request_membership(form: MembershipForm, key: UUID, language: str) -> Receipt:
    """The request with both mails, in one transaction; received once however often sent.

    A second one of the same municipality is received like the first: the form tells nobody who
    else has asked. The secretariat sees both.
    """
    values = {name: form.cleaned_data[name] for name in form.field_order}
    request, is_new = MembershipRequest.objects.get_or_create(
        key=key, defaults={**values, "language": language, "notice": form.version}
    )
    if is_new:
        outbox.write(mails.receipt(request))
        outbox.write(mails.forwarded(request))
    return Receipt(request.number)


BELOW = "apply/"
MEMBERSHIP = FormKind(
    MembershipForm, request_membership, BELOW, "pages/submissions/memberships/form.html"
)


def can_be_requested() -> bool:
    """Whether there is anybody who receives requests."""
    return ContactSubject.objects.filter(takes_memberships=True).exists()
