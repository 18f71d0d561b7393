"""The step of a registrant's own page at which they change what they entered."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.submissions import safety
from pages.submissions.registrations.changing import (
    AddressTakenError,
    RegistrationChangeForm,
    change,
)
from pages.submissions.registrations.models import Registration
from pages.submissions.steps import TOO_OFTEN

NOT_FROM_HERE = _(
    "This was not sent from this page, so nothing was changed. Please try again here."
)


def change_form(
    page: Any, request: HttpRequest, registration: Registration
) -> RegistrationChangeForm:
    """The form as it is sent, or with what is known."""
    sent = request.POST if request.method == "POST" else None
    return RegistrationChangeForm(sent, registration=registration, questions=page.further_questions)


def status_of_change(request: HttpRequest, form: RegistrationChangeForm) -> int:
    """Store what was sent; 303 where that is done, or why it is not, with the reason in the form.

    Whoever tries addresses out is counted as at every form.
    """
    if not form.is_valid():
        return 422
    if safety.is_from_elsewhere(request):
        form.add_error(None, NOT_FROM_HERE)
        return 403
    if not safety.may_send(request, RegistrationChangeForm.__name__):
        form.add_error(None, TOO_OFTEN)
        return 429
    try:
        change(form)
    except AddressTakenError as taken:
        _refuse_addresses(form, taken)
        return 422
    return 303


def _refuse_addresses(form: RegistrationChangeForm, taken: AddressTakenError) -> None:
    """At the field with the address that cannot be used; at every new one where it is not known."""
    other = taken.participant
    for each in form.people:
        _name, mail = form.entered_of(each)
        is_new = mail != each.mail
        if is_new and (other is None or mail.casefold() == other.mail_folded):
            form.refuse_address_of(each)
