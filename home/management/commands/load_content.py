"""`manage.py load_content`: the initial content in both languages, and the groups."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.sample_content.content import FOLDER
from home.sample_content.entries import ContentError
from home.sample_content.load import load
from home.sample_content.site import is_empty


class Command(BaseCommand):
    """Adds what is missing, never touches what is there, or does nothing at all on an error."""

    help = "Load the initial content in both languages, and the groups: adds only what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to read, and whether to leave a site alone that has a home page."""
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is a home page"
        )
        parser.add_argument(
            "--content", type=Path, default=FOLDER, help="folder of the YAML files (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, one line of progress per step."""
        if options["if_empty"] and not is_empty():
            self.stdout.write("There is a home page already: nothing loaded.")
            return
        try:
            load(self.stdout.write, options["content"])
        except ContentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS("The initial content is in place."))
