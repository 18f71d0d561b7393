"""A plain Django form that inserts the rows of a registration and counts nothing."""

from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, HttpResponseServerError
from django.urls import path

from pages.records.models import Municipality
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.models import Participant, Registration


class PlainForm(forms.Form):
    prefix = "f"
    municipality = forms.ModelChoiceField(Municipality.objects.all(), to_field_name="key")
    affiliation = forms.CharField()
    name = forms.CharField(max_length=80)
    mail = forms.EmailField()
    needs = forms.CharField(required=False)
    agreed = forms.BooleanField()


def take(request):
    form = PlainForm(request.POST)
    if not form.is_valid():
        return HttpResponseServerError(str(form.errors))
    with transaction.atomic():
        insert(int(request.GET["event"]), int(request.GET["turn"]), form.cleaned_data)
    return HttpResponseRedirect("/done/")


def insert(page_id, turn, values):
    registration = Registration.objects.create(
        key=uuid4(),
        language="ja",
        notice="plain",
        page_id=page_id,
        municipality=values["municipality"],
        affiliation=values["affiliation"],
        mail=values["mail"],
        needs=values["needs"],
        was_member=True,
        fee_jpy=0,
    )
    Participant.objects.create(
        registration=registration,
        page_id=page_id,
        turn=turn,
        name=values["name"],
        mail=values["mail"],
        mail_folded=values["mail"],
        state="accepted",
    )
    OutgoingMail.objects.create(
        key=f"plain:{registration.pk}",
        to=values["mail"],
        subject="Received",
        text="Received. " * 40,
    )


def healthz(request):
    return HttpResponse("ok")


urlpatterns = [path("take/", take), path("healthz", healthz)]
