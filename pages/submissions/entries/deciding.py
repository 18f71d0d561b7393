"""Decisions on entries: which state follows which, and how an entry becomes a row of its round."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pages.records.models import Prize
from pages.submissions.entries import mails
from pages.submissions.entries.entering import note_change, withdraw
from pages.submissions.entries.models import AwardEntry
from pages.submissions.memberships.deciding import name_of

State = AwardEntry.State
Listed = AwardEntry.Listed
# Among these the judges' word may change; the entrant learns of none before the results.
JUDGED = (State.RECEIVED, State.NOMINATED, State.WINNER, State.NOT_SELECTED)
NEXT: dict[str, tuple[State, ...]] = {
    State.DRAFT: (State.WITHDRAWN,),
    **{
        state: (*(other for other in JUDGED if other != state), State.WITHDRAWN) for state in JUDGED
    },
}
ROWS: dict[str, tuple[Listed, ...]] = {
    State.NOMINATED: (Listed.FINALIST,),
    State.WINNER: (Listed.WINNER,),
}


@transaction.atomic
def decide(pk: int, after: str, *, seen: str, by: Any) -> None:
    """Bring an entry to a state, once however often asked.

    `seen`: the state that the editor decided on. Only a withdrawal is told, by mail. Raises a
    ValidationError that says why nothing was changed.
    """
    entry = AwardEntry.objects.select_related("page").get(pk=pk)
    refusal = why_not(entry, after, seen)
    if refusal:
        raise ValidationError(refusal)
    if after == State.WITHDRAWN:
        withdraw(entry, mails.page_of(entry), name_of(by))
        return
    # Of two who decide in the same moment, one finds it as it was seen.
    if not AwardEntry.objects.filter(pk=pk, state=seen).update(state=after):
        entry.refresh_from_db()
        raise ValidationError(why_not(entry, after, seen) or _has_changed(entry))
    note_change(entry, seen, after, name_of(by))


def why_not(entry: AwardEntry, after: str, seen: str | None = None) -> str:
    """Why an entry cannot be brought to a state; empty where it can."""
    if entry.state == after:
        said = _("%(number)s is in the state “%(state)s” already. Nothing was done again.")
        return said % _names(entry)
    if seen is not None and entry.state != seen:
        return _has_changed(entry)
    if after not in NEXT.get(entry.state, ()):
        names = {**_names(entry), "after": State(after).label}
        said = _("%(number)s is in the state “%(state)s”, which “%(after)s” does not follow.")
        return said % names
    return ""


@transaction.atomic
def enter_in_round(pk: int, kind: str, *, by: Any, prize: Prize | None = None) -> None:
    """Write an entry into the draft of its round, as a row of the winners or finalists.

    Readers see nothing of it until the round is published, which nobody can with winners before
    the day of the results. Raises a ValidationError that says why nothing was written.
    """
    entry = AwardEntry.objects.select_related("page", "municipality").get(pk=pk)
    refusal = why_no_row(entry, kind)
    if refusal:
        raise ValidationError(refusal)
    rows = AwardEntry.objects.filter(pk=pk, state=entry.state, listed_as=entry.listed_as)
    if not rows.update(listed_as=kind):
        raise ValidationError(_has_changed(entry))
    page: Any = entry.page.get_latest_revision_as_object()
    project = {f"project_{entry.language}": entry.project}
    if kind == Listed.WINNER:
        _leave_finalists(page, entry)
        page.winners.add(_new(page, "winners", entry, prize=prize, **project))
    else:
        page.finalists.add(_new(page, "finalists", entry, **project))
    page.save_revision(user=by, log_action=True)


def why_no_row(entry: AwardEntry, kind: str) -> str:
    """Why an entry cannot become a row of its round; empty where it can."""
    if entry.listed_as == kind:
        said = _("%(number)s stands in the draft of the round already.")
        return said % _names(entry)
    if kind not in ROWS.get(entry.state, ()):
        said = _("%(number)s is in the state “%(state)s”: it becomes no such row.")
        return said % _names(entry)
    if entry.municipality_id is None:
        return _("The municipality of this entry is no longer on record.")
    return ""


def _new(page: Any, rows: str, entry: AwardEntry, **values: Any) -> Any:
    """A row with the municipality and the project, after those that are there."""
    model = page._meta.get_field(rows).related_model
    place = len(getattr(page, rows).all())
    return model(municipality=entry.municipality, sort_order=place, **values)


def _leave_finalists(page: Any, entry: AwardEntry) -> None:
    """One that has a prize is no longer named among those of whom none is on record."""
    for row in list(page.finalists.all()):
        is_of_entry = entry.project in (row.project_ja, row.project_en)
        if row.municipality_id == entry.municipality_id and is_of_entry:
            page.finalists.remove(row)


def _has_changed(entry: AwardEntry) -> str:
    said = _("%(number)s has come to the state “%(state)s” meanwhile. Nothing was changed.")
    return said % _names(entry)


def _names(entry: AwardEntry) -> dict[str, str]:
    return {"number": entry.number, "state": str(entry.get_state_display())}
