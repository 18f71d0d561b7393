"""`manage.py draw_lots EVENT`: gives the places of an event by lot, once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.base.facts import sources
from pages.events.models import EventPage
from pages.submissions.registrations.lots import LARGEST_SEED, draw_lots, new_seed


class Command(BaseCommand):
    """For the secretariat's operator, after applications have closed."""

    help = "Draw lots for an event whose applications have closed; everybody is told by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """The event, and a seed where it was drawn before witnesses."""
        parser.add_argument("event", help="the number of its Japanese page, or its slug")
        parser.add_argument("--seed", type=int, help="a whole number; without one, a random one")

    def handle(self, *args: Any, **options: Any) -> None:
        """How many registrations, participants and places, and the seed; or why not."""
        page = _event_of(options["event"])
        if page.why_no_draw:
            raise CommandError(page.why_no_draw)
        seed = new_seed() if options["seed"] is None else options["seed"]
        if not 0 <= seed <= LARGEST_SEED:
            raise CommandError(f"The seed is a whole number from 0 to {LARGEST_SEED}.")
        try:
            draw = draw_lots(page.pk, seed)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{page}: seed {draw.seed}, {draw.registrations} registrations,"
            f" {draw.participants} participants, {draw.places} places given"
        )


def _event_of(name: str) -> Any:
    events = sources(EventPage).filter(live=True)
    found = list(events.filter(pk=int(name)) if name.isdecimal() else events.filter(slug=name))
    if len(found) != 1:
        raise CommandError(f"{len(found)} public events are called {name}: give the page's number.")
    return found[0].specific
