"""Files of a questionnaire, for spreadsheet programs: every reply a row."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from pages.characters import neutralised, portable
from pages.submissions.questionnaires.models import QuestionnaireQuestion, QuestionnaireReply
from pages.wording.punctuation import COMMA
from pages.wording.records import localized_text
from portal import clock

MARK = "\ufeff"  # by which Excel knows that the file is in UTF-8
BETWEEN_VALUES = ";"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(rows: Iterable[Iterable[Any]], name: str) -> HttpResponse:
    """A file of this name; no cell is a formula to the program that opens it."""
    file = StringIO()
    csv.writer(file).writerows([neutralised(cell) for cell in row] for row in rows)
    response = HttpResponse(MARK + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_workbook(rows: Iterable[Iterable[Any]], name: str) -> HttpResponse:
    """A workbook of this name (XLSX), every cell a text: none is a formula."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in rows:
        sheet.append([_text_cell(sheet, cell) for cell in row])
    file = BytesIO()
    workbook.save(file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _text_cell(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, portable(str(value)))
    cell.data_type = "s"
    return cell


def rows_of_replies(page: Any, replies: list[QuestionnaireReply]) -> Iterator[list[Any]]:
    """The heading, then a row for each reply: of a choice its value, and its words beside it.

    Answers to questions that are no longer asked stand in columns of their own at the end.
    """
    questions = list(page.facts.questions.all())
    asked = {question.key for question in questions}
    former = sorted({key for reply in replies for key in reply.answers} - asked)
    has_names = any(reply.mail for reply in replies)
    heading = [_("Day"), _("Language"), *([_("Name"), _("E-mail address")] if has_names else [])]
    yield [*heading, *(cell for each in questions for cell in _headings(each)), *former]
    for reply in replies:
        day = f"{reply.received_at.astimezone(clock.TOKYO):%Y-%m-%d}"
        person = [reply.name, reply.mail] if has_names else []
        answers = [cell for each in questions for cell in _cells(each, reply.answers)]
        others = [_value(reply.answers.get(key, "")) for key in former]
        yield [day, reply.language, *person, *answers, *others]


def _headings(question: QuestionnaireQuestion) -> list[str]:
    label = localized_text(question, "label")
    return [label] if question.has_text else [question.key, label]


def _cells(question: QuestionnaireQuestion, answers: dict[str, Any]) -> list[str]:
    value = answers.get(question.key, "")
    if question.has_text:
        return [_value(value)]
    labels = {choice.value: choice.label for choice in question.offered}
    chosen: list[str] = value if isinstance(value, list) else [value]
    return [_value(value), COMMA.say().join(labels.get(each, each) for each in chosen)]


def _value(value: Any) -> str:
    return BETWEEN_VALUES.join(value) if isinstance(value, list) else str(value)
