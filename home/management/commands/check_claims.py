"""`manage.py check_claims`: what public pages claim without evidence."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from pages.base.claims import claims_without_evidence


class Command(BaseCommand):
    """Lists every claim that nothing stands behind; fails where there is one."""

    help = (
        "List what public pages claim without evidence: recordings that cannot be watched, "
        "documents without a file, steps that name a file that is not there, periods of "
        "application without a way to apply."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per claim: the address of the page, and what is missing."""
        with override("en"):
            lines = [f"{claim.page.url}: {claim.gap}" for claim in claims_without_evidence()]
        for line in lines:
            self.stdout.write(line)
        if lines:
            raise CommandError(f"{len(lines)} without evidence.")
        self.stdout.write("No claim without evidence.")
