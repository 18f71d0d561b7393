"""Files of documents and recordings: from when readers can open them, if they are there."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from pages.lifecycle.schedule import ALWAYS
from pages.originals import originals
from portal import clock


def is_stored(name: str | None) -> bool:
    """Whether a file of a document or recording is there: none was given, or it may be lost."""
    return bool(name and originals().exists(name))


def published_by_today() -> Q:
    """Documents and recordings whose day has come, and those without one."""
    return Q(published_on=None) | Q(published_on__lte=clock.today())


class EmbargoMixin:
    """An object that readers see from its day of publication; without a day, always."""

    published_on: Any

    if TYPE_CHECKING:

        @property
        def is_there(self) -> bool:
            """Whether there is anything to open, on whichever day."""

    @property
    def opens_from(self) -> datetime | None:
        """From when readers can open it: evidence that it was published; None while it is missing.

        Without a day, always.
        """
        if not self.is_there:
            return None
        return clock.start_of_day(self.published_on) if self.published_on else ALWAYS

    @property
    def is_published(self) -> bool:
        """Whether its day has come; where none is known, it has."""
        is_published = self.published_on is None or self.published_on <= clock.today()
        if not is_published:
            clock.note_change(clock.start_of_day(self.published_on))
        return is_published
