"""What is in the index before its day: it is found from that day on without being read again."""

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from pages.base.rows import recordings_kept_back
from pages.media import PortalDocument, Recording
from portal import clock


def items_to_come() -> set[str]:
    """The documents and recordings that readers do not see yet, in two queries."""
    documents = _items("document:", PortalDocument.objects.filter(published_on__gt=clock.today()))
    recordings = _items("recording:", Recording.objects.filter(published_on__gt=clock.today()))
    kept_back = {f"recording:{number}" for number in recordings_kept_back()}
    return kept_back.union(documents.union(recordings, all=True))


def _items(name: str, found: QuerySet) -> QuerySet:
    number = Cast("pk", CharField())
    return (
        found.order_by().annotate(item=Concat(Value(name), number)).values_list("item", flat=True)
    )
