"""The ceremony of an award round as an event of its own, for lists, calendars and the front page.

Where it is part of a summit on the same day, that summit stands in the lists and not the ceremony.
The awards are reached by their relation to events alone: neither section imports the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from pages import lifecycle, wording
from pages.base.changes import FactChange
from pages.base.items import ItemType
from pages.base.listing import in_tree_of
from pages.events.sequence import EventSequence
from pages.lifecycle import Schedule, ceremony_schedule
from portal import clock

CEREMONY = ItemType("ceremony", gettext_lazy("Award ceremony"), position=55)
LOGGED = ("ceremony_on", "ceremony_venue", "ceremony_cancelled")


@dataclass(frozen=True)
class CeremonyFacts:
    """The facts that an event's row reads, as far as a ceremony has them."""

    pk: int
    start_date: date
    venue: Any
    fiscal_year: int | None = None
    online_platform: str = ""
    capacity: int | None = None


class Ceremony:
    """The ceremony of a round, read like an event; its place is on the page of the round."""

    own_type = CEREMONY
    has_part = True
    call_label = gettext_lazy("See the details")

    def __init__(self, award_round: Any) -> None:
        self.award_round = award_round
        facts = award_round.facts
        self.facts = CeremonyFacts(facts.pk, facts.ceremony_on, facts.ceremony_venue)
        self.day: date = facts.ceremony_on
        self.hours: tuple[date, time | None, date | None, time | None] = (
            self.day,
            None,
            None,
            None,
        )
        self.path = award_round.path
        self.slug = ""  # it has no key of its own
        self.translation_key = f"{award_round.translation_key}-ceremony"
        self.title = _("%(title)s: award ceremony") % {"title": award_round.title}
        self.foreign_language = award_round.foreign_language
        self.untranslated = award_round.untranslated

    @cached_property
    def schedule(self) -> Schedule:
        """Its day, and whether it was cancelled."""
        is_off = bool(self.award_round.facts.ceremony_cancelled)
        return ceremony_schedule(self.day, is_cancelled=is_off)

    @cached_property
    def status(self) -> lifecycle.Status:
        """Its state at this moment."""
        status = lifecycle.status(self.schedule, clock.now())
        clock.note_change(status.next_change)
        return status

    @property
    def is_coming(self) -> bool:
        """Whether it is still to come, or is today."""
        return self.status.is_coming

    @property
    def url(self) -> str:
        """Its place on the page of the round."""
        return f"{self.award_round.url}#ceremony-h"

    def get_url(self, request: HttpRequest | None = None) -> str:
        """The same, for a request."""
        return f"{self.award_round.get_url(request)}#ceremony-h"

    @property
    def title_with_state(self) -> str:
        """The title, after 【中止】 or “Cancelled:” where it does not take place."""
        if not self.status.is_cancelled_or_postponed:
            return self.title
        label = wording.state_label(self.status.state, "event")
        return _("%(state)s: %(title)s") % {"state": label, "title": self.title}


def ceremonies_of(rounds: Iterable[Any]) -> list[Ceremony]:
    """The ceremonies of some rounds that are no part of an event in the lists."""
    return [Ceremony(award_round) for award_round in rounds if award_round.has_own_ceremony]


def ceremonies_in_tree_of(page: Page) -> list[Ceremony]:
    """All such ceremonies, in the tree of `page`."""
    event_model = apps.get_model("pages.EventPage")
    rounds_model: Any = event_model._meta.get_field("award_rounds").related_model
    return ceremonies_of(in_tree_of(page, rounds_model, {}))


def sequences_of_ceremonies(ceremonies: list[Ceremony]) -> dict[str, EventSequence]:
    """Their counters for calendars, by their names: the published changes that the log holds."""
    changes = FactChange.objects.filter(
        page__in=[each.facts.pk for each in ceremonies],
        fact__in=LOGGED,
        changed_at__lte=clock.now(),
    )
    counted = changes.order_by().values("page").annotate(number=Count("pk"), at=Max("changed_at"))
    by_page = {row["page"]: row for row in counted}
    return {
        each.translation_key: EventSequence(number=row["number"], changed_at=row["at"])
        for each in ceremonies
        if (row := by_page.get(each.facts.pk))
    }
