"""The answers to an editor's questions, kept with the form."""

from django.db import models

from pages.submissions.further_questions.questions import answers_of, said, words_by_key


class AnswersMixin(models.Model):
    """A form with the answers that `further_questions.questions` keeps."""

    answers = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    @property
    def answered(self) -> list[tuple[str, str]]:
        """Each question with its answer, in the language being read, in the words of the form."""
        return [(said(each.question), said(each.words)) for each in answers_of(self.answers)]

    @property
    def words_by_key(self) -> dict[str, str]:
        """The answers by the keys of their questions, as columns of a list."""
        return words_by_key(self.answers)
