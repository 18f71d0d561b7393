"""The one thing the front page calls for: by rule, or what an editor chose for some days."""

from typing import Any

from pages.awards.models import AwardRoundPage
from pages.events.award_ceremony import ceremonies_of
from pages.lifecycle import State
from pages.news.news_list import Items
from pages.wording import is_japanese


def urgent_call(items: Items) -> Any:
    """The editor's choice, else what one can apply for whose deadline comes first, else what is on.

    On the day of an event the front page calls for it where there is nothing to apply for.
    In English only what a reader abroad can act on: by rule events, which anyone may follow, and
    no call for entries, which is for municipalities of Japan; of a choice, what its editor ticked.
    """
    candidates = [item for item in items.with_state if is_japanese() or item.invites_readers_abroad]
    accepting = [item for item in candidates if item.status.accepts]
    applicable = min(accepting, key=_deadline, default=None)
    return _chosen(items) or applicable or next(iter(events_of_today(items)), None)


def events_of_today(items: Items) -> list[Any]:
    """The events of today, award ceremonies too; the first to begin comes first."""
    events = [item for item in items.with_state if item.status.state == State.TODAY]
    ceremonies = [
        ceremony
        for ceremony in ceremonies_of(items.of(AwardRoundPage))
        if ceremony.status.state == State.TODAY
    ]
    return sorted([*events, *ceremonies], key=lambda event: event.schedule.start)


def _chosen(items: Items) -> Any:
    call = items.overrides.call
    if call is None or not call.is_on or not (call.in_english or is_japanese()):
        return None
    matching = (
        item
        for item in items.with_state
        if item.translation_key == call.item_key and item.status.may_be_called_for
    )
    return next(matching, None)


def _deadline(item: Any) -> tuple[bool, Any]:
    return item.status.closes is None, item.status.closes
