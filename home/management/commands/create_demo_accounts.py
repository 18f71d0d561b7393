"""`manage.py create_demo_accounts`: the accounts with which the demonstration is shown."""

import os
import secrets
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.sample_content.accounts import create_account, missing_accounts


class Command(BaseCommand):
    """Creates the accounts that do not exist; existing ones keep their passwords."""

    help = (
        "Create the demonstration accounts. Their password is DEMO_PASSWORD; without it, "
        "a random one is made and printed once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create what is missing and say how to sign in."""
        names = missing_accounts()
        if not names:
            self.stdout.write("The demonstration accounts exist already.")
            return
        given = os.environ.get("DEMO_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        try:
            with transaction.atomic():
                for name in names:
                    create_account(name, password)
        except Group.DoesNotExist as error:
            raise CommandError("No groups yet: run `manage.py load_content` first.") from error
        shown = "the one in DEMO_PASSWORD" if given else password
        self.stdout.write(f"Demonstration accounts: {', '.join(names)}; password: {shown}")
