"""The answers to a questionnaire in the admin: counts, texts, and all replies as a list."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from pages.base.exports import EXPORT_ACTION
from pages.submissions.questionnaires.counts import answers_of, counts_of, replies_to, texts_of
from pages.submissions.questionnaires.files import as_csv, rows_of_replies
from pages.submissions.questionnaires.models import QuestionnaireReply
from pages.submissions.questionnaires.page import QuestionnairePage

LANGUAGES = ("ja", "en")
MOST_TEXTS = 200  # shown; the list to take away has all
READING = "pages.view_questionnairereply"


@permission_required(READING)
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The counts of all replies, or of those in one language."""
    page = _page(pk)
    language = request.GET.get("language", "")
    language = language if language in LANGUAGES else ""
    given = answers_of(replies_to(page, language))
    questions = counts_of(page.facts.questions.all(), given)
    context = {
        "questionnaire": page,
        "replies": len(given),
        "counted": [
            (each, texts_of(each.key, given)[:MOST_TEXTS] if each.has_text else [])
            for each in questions
        ],
        "filters": list(_filters(language)),
        "address": reverse("questionnaire_answers", args=[page.pk]),
    }
    return render(request, "pages/submissions/admin/questionnaire_answers.html", context)


@permission_required(READING)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """All replies as a list; who takes it away is noted, and how many rows."""
    page = _page(pk)
    replies = list(replies_to(page))
    data = {"list": QuestionnaireReply._meta.model_name, "count": len(replies)}
    log(request.user, EXPORT_ACTION, data=data)
    response = as_csv(rows_of_replies(page, replies), page.slug)
    response["Cache-Control"] = "private, no-store"
    return response


def _page(pk: int) -> Any:
    """The Japanese page, to which the replies belong."""
    return get_object_or_404(QuestionnairePage, pk=pk).facts


def _filters(chosen: str) -> Iterator[tuple[str, str, bool]]:
    yield "", _("All languages"), not chosen
    for language in LANGUAGES:
        yield language, get_language_info(language)["name_translated"], language == chosen


def answers_button(page: Any, user: Any) -> Iterator[Button]:
    """From a questionnaire to what was answered."""
    if not isinstance(page, QuestionnairePage) or page.facts is None:
        return
    if not user.has_perm(READING):
        return
    address = reverse("questionnaire_answers", args=[page.facts.pk])
    label = _("Answers (%(number)s)") % {"number": replies_to(page).count()}
    yield Button(label, url=address, icon_name="list-ul", priority=70)


urls = [
    path("<int:pk>/answers/", answers, name="questionnaire_answers"),
    path("<int:pk>/answers/export/", export, name="questionnaire_export"),
]
