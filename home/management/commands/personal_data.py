"""`manage.py personal_data ADDRESS`: what is kept of a person; with `--erase`, no longer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.submissions.retention import disclosed, erase_again, erase_person


class Command(BaseCommand):
    """For a request of disclosure or erasure, and after a backup was restored."""

    help = "Print everything kept of an e-mail address as JSON, or erase it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, and whether to erase; or that all erasures are done again."""
        parser.add_argument("address", nargs="?")
        parser.add_argument("--erase", action="store_true", help="erase it, and say how many rows")
        parser.add_argument(
            "--after-restore",
            action="store_true",
            help="erase again whoever was erased since the backup that was restored",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything by kind, or the numbers of what was erased."""
        if options["after_restore"]:
            self._tell(erase_again())
        elif not options["address"]:
            raise CommandError("Name an e-mail address, or give --after-restore.")
        elif options["erase"]:
            self._tell(erase_person(options["address"]))
        else:
            self.stdout.write(disclosed(options["address"]))

    def _tell(self, erased: dict[str, int]) -> None:
        for form, count in erased.items():
            self.stdout.write(f"{form}: {count} erased")
