"""`manage.py load_municipalities FILE.csv`: the national register of municipalities."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from home.municipalities import RegisterError, load_register, read_register


class Command(BaseCommand):
    """Adds the municipalities of a file, or nothing at all when a line of it is wrong."""

    help = (
        "Load municipalities from a CSV file in UTF-8 with the columns pref, city, citykana and "
        "lgcode (and romaji, where a name cannot be told from its kana). What is there already "
        "keeps its key and its names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path, help="the CSV file")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """Load, one line of progress per step."""
        path: Path = options["file"]
        self.stdout.write(f"Reading {path} …")
        try:
            register = read_register(path)
        except RegisterError as error:
            listed = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"Nothing was loaded from {path}:\n{listed}") from error
        self.stdout.write(
            f"Read: {len(register.rows)} municipalities; {register.wards} wards of designated "
            "cities left out. Writing …"
        )
        done = load_register(register)
        for before, now in done.renamed:
            self.stdout.write(f"Renamed: {before} is {now}")
        self.stdout.write(
            self.style.SUCCESS(
                f"Municipalities: {done.added} added, {done.completed} completed, "
                f"{done.unchanged} already there"
            )
        )
