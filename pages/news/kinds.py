"""The kinds of news: those derived from dates, and the editors' own announcement."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.lifecycle import MilestoneKind


class NewsKind(models.TextChoices):
    """The kinds of news, with the word beside the headline and in the filter."""

    ANNOUNCEMENT = "announcement", pgettext_lazy("news", "Announcement")
    PUBLISHED = MilestoneKind.PUBLISHED.value, pgettext_lazy("news", "Details published")
    OPENING = MilestoneKind.OPENING.value, pgettext_lazy("news", "Applications open")
    EXTENSION = MilestoneKind.EXTENSION.value, pgettext_lazy("news", "Deadline extended")
    LAST_DAY = MilestoneKind.LAST_DAY.value, pgettext_lazy("news", "Last day")
    CLOSED = MilestoneKind.CLOSED.value, pgettext_lazy("news", "Applications closed")
    TODAY = MilestoneKind.TODAY.value, pgettext_lazy("news", "Today")
    HELD = MilestoneKind.HELD.value, pgettext_lazy("news", "Held")
    ENDED = MilestoneKind.ENDED.value, pgettext_lazy("news", "Ended")
    RECORDINGS = MilestoneKind.RECORDINGS.value, pgettext_lazy("news", "Recordings")
    DOCUMENT = MilestoneKind.DOCUMENT.value, pgettext_lazy("news", "Documents")
    RESULTS = MilestoneKind.RESULTS.value, pgettext_lazy("news", "Results")
    FULL = MilestoneKind.FULL.value, pgettext_lazy("news", "All places taken")
    REOPENED = MilestoneKind.REOPENED.value, pgettext_lazy("news", "Places available again")
    PLACE = MilestoneKind.PLACE.value, pgettext_lazy("news", "Change of venue")
    DATED = MilestoneKind.DATED.value, pgettext_lazy("news", "Date announced")
    RESCHEDULED = MilestoneKind.RESCHEDULED.value, pgettext_lazy("news", "Change of date")
    UNDATED = MilestoneKind.UNDATED.value, pgettext_lazy("news", "Date withdrawn")
    RESUMED = MilestoneKind.RESUMED.value, pgettext_lazy("news", "Taking place after all")
    WRITTEN = MilestoneKind.WRITTEN.value, pgettext_lazy("news", "In writing")
    POSTPONED = MilestoneKind.POSTPONED.value, pgettext_lazy("news", "Postponed")
    CANCELLED = MilestoneKind.CANCELLED.value, pgettext_lazy("news", "Cancelled")


# The kinds derived from dates; editors write the other one themselves.
DERIVED = [(kind.value, kind.label) for kind in NewsKind if kind != NewsKind.ANNOUNCEMENT]


class Subject(models.TextChoices):
    """The subjects that announcements have wordings for."""

    EVENT = "event", _("events")
    AWARD = "award", _("award rounds")
    PROPOSAL = "proposal", _("policy proposals")


# The announcements of a subject, in the order in which they come.
WORDED: dict[str, tuple[str, ...]] = {
    Subject.EVENT: (
        "published", "opening", "extension", "last_day", "full", "reopened", "dated",
        "rescheduled", "undated", "place", "postponed", "cancelled", "resumed", "written",
        "today", "ended", "held", "recordings", "document",
    ),
    Subject.AWARD: (
        "published", "opening", "extension", "last_day", "closed", "dated", "rescheduled",
        "undated", "place", "cancelled", "resumed", "today", "ended", "document", "results",
    ),
    Subject.PROPOSAL: ("document",),
}  # fmt: skip
