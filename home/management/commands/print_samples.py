"""`manage.py print_samples`: sample documents and recordings of the initial content, made anew."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.sample_content.cards import cards
from home.sample_content.content import FOLDER, read_content
from home.sample_content.entries import ContentError
from home.sample_content.pdfs.documents import sheets
from home.sample_content.pdfs.filming import filmed
from home.sample_content.pdfs.printing import printed
from home.sample_content.pdfs.sheet import day_of


class Command(BaseCommand):
    """Writes PDFs and videos from the content files; needs Chromium and requirements-dev.txt."""

    help = "Print the sample documents as PDFs, and film the sample recordings (needs Chromium)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write, and the browser to print with."""
        parser.add_argument(
            "--to", type=Path, default=FOLDER / "files", help="folder of the files (%(default)s)"
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
            documents, made_on = sheets(content), day_of(content)
            recordings = cards(content)
        except ContentError as error:
            raise CommandError(str(error)) from error
        options["to"].mkdir(parents=True, exist_ok=True)
        for key, pdf in printed(documents, options["chromium"], made_on):
            (options["to"] / f"{key}.pdf").write_bytes(pdf)
            self.stdout.write(f"{key}.pdf: {len(pdf):,} bytes")
        for name, video in filmed(recordings, options["chromium"]):
            (options["to"] / name).write_bytes(video)
            self.stdout.write(f"{name}: {len(video):,} bytes")
