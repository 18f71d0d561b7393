"""The registrant's own page behind a signed link: who has a place, how to take part, cancelling."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.base.links import Link, link_among, links_to
from pages.submissions import safety
from pages.submissions.form_below import MINE
from pages.submissions.registrations.certificates import (
    NO_CERTIFICATE,
    UnprintableError,
    certificate_file,
    is_due,
)
from pages.submissions.registrations.mails import BELOW
from pages.submissions.registrations.models import Participant, Places, Registration
from pages.submissions.registrations.own_change import change_form, status_of_change
from pages.submissions.registrations.places import place_in_line
from pages.submissions.registrations.registering import cancel
from pages.submissions.steps import SeeOther
from portal import clock

CERTIFICATE, CHANGE = "certificate", "change"
State = Participant.State
TOO_LATE = _("The event has begun, so nothing was cancelled.")
TOO_LATE_TO_CHANGE = _("This registration can no longer be changed.")
NOT_FROM_HERE = _(
    "This was not sent from this page, so nothing was cancelled. Please try again here."
)
NOTHING_CHOSEN = _("Tick who does not take part.")


def answer_own(page: Any, request: HttpRequest) -> HttpResponse:
    """The registration of a signed link, or its next step; a forged or old link says so."""
    registration = page.sent_by(request.GET.get(MINE, ""))
    if registration is None:
        response = _shown(page, request, "unknown", {}, 404)
    elif CHANGE in request.GET:
        response = _change(page, request, registration)
    elif request.method == "POST":
        response = _cancelled(page, request, registration)
    elif CERTIFICATE in request.GET:
        response = _certificate(page, request, registration)
    else:
        response = _shown(page, request, "own", _context(page, registration))
    add_never_cache_headers(response)
    # The address is the key: it is handed to no other site, and found by no search engine.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _cancelled(page: Page, request: HttpRequest, registration: Registration) -> HttpResponse:
    """Cancelling: asked once more, then done; done twice is done once."""
    places = Places.objects.get(pk=registration.page_id)
    if has_begun(places):
        return _shown(page, request, "own", _refused(page, registration, TOO_LATE), 409)
    if safety.is_from_elsewhere(request):
        return _shown(page, request, "own", _refused(page, registration, NOT_FROM_HERE), 403)
    turns = set(request.POST.getlist("turn"))
    chosen = [each for each in registration.taking_part if str(each.turn) in turns]
    if not chosen:
        reason = NOTHING_CHOSEN if "step" not in request.POST else ""
        return _shown(page, request, "own", _refused(page, registration, reason), 422)
    if request.POST.get("step") != "cancel":
        return _shown(page, request, "cancel", {**_context(page, registration), "chosen": chosen})
    cancel(chosen)
    return SeeOther(request.get_full_path())


def _certificate(page: Any, request: HttpRequest, registration: Registration) -> HttpResponse:
    """The paper of one of the participants, or why there is none."""
    turn = request.GET[CERTIFICATE]
    due = [each for each in registration.in_line if str(each.turn) == turn and is_due(each, page)]
    if not due:
        return _shown(page, request, "own", _refused(page, registration, NO_CERTIFICATE), 404)
    try:
        return certificate_file(request, due[0], page)
    except UnprintableError as error:
        return _shown(page, request, "own", _refused(page, registration, error.sentence), 409)


def _change(page: Page, request: HttpRequest, registration: Registration) -> HttpResponse:
    """Changing what was entered: shown with its errors until it can be stored."""
    context = _context(page, registration)
    if not context["may_change"]:
        refused = {**context, "refusal": TOO_LATE_TO_CHANGE}
        return _shown(page, request, "own", refused, 409)
    form = change_form(page, request, registration)
    status = status_of_change(request, form) if form.is_bound else 200
    own = f"{page.get_url(request)}{BELOW}?{MINE}={quote(request.GET[MINE])}"
    if status == SeeOther.status_code:
        return SeeOther(own)
    return _shown(page, request, "change", {**context, "form": form, "own_address": own}, status)


def _refused(page: Any, registration: Registration, reason: Any) -> dict[str, Any]:
    return {**_context(page, registration), "refusal": reason}


def has_begun(places: Places) -> bool:
    """Whether it is too late to cancel or to move up."""
    return places.begins_at is not None and places.begins_at <= clock.now()


def _context(page: Any, registration: Registration) -> dict[str, Any]:
    is_off = page.status.is_cancelled_or_postponed
    places = Places.objects.get(pk=registration.page_id)
    takes_part = bool(registration.taking_part) and not has_begun(places)
    return {
        "registration": registration,
        "people": [
            (each, place_in_line(each) if each.state == State.WAITING else 0)
            for each in registration.in_line
        ],
        "certified": [each for each in registration.in_line if is_due(each, page)],
        "questionnaire": _questionnaire(page) if registration.has_place else None,
        "is_off": is_off,
        "joining": places if registration.has_place and not is_off else None,
        "may_cancel": takes_part,
        "may_change": takes_part and not is_off,
    }


def _questionnaire(page: Any) -> Link | None:
    """The questionnaire to participants, after the event and while it takes answers."""
    chosen = page.facts.questionnaire
    has_been = page.status.is_over and not page.status.is_cancelled_or_postponed
    if chosen is None or not has_been or not chosen.is_open:
        return None
    return link_among(links_to(page, [chosen]), chosen)


def _shown(
    page: Any, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    everything = {**page.get_context(request), **context, "address": page.get_url(request) + BELOW}
    template = f"pages/submissions/registrations/{name}.html"
    return render(request, template, everything, status=status)
