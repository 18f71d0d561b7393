"""The questions that a form asks besides its own, and the answers as they are kept.

An answer is kept under the key of its question, with the words of both as they were then: so it
stays readable when the question is worded otherwise, or asked no more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from pages.wording.language import Text

LONGEST_ANSWER = 1000
MOST_BUTTONS = 7  # above it, choices are a list that unfolds
Kept = dict[str, dict[str, Any]]


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", pgettext_lazy("question", "In words")
    CHOICE = "choice", pgettext_lazy("question", "One of several choices")
    YES_NO = "yes_no", pgettext_lazy("question", "Yes or no")


@dataclass(frozen=True)
class PossibleAnswer:
    """A possible answer: a value that is the same in all languages, and its words."""

    value: str
    words: Text


@dataclass(frozen=True)
class Question:
    """A question of an editor. `key` stays the same, however it is worded."""

    key: str
    kind: str
    label: Text
    is_required: bool = False
    choices: tuple[PossibleAnswer, ...] = ()

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"q_{self.key}"

    def field(self, given: "KeptAnswer | None" = None) -> forms.Field:
        """Its field, in the language being read; what was once `given` can be given again."""
        if self.kind != QuestionKind.TEXT:
            return self._field_of_choices(given)
        return forms.CharField(
            label=said(self.label),
            required=self.is_required,
            max_length=LONGEST_ANSWER,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages=self._errors,
        )

    def _field_of_choices(self, given: "KeptAnswer | None") -> forms.Field:
        choices = [(each.value, said(each.words)) for each in self._possible(given)]
        unfolds = len(choices) > MOST_BUTTONS
        if not self.is_required:
            choices.insert(0, ("", _("No answer")))
        elif unfolds:
            choices.insert(0, ("", _("Choose one")))
        return forms.ChoiceField(
            label=said(self.label),
            required=self.is_required,
            choices=choices,
            widget=forms.Select if unfolds else forms.RadioSelect,
            error_messages=self._errors,
        )

    @property
    def why_needed(self) -> str:
        """The sentence where it must be answered and is not."""
        return _("Answer this question: %(question)s") % {"question": said(self.label)}

    @property
    def _errors(self) -> dict[str, str]:
        refused = _("Choose one of the answers to: %(question)s") % {"question": said(self.label)}
        return {"required": self.why_needed, "invalid_choice": refused}

    def kept(self, value: str, at: int, given: "KeptAnswer | None" = None) -> dict[str, Any]:
        """An answer as it is stored; `at` is its place among those of the form."""
        words = next((each.words for each in self._possible(given) if each.value == value), None)
        answer = words or Text(value, value)
        return {"at": at, "value": value, "question": _both(self.label), "answer": _both(answer)}

    def initial(self, given: "KeptAnswer | None") -> str:
        """The content of its field for whoever has answered before."""
        if given is None:
            return ""
        return said(given.words) if self.kind == QuestionKind.TEXT else given.value

    def said(self, value: str) -> str:
        """A value in words."""
        return said(KeptAnswer.of(self.key, self.kept(value, 0)).words)

    def _possible(self, given: "KeptAnswer | None") -> tuple[PossibleAnswer, ...]:
        if self.kind == QuestionKind.TEXT:
            return ()
        choices = _yes_or_no() if self.kind == QuestionKind.YES_NO else self.choices
        if given is None or given.value in {each.value for each in choices}:
            return choices
        return *choices, PossibleAnswer(given.value, given.words)


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was kept."""

    key: str
    at: int
    value: str
    question: Text
    words: Text

    @classmethod
    def of(cls, key: str, kept: dict[str, Any]) -> "KeptAnswer":
        """From the form in which it is stored."""
        words = (Text(**kept[name]) for name in ("question", "answer"))
        return cls(key, kept["at"], kept["value"], *words)


def answers_of(kept: Kept) -> list[KeptAnswer]:
    """All answers of a form, in the order of its questions."""
    answers = (KeptAnswer.of(key, each) for key, each in kept.items())
    return sorted(answers, key=lambda each: (each.at, each.key))


def kept_answers(
    questions: Iterable[Question], values: dict[str, Any], before: Kept | None = None
) -> Kept:
    """The answers of a valid form as they are stored, those to questions of `before` among them.

    What was answered when another question stood there is kept; what is left empty now is not.
    """
    asked = tuple(questions)
    known = {each.key: each for each in answers_of(before or {})}
    kept = dict(before or {})
    for at, question in enumerate(asked):
        value = values.get(question.name)
        kept.pop(question.key, None)
        if value:
            kept[question.key] = question.kept(value, at, known.get(question.key))
    return kept


def words_by_key(kept: Kept) -> dict[str, str]:
    """The words of each answer, and none for a question that was not answered."""
    words: dict[str, str] = defaultdict(str)
    words.update({each.key: said(each.words) for each in answers_of(kept)})
    return words


def said(text: Text) -> str:
    """A text in the language being read, or the Japanese one."""
    return text.say() or text.ja


def _yes_or_no() -> tuple[PossibleAnswer, ...]:
    return tuple(
        PossibleAnswer(value, Text(*(_in(language, label) for language in ("ja", "en"))))
        for value, label in (
            ("yes", pgettext_lazy("answer", "Yes")),
            ("no", pgettext_lazy("answer", "No")),
        )
    )


def _in(language: str, label: Any) -> str:
    with override(language):
        return str(label)


def _both(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}
