"""The answers to a questionnaire in the admin: counts, texts, and all replies as a list."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from pages.base.exports import EXPORT_ACTION
from pages.submissions.questionnaires.counts import answers_of, counts_of, replies_to, texts_of
from pages.submissions.questionnaires.files import as_csv, as_workbook, rows_of_replies
from pages.submissions.questionnaires.models import QuestionnaireReply
from pages.submissions.questionnaires.page import Intake, QuestionnairePage
from pages.submissions.questionnaires.publishing import (
    PublishedCounts,
    publish_counts,
    withdraw_counts,
)

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
        "may_publish": _may_publish(request, page),
        "filters": list(_filters(language)),
        "address": reverse("questionnaire_answers", args=[page.pk]),
    }
    return render(request, "pages/submissions/admin/questionnaire_answers.html", context)


@permission_required(READING)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """All replies as a list, CSV or XLSX; who takes it away is noted, and how many rows."""
    page = _page(pk)
    replies = list(replies_to(page))
    data = {"list": QuestionnaireReply._meta.model_name, "count": len(replies)}
    log(request.user, EXPORT_ACTION, data=data)
    write = as_workbook if request.GET.get("format") == "xlsx" else as_csv
    response = write(rows_of_replies(page, replies), page.slug)
    response["Cache-Control"] = "private, no-store"
    return response


@permission_required(READING)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the counts as everybody will see them, then publishes them, or takes them back."""
    page = _page(pk)
    refusal = _why_not(request, page)
    if refusal:
        messages.error(request, refusal)
        return redirect("questionnaire_answers", page.pk)
    if request.method == "POST":
        _publish(request, page)
        return redirect("questionnaire_answers", page.pk)
    context = {"questionnaire": page, "page": page, "counts": PublishedCounts.of(page)}
    return render(request, "pages/submissions/admin/publish_counts.html", context)


def _publish(request: HttpRequest, page: Any) -> None:
    withdraws = request.POST.get("action") == "withdraw"
    try:
        (withdraw_counts if withdraws else publish_counts)(page, request.user)
    except ValidationError as error:  # the page itself can no longer be published as it is
        messages.error(request, " ".join(error.messages))
        return
    told = _("The counts no longer stand on the page.")
    if not withdraws:
        told = _("The counts stand on the page in both languages.")
    messages.success(request, told)


def _may_publish(request: HttpRequest, page: Any) -> bool:
    return bool(page.live and page.permissions_for_user(request.user).can_publish())


def _why_not(request: HttpRequest, page: Any) -> str:
    """Why somebody cannot publish counts; empty where they can."""
    if not _may_publish(request, page):
        return _("You may not publish this questionnaire. Ask a moderator to do it.")
    if page.intake is not Intake.CLOSED:
        return _("Counts are published once the questionnaire has closed. Set its closing day.")
    return ""


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
    path("<int:pk>/answers/publish/", publish, name="publish_counts"),
]
