"""The queries that a page makes."""

from datetime import datetime

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import clock

MOST = 15
MOMENT = datetime(2022, 9, 22, 10, tzinfo=clock.TOKYO)


def queries(client, address):
    """The queries of a page read a second time, after all caches were emptied."""
    with clock.at(MOMENT):
        assert client.get(address).status_code == 200, address
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
    return [query["sql"] for query in captured.captured_queries]
