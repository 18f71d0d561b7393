"""The list at the door, on paper or a phone, and the step that publishes how many came."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.auth import permission_required

from pages.submissions.registrations.attendance import (
    Figures,
    figures_of,
    publish_figures,
    roll,
    tick,
)
from pages.submissions.registrations.certificates import (
    NO_CERTIFICATE,
    UnprintableError,
    certificate_file,
    is_due,
)
from pages.submissions.registrations.mails import page_of
from pages.submissions.registrations.models import Participant, Places


class FiguresForm(forms.Form):
    """Those who came without having registered."""

    further = forms.IntegerField(
        label=gettext_lazy("Further people who came without registering"),
        min_value=0,
        max_value=9999,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


@permission_required("pages.change_participant")
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; each press notes one person, so that two people at the door may share the work."""
    places: Any = get_object_or_404(Places.objects.select_related("page"), pk=pk)
    sought = request.GET.get("q", "")
    turn, _sign, came = request.POST.get("turn", "").partition(":")
    if request.method == "POST" and turn.isascii() and turn.isdecimal():
        tick(pk, int(turn[:9]), came=came == "1")
        return redirect(f"{request.get_full_path()}#turn-{turn}")
    rows, page = roll(pk, sought), places.page.specific
    context = {
        "places": places,
        "rows": rows,
        "sought": sought,
        "figures": figures_of(pk),
        "may_publish": _may_publish(request, places.page),
        "certified": {row.turn for row in rows if is_due(row, page)},
    }
    return render(request, "pages/submissions/admin/attendance.html", context)


@permission_required("pages.change_participant")
def publish_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows which figures will stand on the event's pages, then publishes them."""
    places: Any = get_object_or_404(Places.objects.select_related("page"), pk=pk)
    page = places.page.specific
    if not _may_publish(request, page):
        messages.error(request, _("You may not publish this event. Ask a moderator to do it."))
        return redirect("attendance", pk)
    ticked, form = figures_of(pk), FiguresForm(request.POST or None)
    if form.is_valid():
        further = form.cleaned_data["further"]
        figures = Figures(ticked.people + further, ticked.municipalities)
        try:
            publish_figures(page, figures, request.user)
        except ValidationError as error:  # the page itself can no longer be published as it is
            messages.error(request, " ".join(error.messages))
        else:
            said = _("The figures stand on the event's pages in both languages.")
            messages.success(request, said)
        return redirect("attendance", pk)
    context = {"places": places, "event": page, "ticked": ticked, "form": form}
    return render(request, "pages/submissions/admin/publish_attendance.html", context)


@permission_required("pages.view_participant")
def certificate(request: HttpRequest, pk: int, turn: int) -> HttpResponse:
    """The certificate of one participant, in the language of the registration."""
    among = Participant.objects.select_related("registration__municipality")
    participant = get_object_or_404(among, page=pk, turn=turn)
    page = page_of(participant.registration)
    if not is_due(participant, page):
        messages.error(request, NO_CERTIFICATE)
        return redirect("attendance", pk)
    try:
        with override(participant.registration.language):
            return certificate_file(request, participant, page)
    except UnprintableError as error:
        messages.error(request, error.sentence)
        return redirect("attendance", pk)


def _may_publish(request: HttpRequest, page: Any) -> bool:
    return bool(page.live and page.permissions_for_user(request.user).can_publish())


urls = [
    path("<int:pk>/attendance/<int:turn>/certificate/", certificate, name="certificate"),
    path("<int:pk>/attendance/", attendance, name="attendance"),
    path("<int:pk>/attendance/publish/", publish_attendance, name="publish_attendance"),
]
