"""The one thing the front page calls for: by rule, or what an editor chose for some days."""

from typing import Any

from pages.lifecycle import State
from pages.news.updates import Items
from pages.wording import is_japanese

# While it is neither over nor closed an editor's choice stands, also before applications open.
CALLABLE = frozenset(
    {State.BEFORE, State.OPEN, State.LAST_DAY, State.EXTENDED, State.FULL, State.TODAY}
)


def urgent_call(items: Items) -> Any:
    """The editor's choice, else what one can apply for whose deadline comes first.

    In English only what a reader abroad can act on: by rule events, which anyone may follow, and
    no call for entries, which is for municipalities of Japan; of a choice, what its editor ticked.
    """
    candidates = [*items.events, *items.rounds] if is_japanese() else items.events
    accepting = [item for item in candidates if item.status.accepts]
    return _chosen(items) or min(accepting, key=_deadline, default=None)


def _chosen(items: Items) -> Any:
    call = items.editorial.call
    if call is None or not call.is_on or not (call.in_english or is_japanese()):
        return None
    found = (
        item
        for item in (*items.events, *items.rounds)
        if item.translation_key == call.item_key and item.status.state in CALLABLE
    )
    return next(found, None)


def _deadline(item: Any) -> tuple[bool, Any]:
    return item.status.closes is None, item.status.closes
