"""`manage.py personal_data ADDRESS`: what is kept of a person; with `--erase`, no longer."""

import json
from typing import Any

from django.core import serializers
from django.core.management.base import BaseCommand, CommandParser

from pages.submissions.retention import erase_person, of_person


class Command(BaseCommand):
    """For a request of disclosure or erasure."""

    help = "Print everything kept of an e-mail address as JSON, or erase it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, and whether to erase."""
        parser.add_argument("address")
        parser.add_argument("--erase", action="store_true", help="erase it, and say how many rows")

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything by kind, or the numbers of what was erased."""
        if options["erase"]:
            for form, count in erase_person(options["address"]).items():
                self.stdout.write(f"{form}: {count} erased")
            return
        found = {
            form: json.loads(serializers.serialize("json", rows))
            for form, rows in of_person(options["address"]).items()
        }
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
