"""The questions of a round's entries besides those that every entry answers."""

from django.db import models
from modelcluster.fields import ParentalKey

from pages.submissions.further_questions.rows import BaseQuestion


class AwardQuestion(BaseQuestion):
    """A question of the entries for a round."""

    page = ParentalKey("pages.AwardRoundPage", on_delete=models.CASCADE, related_name="questions")
