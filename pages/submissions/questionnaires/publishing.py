"""Publishing counts: what everybody sees of a questionnaire that has closed, and its withdrawal.

The counts are kept as they were published, a fact of the page: replies that are erased later, and
questions that are reworded, change nothing of them.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from pages.submissions.questionnaires.counts import (
    AnswerCount,
    QuestionCounts,
    answers_of,
    counts_of,
    replies_to,
)
from portal import clock

FEWEST_TEXTS = 5  # fewer written answers than this are not counted in public


@dataclass(frozen=True)
class PublishedCounts:
    """The counts as they were published: of how many replies, on which day."""

    replies: int
    published_on: date
    questions: tuple[QuestionCounts, ...]

    @classmethod
    def of(cls, page: Any) -> "PublishedCounts":
        """As they would be published now. Free texts are not among them."""
        answers = answers_of(replies_to(page))
        counted = counts_of(page.facts.questions.all(), answers)
        return cls(len(answers), clock.today(), tuple(_public(each) for each in counted))

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "PublishedCounts":
        """As they are kept with the page."""
        questions = tuple(_read_question(each) for each in kept["questions"])
        return cls(kept["replies"], date.fromisoformat(kept["published_on"]), questions)

    def as_json(self) -> dict[str, Any]:
        """For keeping them with the page."""
        return {**asdict(self), "published_on": self.published_on.isoformat()}

    def rows(self) -> Iterator[list[Any]]:
        """For a spreadsheet program: a heading, then a row for each answer, in both languages."""
        yield [
            *("question", "question_ja", "question_en"),
            *("value", "answer_ja", "answer_en", "count", "share_percent", "n"),
        ]
        for each in self.questions:
            names = [each.key, each.label_ja, each.label_en]
            if each.has_text:
                yield [*names, "", "", "", "", "", "" if each.answered is None else each.answered]
            for row in each.rows:
                words = [row.value, row.label_ja, row.label_en]
                yield [*names, *words, row.count, row.share, each.answered]


def publish_counts(page: Any, user: Any) -> None:
    """Everybody sees the counts on the page, in both languages at once."""
    _keep(page, PublishedCounts.of(page).as_json(), user)


def withdraw_counts(page: Any, user: Any) -> None:
    """Nobody sees the counts on the page any more."""
    _keep(page, None, user)


@transaction.atomic
def _keep(page: Any, counts: dict[str, Any] | None, user: Any) -> None:
    """Publishes the page with these counts; a draft that waits beside it stays one, with them."""
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    page.published_results = counts
    page.save_revision(user=user, log_action=True).publish(user=user)
    if draft is not None:
        draft.published_results = counts
        draft.save_revision(user=user)


def _public(question: QuestionCounts) -> QuestionCounts:
    few = question.has_text and (question.answered or 0) < FEWEST_TEXTS
    return replace(question, answered=None) if few else question


def _read_question(kept: dict[str, Any]) -> QuestionCounts:
    return QuestionCounts(**{**kept, "rows": tuple(AnswerCount(**row) for row in kept["rows"])})
