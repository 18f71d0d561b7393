"""`manage.py send_mails`: sends what waits, for cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.submissions import outbox
from pages.submissions.messages import sending
from pages.submissions.registrations import telling


class Command(BaseCommand):
    """Mails are sent after the change they tell of; this sends reminders, and what failed then."""

    help = (
        "Write and send the mails that are due; fails while one has waited for more than an hour."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """How many were sent; an error where some wait for too long."""
        telling.tell_due()
        sending.write_due()
        self.stdout.write(f"{outbox.send_waiting()} sent")
        if late := outbox.late():
            raise CommandError(f"{late} mails have waited for more than an hour.")
