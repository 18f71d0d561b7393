"""`manage.py check_places`: whether the counts of places are those of the participants."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.submissions.registrations.places import miscounted


class Command(BaseCommand):
    """For operators, after a restore or an accident."""

    help = "Compare the count of each event's places with those who have one."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each event that differs, and an error."""
        wrong = miscounted()
        for places, rows in wrong:
            self.stdout.write(f"{places}: counted {places.taken}, participants {rows}")
        if wrong:
            raise CommandError("The counts of places differ from the participants.")
        self.stdout.write("The counts of places are right.")
