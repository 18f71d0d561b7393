"""What is searched for and how much of it is found, by day: numbers, nothing about anybody."""

from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F

from portal import clock
from search.models import SearchCount

LONGEST = 100


def count_search(text: str, lang: str, found: int) -> None:
    """One search more of the day; that it cannot be counted is no reason not to answer."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        return
    named: dict[str, Any] = {"day": clock.today(), "query": text, "lang": lang}
    try:
        with transaction.atomic():
            count, _is_new = SearchCount.objects.get_or_create(**named)
            SearchCount.objects.filter(pk=count.pk).update(times=F("times") + 1, found=found)
    except DatabaseError:
        return
