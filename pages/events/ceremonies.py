"""The rounds of the awards whose prizes were presented at an event.

The awards name the event; from here they are reached by that relation alone, so that neither
section imports the other.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from wagtail.models import Page

from pages.base.facts import sources
from pages.base.listing import in_tree_of
from pages.public import readable_from


def rounds_decided_at(events: Iterable[Any], tree: Page) -> dict[int, list[Any]]:
    """The rounds with their winners, in the tree of `tree`, by the id of the event's facts."""
    event_model = apps.get_model("pages.EventPage")
    rounds_model: Any = event_model._meta.get_field("award_rounds").related_model
    ceremonies = {event.facts.pk for event in events if event.facts}
    named = sources(rounds_model).filter(readable_from(tree), ceremony_event__in=ceremonies)
    rounds = in_tree_of(tree, rounds_model).filter(
        translation_key__in=named.values("translation_key")
    )
    by_event: dict[int, list[Any]] = defaultdict(list)
    for award_round in rounds:
        by_event[award_round.facts.ceremony_event_id].append(award_round)
    return by_event
