"""Searches and their numbers of results, counted by day: nothing about anybody."""

import re
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F

from portal import clock
from search.models import SearchCount

LONGEST = 100
KEPT = timedelta(days=400)
# An address of mail or a telephone number is somebody's.
_PERSONAL = re.compile(r"@|(?:\d[-() ]?){9,}")


def count_search(text: str, lang: str, results: int) -> None:
    """One search more of the day; that it cannot be counted is no reason not to answer."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST or _PERSONAL.search(text):
        return
    named: dict[str, Any] = {"day": clock.today(), "query": text, "lang": lang}
    try:
        if not _count(named, results):
            with transaction.atomic():
                SearchCount.objects.get_or_create(**named)
                _count(named, results)
                SearchCount.objects.filter(day__lt=named["day"] - KEPT).delete()
    except DatabaseError:
        return


def _count(named: dict[str, Any], results: int) -> int:
    """Counts a search that was counted before on the day; returns whether it was."""
    return SearchCount.objects.filter(**named).update(times=F("times") + 1, found=results)
