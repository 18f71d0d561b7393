"""Personal data in the admin: everything kept of an e-mail address is found, given out, erased."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from pages.submissions.log_actions import DISCLOSED, ERASED
from pages.submissions.retention import disclosed, erase_person, of_person

PERMISSION = "pages.add_erasure"


class AddressForm(forms.Form):
    """The address of a person who has asked."""

    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={"required": gettext_lazy("Enter an e-mail address.")},
        help_text=gettext_lazy(
            "Capital and small letters are the same. Make sure first that the request comes from "
            "the person: answer to this address only."
        ),
    )


@permission_required(PERMISSION)
def personal_data(request: HttpRequest) -> HttpResponse:
    """Everything kept, by kind; from here it is given out or erased.

    The address is sent, never part of this page's own address: those stand in logs.
    """
    form = AddressForm(request.POST or None)
    if not form.is_valid():
        return _shown(request, form)
    address, step = form.cleaned_data["address"], request.POST.get("step")
    if step == "give":
        return _given(request, address)
    if step == "erase":
        return _erased(request, address)
    found = [(rows.model._meta.verbose_name, list(rows)) for rows in of_person(address).values()]
    context = {
        "address": address,
        "found": [(name, rows) for name, rows in found if rows],
        "is_asked": step == "ask",
    }
    return _shown(request, form, **context)


def _shown(request: HttpRequest, form: AddressForm, **context: Any) -> HttpResponse:
    template = "pages/submissions/admin/personal_data.html"
    return render(request, template, {"form": form, **context})


def _given(request: HttpRequest, address: str) -> HttpResponse:
    log(request.user, DISCLOSED, data=_counts(address))
    response = HttpResponse(disclosed(address), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return response


def _erased(request: HttpRequest, address: str) -> HttpResponse:
    counts = _counts(address)
    erase_person(address)
    log(request.user, ERASED, data=counts)
    messages.success(request, _("Everything kept of this address is erased."))
    return redirect("personal_data")


def _counts(address: str) -> dict[str, int]:
    """How many rows of each kind; the history keeps no address."""
    return {form: rows.count() for form, rows in of_person(address).items()}


urls = [path("", personal_data, name="personal_data")]
