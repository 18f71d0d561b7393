"""`manage.py print_samples`: the sample documents of the initial content, made anew."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.initial.content import FOLDER, read_content
from home.initial.entries import ContentError
from home.samples.documents import sheets
from home.samples.printing import printed
from home.samples.sheet import day_of


class Command(BaseCommand):
    """Writes the PDFs from the content files; needs the development requirements and Chromium."""

    help = "Print the sample documents of the initial content as PDFs (needs Chromium)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write, and the browser to print with."""
        parser.add_argument(
            "--to", type=Path, default=FOLDER / "files", help="folder of the PDFs (%(default)s)"
        )
        parser.add_argument(
            "--chromium", default=shutil.which("chromium"), help="the browser (%(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print all, one line of progress per file."""
        if not options["chromium"]:
            raise CommandError("Chromium is missing: install it, or name it with --chromium.")
        try:
            content = read_content()
            found, made_on = sheets(content), day_of(content)
        except ContentError as error:
            raise CommandError(str(error)) from error
        options["to"].mkdir(parents=True, exist_ok=True)
        for key, pdf in printed(found, options["chromium"], made_on):
            (options["to"] / f"{key}.pdf").write_bytes(pdf)
            self.stdout.write(f"{key}.pdf: {len(pdf):,} bytes")
