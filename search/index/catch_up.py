"""The queue of changes to index: written with the change, worked off after it.

A process may be killed at any moment. What it had written down is read, and its rebuild taken back,
by any server that runs, within minutes, or by the next one that is started; what health compares
says whether anything is left.
"""

import logging
import threading
import time
from collections.abc import Iterable
from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connections
from django.db.models import Q
from wagtail.models import Page

from pages.base.facts import sources as facts_sources
from pages.base.fallback import own_text
from pages.base.page import BasePage
from pages.media import Recording
from pages.public import public_on_its_day
from pages.resources.indexes import unrestricted_documents
from pages.work import queue
from search.index.store import (
    SILENT_AFTER,
    clear_halfway,
    has_begun,
    refresh,
    state,
    stopped_halfway,
)
from search.models import Entry

KIND = "search"
LATE_AFTER = timedelta(minutes=2)
# By then leases have run out, and a rebuild that gives no sign of life has been silent long enough.
PAUSE = max(queue.LEASE, SILENT_AFTER) + timedelta(seconds=5)

logger = logging.getLogger(__name__)


def write_down(sources: Iterable[str]) -> bool:
    """Note in the present transaction what is to be read; whether there is an index to read for."""
    if not has_begun():
        return False
    queue.put_down(KIND, sources)
    return True


def read_waiting() -> int:
    """Read what is written down and not being read by another process; how many rows that were."""
    return queue.do(KIND, refresh)


def catch_up() -> None:
    """Finish for a killed process: take back its rebuild, read the changes that wait."""
    clear_halfway()
    read_waiting()


def catch_up_in_background() -> None:
    """From the start of a server's process on, beside it: whatever is killed meanwhile, too."""
    threading.Thread(target=_keep_up, name="search-catch-up", daemon=True).start()


def _keep_up() -> None:
    while True:
        try:
            catch_up()
        except DatabaseError:
            logger.warning("The search index could not catch up.", exc_info=True)
        finally:
            connections.close_all()
        time.sleep(PAUSE.total_seconds())


# --- Comparing ----------------------------------------------------------------------------------


def problems() -> list[str]:
    """The differences between the index and the public sources, in words; empty without any."""
    index_state = state()
    if index_state is None or not index_state.current:
        return ["the search index has not been built: run manage.py rebuild_search"]
    reasons = []
    if stopped_halfway():
        reasons.append("a rebuild of the search index stopped halfway: run it again")
    waiting = queue.overdue(KIND, LATE_AFTER).count()
    if waiting:
        reasons.append(f"the search index is behind: {waiting} changes wait to be read")
    missing, left = _differences(index_state.current)
    if missing:
        reasons.append(f"the search index lacks {missing} things: run manage.py rebuild_search")
    if left:
        reasons.append(f"the search index holds {left} things too many: run rebuild_search")
    return reasons


def _differences(generation: int) -> tuple[int, int]:
    """How many things are missing, and how many are in the index that nobody may find."""
    rows = Entry.objects.filter(generation=generation)
    there, wanted = set(rows.values_list("source", flat=True).distinct()), _findable()
    # What waits is under way, and counted apart.
    waits = set(queue.waiting(KIND).values_list("key", flat=True))
    return len(wanted - there - waits), len(there - wanted - waits)


def _base_page_types() -> list[ContentType]:
    models = [model for model in apps.get_models() if issubclass(model, BasePage)]
    return list(ContentType.objects.get_for_models(*models).values())


def _findable() -> set[str]:
    """Everything the index should hold, asked in a few queries instead of page by page."""
    live = facts_sources(Page).filter(live=True).values("translation_key")
    pages = Page.objects.filter(public_on_its_day(), own_text(), translation_key__in=live)
    kinds = Q(depth__gte=2) & Q(content_type__in=_base_page_types())
    return {
        *(f"page:{number}" for number in pages.filter(kinds).values_list("pk", flat=True)),
        *(f"document:{pk}" for pk in unrestricted_documents().values_list("pk", flat=True)),
        *(f"recording:{pk}" for pk in Recording.objects.values_list("pk", flat=True)),
    }
