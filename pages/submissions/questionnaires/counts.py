"""The counts of a questionnaire: how often each answer was given, and of how many."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pages.submissions.questionnaires.models import QuestionnaireQuestion, QuestionnaireReply

Answers = dict[str, Any]


@dataclass(frozen=True)
class AnswerCount:
    """An answer with its words in both languages, how often it was given, and by how many of."""

    value: str
    label_ja: str
    label_en: str
    count: int
    of: int

    @property
    def share(self) -> int:
        """In per cent of those who answered the question."""
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True)
class QuestionCounts:
    """A question with the counts of its answers; `answered` is how many answered it (n).

    None where they are too few to be told.
    """

    key: str
    kind: str
    label_ja: str
    label_en: str
    answered: int | None
    rows: tuple[AnswerCount, ...]

    @property
    def place(self) -> str:
        """The beginning of the ids of its parts in a page."""
        return f"question-{self.key}"

    @property
    def takes_several(self) -> bool:
        """Whether the shares add up to more than the whole."""
        return self.kind == QuestionnaireQuestion.Kind.SEVERAL

    @property
    def has_text(self) -> bool:
        """Whether there are words instead of rows."""
        return self.kind == QuestionnaireQuestion.Kind.TEXT


def replies_to(page: Any, language: str = "") -> QuerySet[QuestionnaireReply]:
    """The replies to the questionnaire of a page of either language; of a language, if named."""
    replies = QuestionnaireReply.objects.filter(page_id=page.facts.pk)
    return replies.filter(language=language) if language else replies


def answers_of(replies: QuerySet[QuestionnaireReply]) -> list[Answers]:
    """The answers of each reply, in the order in which they were sent."""
    return list(replies.values_list("answers", flat=True))


def counts_of(
    questions: Iterable[QuestionnaireQuestion], answers: Sequence[Answers]
) -> list[QuestionCounts]:
    """The counts of every question, in their order."""
    return [_counted(question, answers) for question in questions]


def texts_of(key: str, answers: Iterable[Answers]) -> list[str]:
    """The words that answered a question, the latest first."""
    return [each[key] for each in answers if isinstance(each.get(key), str)][::-1]


def _counted(question: QuestionnaireQuestion, answers: Sequence[Answers]) -> QuestionCounts:
    given = [each[question.key] for each in answers if question.key in each]
    times = Counter(value for each in given for value in _values(each))
    labels: Any = question
    return QuestionCounts(
        question.key,
        question.kind,
        labels.label_ja,
        labels.label_en,
        len(given),
        () if question.has_text else _rows(question, times, len(given)),
    )


def _rows(
    question: QuestionnaireQuestion, times: Counter[str], answered: int
) -> tuple[AnswerCount, ...]:
    """A row for each choice, and for what was a choice when it was given."""
    offered = {each.value: each for each in question.offered}
    words = {value: (each.label_ja, each.label_en) for value, each in offered.items()}
    words |= {value: (value, value) for value in sorted(times) if value not in offered}
    return tuple(
        AnswerCount(value, *labels, times[value], answered) for value, labels in words.items()
    )


def _values(answer: Any) -> set[str]:
    """The values of an answer, each once: also where the question took another number of them."""
    return {str(each) for each in answer} if isinstance(answer, list) else {str(answer)}
