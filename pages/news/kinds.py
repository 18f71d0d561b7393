"""What a line of news tells: the kinds of announcements that follow from dates, and one more."""

from django.db import models
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
