"""`manage.py rebuild_search`: the whole search index anew, while the old one goes on serving."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.index.catch_up import catch_up
from search.index.store import is_up_to_date, rebuild


class Command(BaseCommand):
    """Builds the index beside the one in use and swaps at the end."""

    help = "Build the search index anew; the old one is searched until the new one is complete."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to leave an index alone that is in order."""
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="do nothing when there is an index made by the present version",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the index, reporting progress."""
        if options["if_needed"] and is_up_to_date():
            catch_up()
            return
        rows = rebuild(self.report_progress if options["verbosity"] else None)
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"The search index holds {rows} entries."))

    def report_progress(self, done: int, total: int) -> None:
        """Report progress in a line."""
        self.stdout.write(f"Search index: {done} of {total} read")
