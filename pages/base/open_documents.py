"""The documents that whoever asks may open, worked out once for all that a page names."""

from django.http import HttpRequest

from pages.base.per_request import PerRequest
from pages.public import closed_collections

_closed: PerRequest[set[int]] = PerRequest()


def collections_closed_to(request: HttpRequest) -> set[int]:
    """The ids of the collections whose documents are closed to this reader."""
    return _closed.get_or_make(request, lambda: closed_collections(request))


def note_that_none_is_closed(request: HttpRequest) -> None:
    """Spares the query where the request's own has shown that no collection is restricted."""
    _closed.keep(request, set())
