"""The questions of an event's form besides those that every event asks."""

from django.db import models
from modelcluster.fields import ParentalKey

from pages.submissions.further_questions.rows import BaseQuestion, new_key

__all__ = ["EventQuestion", "new_key"]  # a migration knows the key's maker by this module


class EventQuestion(BaseQuestion):
    """A question of the form of an event."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="questions")
