"""The way of a request: which state follows which, and everything that changes with it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pages.records.models import Municipality
from pages.submissions import outbox
from pages.submissions.fields import place_name
from pages.submissions.memberships import mails
from pages.submissions.memberships.models import KEPT, MembershipChange, MembershipRequest
from pages.wording import format_date
from portal import clock

State = MembershipRequest.State
NEXT: dict[str, tuple[State, ...]] = {
    State.RECEIVED: (State.BOARD, State.WITHDRAWN),
    State.BOARD: (State.ACCEPTED, State.DECLINED, State.WITHDRAWN),
}
EARLIEST, LATEST = timedelta(days=366), timedelta(days=731)


@transaction.atomic
def decide(pk: int, after: str, *, seen: str, by: Any, day: date | None = None) -> None:
    """Bring a request to a state, with the mail that tells of it, once however often asked.

    `seen`: the state that the editor decided on; `day`: from when an accepted one is a member.
    Raises a ValidationError that says why nothing was changed.
    """
    request = MembershipRequest.objects.select_related("municipality").get(pk=pk)
    refusal = why_not(request, after, seen)
    if refusal:
        raise ValidationError(refusal)
    now = clock.now()
    values = {
        "state": after,
        "member_from": day if after == State.ACCEPTED else None,
        "decided_at": None if after in NEXT else now,
    }
    # Of two who decide in the same moment, one finds it as it was seen.
    if not MembershipRequest.objects.filter(pk=pk, state=seen).update(**values):
        request.refresh_from_db()
        raise ValidationError(why_not(request, after, seen) or _has_changed(request))
    if after == State.ACCEPTED:
        _make_member(request, day)
    MembershipChange.objects.create(
        request=request, before=seen, after=after, by=name_of(by), at=now
    )
    outbox.write(mails.told(request, after, day))


def why_not(request: MembershipRequest, after: str, seen: str | None = None) -> str:
    """Why a request cannot be brought to a state; empty where it can."""
    if request.state == after:
        said = _("%(number)s is in the state “%(state)s” already. Nothing was done again.")
        return said % _names(request)
    if seen is not None and request.state != seen:
        return _has_changed(request)
    if after not in NEXT.get(request.state, ()):
        names = {**_names(request), "after": State(after).label}
        said = _("%(number)s is in the state “%(state)s”, which “%(after)s” does not follow.")
        return said % names
    return _why_no_member(request.municipality) if after == State.ACCEPTED else ""


def problem_of(day: date) -> str:
    """Why membership cannot begin on a day; empty where it can."""
    if -EARLIEST <= day - clock.today() <= LATEST:
        return ""
    return _("Choose a day of the past year or of the next two years.")


def consequences(request: MembershipRequest, after: str, day: date | None) -> Iterator[str]:
    """Everything that bringing a request to a state will do besides its mail, in sentences."""
    names = {"before": request.get_state_display(), "after": State(after).label}
    yield _("The state changes from “%(before)s” to “%(after)s”.") % names
    if day is not None and request.municipality:
        yield _becomes_member(request.municipality, day)
    else:
        yield _("Nothing changes on public pages.")
    if after not in NEXT:
        erased = format_date((clock.now() + KEPT).date(), weekday=False)
        yield _("It cannot be changed afterwards. What was entered is erased on %(day)s.") % {
            "day": erased
        }
    others = _(", ").join(str(other) for other in request.other_open_requests)
    if others:
        said = _("Other open requests of this municipality stay open: %(numbers)s.")
        yield said % {"numbers": others}


def name_of(user: Any) -> str:
    """An editor as the history names them."""
    username, name = user.get_username(), user.get_full_name()
    return f"{name} ({username})" if name else username


def _make_member(request: MembershipRequest, day: date | None) -> None:
    """The municipality is a member from the day on; saved as editors do, so that search learns."""
    if day is None or problem_of(day):
        raise ValidationError(problem_of(day or date.min))
    if request.municipality_id is None:
        raise ValidationError(_why_no_member(None))
    municipality = Municipality.objects.select_for_update().get(pk=request.municipality_id)
    refusal = _why_no_member(municipality)
    if refusal:
        raise ValidationError(refusal)
    municipality.member_confirmed, municipality.member_since = True, day
    municipality.save(update_fields=["member_confirmed", "member_since"])


def _why_no_member(municipality: Municipality | None) -> str:
    if municipality is None:
        return _("The municipality of this request is no longer on record.")
    if municipality.member_confirmed:
        said = _("%(place)s is a member already. Withdraw this request if it is not needed.")
        return said % {"place": place_name(municipality)}
    return ""


def _becomes_member(municipality: Municipality, day: date) -> str:
    names = {"place": place_name(municipality), "day": format_date(day)}
    if day <= clock.today():
        return (
            _(
                "%(place)s is a member from %(day)s: at once, list and map of members, counts, open"
                " data, and the quotas and fees of events follow."
            )
            % names
        )
    return (
        _(
            "%(place)s is a member from %(day)s: on that day, list and map of members, counts, open"
            " data, and the quotas and fees of events follow. Before it, nothing public says so."
        )
        % names
    )


def _has_changed(request: MembershipRequest) -> str:
    said = _("%(number)s has come to the state “%(state)s” meanwhile. Nothing was changed.")
    return said % _names(request)


def _names(request: MembershipRequest) -> dict[str, str]:
    return {"number": request.number, "state": str(request.get_state_display())}
