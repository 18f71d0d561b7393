"""`manage.py erase_submissions`: erases what visitors sent once its time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.submissions.retention import erase_due


class Command(BaseCommand):
    """Daily, by cron or a timer."""

    help = "Erase enquiries, mails and counts that have been kept for their time; say how many."

    def handle(self, *args: Any, **options: Any) -> None:
        """The number of each kind; never whose they were."""
        for form, count in erase_due().items():
            self.stdout.write(f"{form}: {count} erased")
