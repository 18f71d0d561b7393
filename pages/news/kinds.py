"""What a line of news tells: the kinds of announcements that follow from dates, and one more."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.lifecycle import MilestoneKind


class NewsKind(models.TextChoices):
    """Each with the word that stands beside the headline and in the filter."""

    ANNOUNCEMENT = "announcement", pgettext_lazy("news", "Announcement")
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


# What follows from dates; editors write the other kind themselves.
DERIVED = [(kind.value, kind.label) for kind in NewsKind if kind != NewsKind.ANNOUNCEMENT]


class Subject(models.TextChoices):
    """What announcements are worded for."""

    EVENT = "event", _("events")
    AWARD = "award", _("award rounds")
    PROPOSAL = "proposal", _("policy proposals")


# The announcements each makes, in the order in which they come.
WORDED: dict[str, tuple[str, ...]] = {
    Subject.EVENT: (
        "opening", "extension", "last_day", "today", "ended", "held", "recordings", "document",
    ),
    Subject.AWARD: ("opening", "extension", "last_day", "closed", "document", "results"),
    Subject.PROPOSAL: ("document",),
}  # fmt: skip
