"""The recordings of an event: from when they are shown, and what is claimed of them."""

from typing import Any

from django.utils.translation import gettext as _

from pages.base.claims import ClaimsMixin, documents_of, gaps_of_documents
from portal import clock


class RecordingsMixin(ClaimsMixin):
    """Recordings that an event shows from a day on, once one can be watched."""

    schedule: Any

    class Meta:
        abstract = True

    @property
    def shows_recordings(self) -> bool:
        """Whether they are shown already; those without a day always are."""
        since = self.schedule.recordings_due
        if since is None or since <= clock.now():
            return True
        clock.note_change(since)
        return False

    def gaps_of_evidence(self) -> list[str]:
        """Also recordings that none can watch, and documents without a file."""
        gaps = super().gaps_of_evidence()
        if not self.is_own_source:
            return gaps
        if self.schedule.recordings_due and not self.schedule.recordings:
            gaps.append(
                _(
                    "Recordings are said to be available, but none can be watched: enter the"
                    " address or the file of one. Until then the page says what it said before."
                )
            )
        return [*gaps, *gaps_of_documents(documents_of(self))]
