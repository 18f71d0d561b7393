"""The questions of a questionnaire, and what was answered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.submissions.models import Submission
from pages.submissions.questionnaires.choices import (
    YES_OR_NO,
    AnswerChoice,
    problems_of,
    read_choices,
    scale_of,
)

__all__ = ["QuestionnaireQuestion", "QuestionnaireReply"]


class QuestionnaireQuestion(Orderable):
    """A question with its possible answers; `key` is what its answers are stored under."""

    class Kind(models.TextChoices):
        """The ways to answer."""

        ONE = "one", _("One of several choices")
        SEVERAL = "several", _("Any of several choices")
        SCALE = "scale", _("A scale from 1 to 5")
        YES_NO = "yes_no", _("Yes or no")
        TEXT = "text", _("Free text")

    page = ParentalKey(
        "pages.QuestionnairePage", on_delete=models.CASCADE, related_name="questions"
    )
    key = models.SlugField(
        pgettext_lazy("questionnaire", "column name"),
        max_length=30,
        blank=True,
        help_text=_(
            "The column of the answers in the exported list. It writes itself if you leave it"
            " empty. Do not change it once answers have come in: they belong to this name."
        ),
    )
    label = models.CharField(_("question"), max_length=300)
    kind = models.CharField(pgettext_lazy("question", "answer"), max_length=10, choices=Kind)
    choices = models.TextField(
        _("choices"),
        blank=True,
        help_text=_(
            "One on each line: a value, the Japanese and the English, such as"
            " “good | よい | Good”. The value is counted and must stay; the words may change. Of a"
            " scale only the steps that have words: “5 | 満足 | Satisfied”."
        ),
    )
    is_required = models.BooleanField(_("must be answered"), default=False)

    panels = [
        FieldPanel("label_ja"),
        FieldPanel("label_en"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_required")]),
        FieldPanel("choices"),
        FieldPanel("key"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("question")

    def __str__(self) -> str:
        return self.label

    @property
    def has_text(self) -> bool:
        """Whether it is answered in the visitor's own words."""
        return self.kind == self.Kind.TEXT

    @property
    def takes_several(self) -> bool:
        """Whether an answer may hold several values."""
        return self.kind == self.Kind.SEVERAL

    @property
    def offered(self) -> list[AnswerChoice]:
        """The possible answers in their order; of a free text none."""
        if self.kind == self.Kind.YES_NO:
            return list(YES_OR_NO)
        if self.kind == self.Kind.SCALE:
            return scale_of(self.choices)
        return [] if self.has_text else read_choices(self.choices)

    def clean(self) -> None:
        """Refuses a question without its English, and choices that cannot be counted."""
        super().clean()
        errors: dict[str, Any] = {}
        if not self.label_en:
            errors["label_en"] = _("Write the question in English, too.")
        problems = self._problems_of_choices()
        if problems:
            errors["choices"] = problems
        if errors:
            raise ValidationError(errors)

    def _problems_of_choices(self) -> list[Any]:
        kinds = self.Kind
        if self.kind in (kinds.ONE, kinds.SEVERAL):
            return list(problems_of(self.choices))
        if self.kind == kinds.SCALE:
            return list(problems_of(self.choices, is_scale=True))
        if self.choices.strip():
            return [_("This kind of question has no choices of its own. Take them out.")]
        return []


class QuestionnaireReply(Submission):
    """One filled-in questionnaire: its answers by the keys of the questions, as values.

    An anonymous one has no name and no address, and of the moment only the day: no log of the web
    server tells who it was.
    """

    prefix = "A"
    # A reply is no mention of its questionnaire: neither usage nor search know of it.
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        "pages.QuestionnairePage",
        models.CASCADE,
        related_name="replies",
        verbose_name=_("questionnaire"),
        editable=False,
    )
    name = models.CharField(_("name"), max_length=80, blank=True, editable=False)
    mail = models.EmailField(_("e-mail address"), blank=True, editable=False)
    answers = models.JSONField(_("answers"), default=dict, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reply to a questionnaire")
        verbose_name_plural = _("replies to questionnaires")

    def __str__(self) -> str:
        return self.number
