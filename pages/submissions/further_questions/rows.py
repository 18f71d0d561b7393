"""The rows in which an editor writes the questions of a form, on whichever page it stands."""

import re
import secrets
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.submissions.further_questions.questions import PossibleAnswer, Question, QuestionKind
from pages.wording.language import Text

LONGEST_CHOICE = 80
BETWEEN = re.compile(r"[|｜]")


def new_key() -> str:
    """A key for a question: it stays when the wording changes, and goes along with a copy."""
    return secrets.token_hex(4)


class BaseQuestion(Orderable):
    """A question of the form, in both languages; a subclass says of which page."""

    key = models.CharField(max_length=8, default=new_key, editable=False)
    label = models.CharField(gettext_lazy("question"), max_length=200)
    kind = models.CharField(
        pgettext_lazy("question", "answered"),
        max_length=10,
        choices=QuestionKind,
        default=QuestionKind.TEXT,
    )
    choices = models.TextField(
        gettext_lazy("choices"),
        max_length=3000,
        blank=True,
        help_text=gettext_lazy(
            "Only for a question with choices. One a line, in both languages: 会場 | At the venue"
        ),
    )
    is_required = models.BooleanField(gettext_lazy("must be answered"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("label_ja"), FieldPanel("label_en")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_required")]),
        FieldPanel("choices"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = gettext_lazy("question")

    def __str__(self) -> str:
        return self.label_ja or self.key

    def clean(self) -> None:
        """Refuses choices that cannot be offered in both languages."""
        super().clean()
        problem = self.problem_of_choices
        if problem:
            raise ValidationError({"choices": problem})

    @property
    def problem_of_choices(self) -> str:
        """Why its choices cannot be offered; empty where they can, or there are to be none."""
        if self.kind != QuestionKind.CHOICE:
            return ""
        values: set[str] = set()
        for number, (japanese, english) in enumerate(self._lines(), start=1):
            problem = _problem_of(japanese, english, values)
            if problem:
                return _("Line %(number)d: %(problem)s") % {"number": number, "problem": problem}
            values.add(slugify(english))
        return "" if len(values) > 1 else _("Enter two choices or more, each on a line of its own.")

    @property
    def is_complete(self) -> bool:
        """Whether it can be asked in both languages."""
        return bool(self.label_ja and self.label_en) and not self.problem_of_choices

    def as_question(self) -> Question:
        """The row as a form reads it."""
        return Question(
            key=self.key,
            kind=self.kind,
            label=Text(self.label_ja or "", self.label_en or ""),
            is_required=self.is_required,
            choices=tuple(
                PossibleAnswer(slugify(english), Text(japanese, english))
                for japanese, english in self._lines()
                if slugify(english)
            ),
        )

    def _lines(self) -> Iterator[tuple[str, str]]:
        """Each choice in Japanese and in English."""
        for line in self.choices.splitlines():
            if line.strip():
                japanese, *rest = (part.strip() for part in BETWEEN.split(line))
                yield japanese, " | ".join(rest)


def why_not_asked(rows: Iterable[BaseQuestion]) -> str:
    """Why the questions of a page cannot be asked in both languages; empty where they can."""
    incomplete = next((row for row in rows if not row.is_complete), None)
    if incomplete is None:
        return ""
    said = _("Write this question, and its choices, in both languages: %(question)s")
    return said % {"question": incomplete}


def _problem_of(japanese: str, english: str, values: set[str]) -> str:
    """Why a choice cannot stand after those with `values`."""
    if not japanese or not english:
        return _("write the choice in both languages, such as “会場 | At the venue”.")
    if max(len(japanese), len(english)) > LONGEST_CHOICE:
        return _("a choice has at most %(most)d letters.") % {"most": LONGEST_CHOICE}
    value = slugify(english)
    if not value:
        return _("the English of a choice needs Latin letters or digits.")
    return _("this choice stands there already.") if value in values else ""
