"""How long entries are kept, and files that no entry knows."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from pages.originals import originals
from pages.submissions.entries.models import DRAFTS_KEPT, FOLDER, KEPT, AwardEntry, EntryFile
from portal import clock

State = AwardEntry.State
STRAYS_KEPT = timedelta(days=1)  # whoever stores a file writes its row in the same request


def entries_due() -> QuerySet[AwardEntry]:
    """The entries that have been kept for their time.

    Drafts go soon after the round has closed, the others after its results; where no day of them
    is known, after two years.
    """
    today = clock.today()
    never_judged = Q(state__in=(State.DRAFT, State.WITHDRAWN))
    results = AwardEntry.objects.annotate(told_on=Coalesce("page__results_on", "page__ceremony_on"))
    return results.filter(
        Q(never_judged, page__closes_on__lt=today - DRAFTS_KEPT)
        | Q(told_on__lt=today - KEPT)
        | Q(told_on=None, page__closes_on__lt=today - 2 * KEPT)
        | Q(page__closes_on=None, received_at__lt=clock.now() - 2 * KEPT)
    )


def erase_strays() -> int:
    """Erase files without a row, which a killed process may leave behind; how many."""
    storage = originals()
    if not storage.exists(FOLDER):
        return 0
    known = set(EntryFile.objects.values_list("file", flat=True))
    before = clock.real_now() - STRAYS_KEPT
    strays = [
        path
        for folder in storage.listdir(FOLDER)[0]
        for path in (f"{FOLDER}{folder}/{name}" for name in storage.listdir(FOLDER + folder)[1])
        if path not in known and storage.get_modified_time(path) < before
    ]
    for path in strays:
        storage.delete(path)
    return len(strays)
