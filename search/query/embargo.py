"""The embargo: what is indexed and not for everybody yet, or no longer.

They are results from their day of publication on, without being indexed again.
"""

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from wagtail.models import Page

from pages.base.inlines import recordings_kept_back
from pages.media import PortalDocument, Recording
from pages.public import before_its_day, in_open_collection
from pages.resources.document_usage import documents_kept_back
from portal import clock


def embargoed_items() -> set[str]:
    """The pages, documents and recordings that not everybody may open today, in a few queries."""
    held_back = Q(published_on__gt=clock.today()) | ~in_open_collection()
    documents = _items("document:", PortalDocument.objects.filter(held_back))
    recordings = _items("recording:", Recording.objects.filter(published_on__gt=clock.today()))
    kept_back = {f"recording:{number}" for number in recordings_kept_back()}
    kept_back |= {f"document:{number}" for number in documents_kept_back()}
    waiting = Page.objects.filter(before_its_day()).order_by()
    kept_back |= {f"page:{key}" for key in waiting.values_list("translation_key", flat=True)}
    return kept_back.union(documents.union(recordings, all=True))


def _items(name: str, things: QuerySet) -> QuerySet:
    number = Cast("pk", CharField())
    return (
        things.order_by().annotate(item=Concat(Value(name), number)).values_list("item", flat=True)
    )
