"""The mails about a request: its receipt, its way to the secretariat, and each change of state."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from pages.submissions.fields import place_name
from pages.submissions.mail_texts.composing import compose
from pages.submissions.mail_texts.kinds import SECRETARIAT, MailKind, Placeholder, declare
from pages.submissions.mail_texts.placeholders import MAIL, MUNICIPALITY, NAME, number, typed
from pages.submissions.memberships.models import MembershipRequest
from pages.submissions.models import ContactSubject, OutgoingMail
from pages.wording import Text, format_date

State = MembershipRequest.State
_PERSON = replace(NAME, means=gettext_lazy("the name of the person in charge"))
_NUMBER = number("M-2026-00001")
_ENTERED = (
    _PERSON,
    _NUMBER,
    MUNICIPALITY,
    Placeholder("mayor", gettext_lazy("the name of the mayor"), Text("見本 太郎", "Taro Mihon")),
    Placeholder("department", gettext_lazy("the department"), Text("企画課", "Planning Division")),
    MAIL,
    Placeholder("phone", gettext_lazy("the telephone number"), Text("-", "-")),
    Placeholder(
        "wished_from",
        gettext_lazy("the day from which membership is wished"),
        Text("2027年4月1日（木）", "Thursday 1 April 2027"),
    ),
    typed("remarks", gettext_lazy("the remarks"), "よろしくお願いします。", "Thank you."),
)
_OTHERS = Placeholder(
    "others",
    gettext_lazy("other open requests of the municipality; empty without any"),
    Text("M-2026-00002", "M-2026-00002"),
)
_DAY = Placeholder(
    "day",
    gettext_lazy("the day from which the municipality is a member"),
    Text("2027年4月1日（木）", "Thursday 1 April 2027"),
)
RECEIPT = declare(
    MailKind(
        "membership-receipt",
        title=gettext_lazy("Membership: receipt"),
        purpose=gettext_lazy("To the visitor, as soon as a request for membership has arrived."),
        subject=gettext_lazy("We have received your request for membership (%(number)s)"),
        template="emails/membership_receipt.txt",
        placeholders=_ENTERED,
        required=("number",),
    )
)
FORWARDED = declare(
    MailKind(
        "membership-forwarded",
        title=gettext_lazy("Membership: to the Secretariat"),
        purpose=gettext_lazy("To who receives membership requests. A reply goes to the visitor."),
        subject=gettext_lazy("Membership request %(number)s: %(place)s"),
        template="emails/membership_forwarded.txt",
        placeholders=(*_ENTERED, _OTHERS),
        required=("number",),
        languages=(SECRETARIAT,),
    )
)
BOARD = declare(
    MailKind(
        "membership-board",
        title=gettext_lazy("Membership: before the board"),
        purpose=gettext_lazy("To the visitor, when you bring the request before the board."),
        subject=gettext_lazy("Your request for membership is before the board (%(number)s)"),
        template="emails/membership_board.txt",
        placeholders=(_PERSON, _NUMBER, MUNICIPALITY),
    )
)
ACCEPTED = declare(
    MailKind(
        "membership-accepted",
        title=gettext_lazy("Membership: accepted"),
        purpose=gettext_lazy("To the visitor, when you accept the request."),
        subject=gettext_lazy("Your request for membership is accepted (%(number)s)"),
        template="emails/membership_accepted.txt",
        placeholders=(_PERSON, _NUMBER, MUNICIPALITY, _DAY),
        required=("day",),
    )
)
DECLINED = declare(
    MailKind(
        "membership-declined",
        title=gettext_lazy("Membership: declined"),
        purpose=gettext_lazy("To the visitor, when you decline the request."),
        subject=gettext_lazy("The decision on your request for membership (%(number)s)"),
        template="emails/membership_declined.txt",
        placeholders=(_PERSON, _NUMBER, MUNICIPALITY),
    )
)
WITHDRAWN = declare(
    MailKind(
        "membership-withdrawn",
        title=gettext_lazy("Membership: withdrawn"),
        purpose=gettext_lazy("To the visitor, when you withdraw the request."),
        subject=gettext_lazy("Your request for membership is withdrawn (%(number)s)"),
        template="emails/membership_withdrawn.txt",
        placeholders=(_PERSON, _NUMBER, MUNICIPALITY),
    )
)
_TOLD = {
    State.BOARD: BOARD,
    State.ACCEPTED: ACCEPTED,
    State.DECLINED: DECLINED,
    State.WITHDRAWN: WITHDRAWN,
}


def receipt(request: MembershipRequest) -> OutgoingMail:
    """To the visitor, in the language of the form: that it arrived, with what was entered."""
    return _to_visitor(request, RECEIPT, "receipt")


def told(request: MembershipRequest, state: str, member_from: date | None) -> OutgoingMail:
    """To the visitor: the state that a request has now; of an accepted one, the day."""
    return _to_visitor(request, _TOLD[State(state)], state, member_from)


def forwarded(request: MembershipRequest) -> OutgoingMail:
    """To the secretariat, with the other open requests of the municipality."""
    subject = receiver()
    assert subject is not None
    with override(SECRETARIAT):
        others = _(", ").join(str(other) for other in request.other_open_requests)
    return compose(
        FORWARDED,
        SECRETARIAT,
        {**_entered(request, SECRETARIAT), "others": others},
        key=f"membership:{request.pk}:forwarded",
        to=subject.mail,
        reply_to=request.mail,
    )


def receiver() -> ContactSubject | None:
    """The subject of enquiries whose address receives the requests."""
    return ContactSubject.objects.filter(takes_memberships=True).first()


def _to_visitor(
    request: MembershipRequest, kind: MailKind, key: str, member_from: date | None = None
) -> OutgoingMail:
    subject, language = receiver(), request.language
    day = format_date(member_from, lang=language) if member_from else ""
    return compose(
        kind,
        language,
        {**_entered(request, language), "day": day},
        key=f"membership:{request.pk}:{key}",
        to=request.mail,
        reply_to=subject.mail if subject else "",
    )


def _entered(request: MembershipRequest, language: str) -> dict[str, str]:
    wished = request.wished_from
    with override(language):
        return {
            "name": request.name,
            "number": request.number,
            "place": place_name(request.municipality) if request.municipality else "-",
            "mayor": request.mayor,
            "department": request.department,
            "mail": request.mail,
            "phone": request.phone or "-",
            "wished_from": format_date(wished) if wished else "-",
            "remarks": request.remarks or "-",
        }
