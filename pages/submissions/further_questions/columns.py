"""Lists for spreadsheets with a column for each question that was answered."""

from typing import Any

from pages.base.exports import VisitorsExportMixin
from pages.characters import neutralised
from pages.submissions.further_questions.questions import answers_of, said


class AnswersExportMixin(VisitorsExportMixin):
    """A list of what visitors sent with a column for each question that was answered.

    `answers_of_row`: the way from a row to its form, such as `registration.`.
    """

    answers_of_row = ""
    export_headings: dict[str, Any]

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        """The columns of the answers stand after the others."""
        columns = self._columns_of_answers(queryset)
        self.export_headings = {**self.export_headings, **columns}
        self.list_export: list[str] = [*self.list_export, *columns]
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def _columns_of_answers(self, queryset: Any) -> dict[str, str]:
        """Each with the latest wording of its question, in their order."""
        way = self.answers_of_row
        field = f"{way}answers".replace(".", "__")
        rows = queryset.order_by(f"{way}pk".replace(".", "__")).values_list(field, flat=True)
        latest = {answer.key: answer for kept in rows for answer in answers_of(kept)}
        ordered = sorted(latest.values(), key=lambda answer: (answer.at, answer.key))
        return {
            f"{way}words_by_key.{each.key}": neutralised(said(each.question)) for each in ordered
        }
