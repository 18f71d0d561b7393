"""`manage.py check_pairs`: whether every live Japanese page has its page in English."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from pages.bilingual.pair_check import broken_pairs


class Command(BaseCommand):
    """Names every page whose pair is broken and ends with an error where there is one."""

    help = (
        "List live Japanese pages without a page (or the Japanese text, marked as such) in the "
        "English tree, English pages without Japanese, and pairs that stand in different places."
    )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each; silent success would leave a doubt."""
        lines = list(broken_pairs())
        for line in lines:
            self.stdout.write(line)
        if lines:
            raise CommandError(f"{len(lines)} pages have no whole pair.")
        self.stdout.write("Every pair is whole.")
