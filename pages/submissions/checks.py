"""System checks for mails: a sender, and addresses that lead to the portal."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from wagtail.models import Site

SENDING = "django.core.mail.backends.smtp.EmailBackend"
LOOPBACK = (None, "localhost", "127.0.0.1", "::1")


@register("mail")
def check_mail_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Where mails leave this machine, the operator is asked who sends them and where it is.

    A warning: without them the portal serves its readers all the same.
    """
    if settings.EMAIL_BACKEND != SENDING:
        return []
    problems: list[CheckMessage] = []
    if settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") in ("", "localhost"):
        problems.append(
            Warning(
                "DEFAULT_FROM_EMAIL is not set: mail servers refuse mails without a real sender.",
                hint="Set it to the address that the portal's mails come from, such as"
                " `協議会事務局 <office@portal.example.jp>`.",
                id="mail.W002",
            )
        )
    if urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname in LOOPBACK:
        problems.append(
            Warning(
                "WAGTAILADMIN_BASE_URL is not set: links in mails to editors would lead nowhere.",
                hint="Set it to the public address, such as `https://portal.example.jp`.",
                id="mail.W003",
            )
        )
    return problems


@register(Tags.database)
def check_public_address(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Links in mails to visitors begin with the address of the site that editors set."""
    if settings.EMAIL_BACKEND != SENDING or not databases:
        return []
    try:
        is_nowhere = Site.objects.filter(is_default_site=True, hostname__in=LOOPBACK).exists()
    except DatabaseError:  # before the first migration
        return []
    if not is_nowhere:
        return []
    return [
        Warning(
            "The site's address is this machine: links in mails to visitors lead nowhere.",
            hint="Set host name and port in the admin, under Settings, Sites.",
            id="mail.W001",
        )
    ]
