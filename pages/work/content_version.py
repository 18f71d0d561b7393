"""The version of all that readers may see: another one after each change, whatever made it.

Whoever keeps something made of the content asks for the version before making it, and throws it
away when there is another. A change leaves a row in its own transaction, so both are committed or
neither is; one outside any transaction is noted right after it, since SQLite commits nothing while
a statement still returns its rows. A counter on one row would have every editor wait for the row
until the other has committed, and two who also wait for each other's page would end in a deadlock;
rows that are only added have nobody wait. Their highest number alone would miss a change that is
committed later than one with a higher number: so the version is their highest number and how many
there are.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from pages.work.models import ContentChange

Version = tuple[int, int]

# Rows that no page, list, feed or file shows; a row that is in none of these tables may be shown.
UNSEEN = (
    *("admin.LogEntry", "auth.Permission", "contenttypes.ContentType", "sessions.Session"),
    *("pages.ContentChange", "pages.WorkItem", "pages.OutgoingMail", "pages.SendingCount"),
    *("pages.Registration", "pages.Participant", "pages.RegistrationChange"),
    *("pages.MunicipalityCount", "pages.Places", "pages.RegistrantMessage", "pages.Enquiry"),
    *("pages.MembershipRequest", "pages.MembershipChange", "pages.QuestionnaireReply"),
    *("pages.AwardEntry", "pages.EntryFile", "pages.EntryChange", "pages.Erasure"),
    *("search.SearchCount", "wagtailimages.Rendition", "pages.PortalRendition"),
    *("wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.ModelLogEntry"),
    *("wagtailcore.PageLogEntry", "wagtailcore.ReferenceIndex", "wagtailcore.Revision"),
)
KEPT_ROWS = 512
_CHANGE = re.compile(
    r"""\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+"?(\w+)""",
    re.IGNORECASE,
)
_paused = False


def content_version() -> Version | None:
    """The version of what is committed; none within a transaction, which may yet be undone."""
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0), COUNT(*) FROM pages_contentchange")
        return cursor.fetchone()


def note_content_change() -> None:
    """Note a change that readers see in a table that is written for other reasons, too."""
    if _added() % KEPT_ROWS == 0:
        transaction.on_commit(_forget_old_changes, robust=True)


def _added() -> int:
    """The number of a new row; of all statements of an editor's these are half, so a bare one."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO pages_contentchange DEFAULT VALUES RETURNING id")
        return int(cursor.fetchone()[0])


@transaction.atomic
def _forget_old_changes() -> None:
    """Delete what has been counted; the row that is added makes it a version of its own."""
    ContentChange.objects.filter(pk__lt=_added()).delete()


@cache
def _unseen_tables() -> frozenset[str]:
    named = {apps.get_model(label)._meta.db_table for label in UNSEEN}
    return frozenset({*named, "django_migrations"})


def _note_changes(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Runs a statement and notes what it changes (Django's wrappers of statements)."""
    done = execute(sql, params, many, context)
    change = None if _paused else _CHANGE.match(str(sql))
    if change and change[1] not in _unseen_tables():
        note_content_change()
    return done


def _watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if _note_changes not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note_changes)


def _pause(**kwargs: Any) -> None:
    """While migrations run, the table of changes may not be there."""
    global _paused  # noqa: PLW0603 - a command has one process
    _paused = True


def _go_on(**kwargs: Any) -> None:
    global _paused  # noqa: PLW0603
    _paused = False
    if ContentChange._meta.db_table in connection.introspection.table_names():
        note_content_change()


connection_created.connect(_watch)
pre_migrate.connect(_pause, sender=apps.get_app_config("pages"))
post_migrate.connect(_go_on, sender=apps.get_app_config("pages"))
