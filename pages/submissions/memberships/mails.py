"""The mails about a request: its receipt, its way to the secretariat, and each change of state."""

from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from pages.submissions.fields import place_name
from pages.submissions.mails import SECRETARIAT
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.models import ContactSubject, OutgoingMail
from pages.wording import format_date

State = MembershipRequest.State
_SUBJECTS = {
    "receipt": gettext_lazy("We have received your request for membership (%(number)s)"),
    State.BOARD: gettext_lazy("Your request for membership is before the board (%(number)s)"),
    State.ACCEPTED: gettext_lazy("Your request for membership is accepted (%(number)s)"),
    State.DECLINED: gettext_lazy("The decision on your request for membership (%(number)s)"),
    State.WITHDRAWN: gettext_lazy("Your request for membership is withdrawn (%(number)s)"),
}


def receipt(request: MembershipRequest) -> OutgoingMail:
    """To the visitor, in the language of the form: that it arrived, with what was entered."""
    return _to_visitor(request, "receipt")


def told(request: MembershipRequest, state: str, member_from: date | None) -> OutgoingMail:
    """To the visitor: the state that a request has now; of an accepted one, the day."""
    return _to_visitor(request, state, member_from)


def forwarded(request: MembershipRequest) -> OutgoingMail:
    """To the secretariat, with the other open requests of the municipality."""
    subject = receiver()
    assert subject is not None
    with override(SECRETARIAT):
        names = {"number": request.number, "place": _place(request)}
        others = [str(other) for other in request.other_open_requests]
        return OutgoingMail(
            key=f"membership:{request.pk}:forwarded",
            to=subject.mail,
            reply_to=request.mail,
            subject=_("Membership request %(number)s: %(place)s") % names,
            text=render_to_string(
                "emails/membership_forwarded.txt",
                {**_context(request), "others": _(", ").join(others)},
            ),
        )


def receiver() -> ContactSubject | None:
    """The subject of enquiries whose address receives the requests."""
    return ContactSubject.objects.filter(takes_memberships=True).first()


def _to_visitor(
    request: MembershipRequest, kind: str, member_from: date | None = None
) -> OutgoingMail:
    subject = receiver()
    with override(request.language):
        day = format_date(member_from) if member_from else ""
        return OutgoingMail(
            key=f"membership:{request.pk}:{kind}",
            to=request.mail,
            reply_to=subject.mail if subject else "",
            subject=_SUBJECTS[kind] % {"number": request.number},
            text=render_to_string(
                f"emails/membership_{kind}.txt", {**_context(request), "day": day}
            ),
        )


def _context(request: MembershipRequest) -> dict[str, object]:
    wished = request.wished_from
    return {
        "request": request,
        "place": _place(request),
        "wished_from": format_date(wished) if wished else "",
    }


def _place(request: MembershipRequest) -> str:
    return place_name(request.municipality) if request.municipality else ""
