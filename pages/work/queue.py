"""Putting work down, taking it up, and what happens when it fails or its process is killed.

Whoever takes a row up has it for the time of a lease; after that, others may. So work is done at
least once and may be done twice: what does it must not mind.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet

from pages.work.models import WorkItem
from portal import clock

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=10)  # after a failure, doubled after each further one
LONGEST_PAUSE = timedelta(hours=1)
BATCH = 200

logger = logging.getLogger(__name__)
Work = Callable[[list[str]], None]


def put_down(kind: str, keys: Iterable[str]) -> None:
    """Work to do once the present transaction is committed."""
    names = dict.fromkeys(keys)
    WorkItem.objects.bulk_create(WorkItem(kind=kind, key=key) for key in names)


def do(kind: str, work: Work) -> int:
    """Do what there is of a kind, in batches of keys; how many rows were done.

    Raises nothing: a failure is logged and tried again later, key by key, so that one thing that
    cannot be done holds up no other.
    """
    done = 0
    while items := _take(kind):
        by_key: dict[str, list[WorkItem]] = {}
        for item in items:
            by_key.setdefault(item.key, []).append(item)
        if _succeeds(work, by_key, items):
            done += len(items)
        elif len(by_key) > 1:
            done += sum(len(rows) for key, rows in by_key.items() if _succeeds(work, [key], rows))
    return done


def waiting(kind: str) -> QuerySet[WorkItem]:
    """Everything of a kind that is not done."""
    return WorkItem.objects.filter(kind=kind)


def overdue(kind: str, since: timedelta) -> QuerySet[WorkItem]:
    """Items that have waited for longer than a given time, failed ones included."""
    return waiting(kind).filter(created_at__lt=clock.real_now() - since)


def _take(kind: str) -> list[WorkItem]:
    """The next rows, leased to this process."""
    now = clock.real_now()
    of_kind = WorkItem.objects.filter(kind=kind)
    # Of one thing only one process at a time, else the older reading might be written last.
    busy = of_kind.filter(leased_until__gte=now).values("key")
    with transaction.atomic():
        rows = of_kind.filter(available_at__lte=now).exclude(key__in=busy).order_by("pk")
        skip = connection.features.has_select_for_update_skip_locked
        items = list(rows.select_for_update(skip_locked=skip)[:BATCH])
        taken = WorkItem.objects.filter(pk__in=[item.pk for item in items])
        taken.update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    return items


def _succeeds(work: Work, keys: Iterable[str], items: list[WorkItem]) -> bool:
    rows = WorkItem.objects.filter(pk__in=[item.pk for item in items])
    try:
        work(list(keys))  # in no transaction: long work would keep other writers waiting
    except Exception as error:  # whatever it raises, the work stays to be done
        logger.exception("Work of the kind %s failed and is tried again later.", items[0].kind)
        pause = min(FIRST_PAUSE * 2 ** min(items[0].attempts, 20), LONGEST_PAUSE)
        _put_off(rows, clock.real_now() + pause, repr(error))
        return False
    rows.delete()
    return True


def _put_off(rows: QuerySet[WorkItem], until: datetime, error: str) -> None:
    rows.update(leased_until=None, available_at=until, error=error[:200])
