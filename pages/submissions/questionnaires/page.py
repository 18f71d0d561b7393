"""The page of a questionnaire: its form while it is open, its counts once they are published."""

from datetime import date
from enum import Enum
from functools import partial
from itertools import count
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.url_routing import RouteResult

from pages.base.facts import FactsForm, FactsPanel
from pages.base.page import BasePage, translation_rules
from pages.submissions import steps
from pages.submissions.questionnaires.files import as_csv
from pages.submissions.questionnaires.form import QuestionnaireForm, reply
from pages.submissions.questionnaires.publishing import PublishedCounts
from pages.wording import format_date
from portal import clock

__all__ = ["QuestionnairePage"]

TEMPLATE = "pages/submissions/questionnaires/questionnaire_page.html"
THANKS = "pages/submissions/questionnaires/done.html"
FILE_BELOW = "results/"
CONFLICT = 409


class Intake(Enum):
    """The taking in of answers: not begun, under way, over."""

    COMING, OPEN, CLOSED = range(3)


class QuestionnairePageForm(FactsForm):
    """Checks the page together with its questions, and names their columns in drafts, too."""

    def _post_clean(self) -> None:
        rows = self.formsets.get("questions")
        if rows is not None and rows.is_valid():
            rows.save(commit=False)
            self.instance.name_columns()
        super()._post_clean()


class QuestionnairePage(BasePage):
    """Questions to visitors in both languages; whoever answers stays unknown unless it says so.

    A plain page to lists and search: it announces nothing and has no state beyond its own days.
    """

    parent_page_types = ["home.HomePage", "pages.InformationPage", "pages.ResourcesIndexPage"]
    subpage_types: list[str] = []
    template = TEMPLATE
    base_form_class = QuestionnairePageForm

    opens_on = models.DateField(
        _("opens on"),
        null=True,
        blank=True,
        help_text=_("Empty: it takes answers from its publication on."),
    )
    closes_on = models.DateField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_("Open until 23:59 (JST) of this day. Counts can be published afterwards."),
    )
    asks_name = models.BooleanField(
        _("name and e-mail address are asked for"),
        null=True,
        blank=True,
        help_text=_(
            "Otherwise answers are anonymous: nothing is stored that tells who gave them. With"
            " name and address, a reply is erased one year after it was received."
        ),
    )
    is_sample = models.BooleanField(
        _("a sample"),
        null=True,
        blank=True,
        help_text=_("The page then says that questions and counts are samples."),
    )
    published_results = models.JSONField(_("published counts"), null=True, editable=False)

    facts_fields = (
        *("opens_on", "closes_on", "asks_name", "is_sample", "published_results", "questions"),
    )
    override_translatable_fields = translation_rules(*facts_fields)
    tells_of_its_time = True
    exclude_fields_in_copy = ["opens_on", "closes_on", "published_results"]

    content_panels = [
        *BasePage.title_panels,
        *BasePage.body_panels,
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                FieldPanel("asks_name"),
                FieldPanel("is_sample"),
            ],
            _("Facts"),
        ),
        FactsPanel(
            [InlinePanel("questions", heading=_("Questions"), label=_("Question"))],
            _("Questions"),
        ),
    ]

    page_prefetch = ("questions",)

    class Meta:
        verbose_name = _("questionnaire")

    def clean(self) -> None:
        """Refuses days that contradict each other, and one column for two questions."""
        super().clean()
        if not self.in_source_language:
            return
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("It closes before it opens.")})
        self.name_columns()
        keys = [question.key for question in self.questions.all()]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            said = _("Two questions have the column name “%(key)s”. Change one of them.")
            raise ValidationError({NON_FIELD_ERRORS: said % {"key": twice[0]}})

    def name_columns(self) -> None:
        """Names the columns that have no name yet: q1, q2, … but none that was ever answered."""
        questions = list(self.questions.all())
        if all(question.key for question in questions):
            return
        taken = {question.key for question in questions} | self._answered_columns()
        names = (name for number in count(1) if (name := f"q{number}") not in taken)
        for question in questions:
            question.key = question.key or next(names)

    def _answered_columns(self) -> set[str]:
        if not self.pk:
            return set()
        return {
            key for answers in self.replies.values_list("answers", flat=True) for key in answers
        }

    def refuse_publication(self) -> None:
        """There must be something to answer."""
        super().refuse_publication()
        if self.in_source_language and not self.questions.all():
            raise ValidationError({NON_FIELD_ERRORS: _("Add a question first.")})

    @property
    def intake(self) -> Intake:
        """Whether it takes answers at this moment; the days are Japan's."""
        today = clock.today()
        if self.facts.opens_on and today < self.facts.opens_on:
            return Intake.COMING
        if self.facts.closes_on and today > self.facts.closes_on:
            return Intake.CLOSED
        return Intake.OPEN

    @property
    def intake_line(self) -> str:
        """When it takes answers, in a sentence; empty where nothing is said of it."""
        facts, intake = self.facts, self.intake
        if intake is Intake.COMING:
            return _said_of(facts.opens_on, _("Answers are taken from %(day)s."))
        if facts.closes_on is None:
            return ""
        if intake is Intake.OPEN:
            return _said_of(facts.closes_on, _("Answers are taken until %(day)s, 23:59 (JST)."))
        return _said_of(facts.closes_on, _("This questionnaire closed on %(day)s."))

    @property
    def is_open(self) -> bool:
        """Whether visitors can answer now."""
        return bool(self.source_is_live and self.intake is Intake.OPEN)

    def serve(
        self, request: HttpRequest, *args: Any, as_file: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """The step of the form that a visitor has come to, or the page that says why not."""
        if as_file and self.shown_counts:
            return as_csv(self.shown_counts.rows(), self.slug)
        if getattr(request, "is_preview", False) or not self.has_public_facts:
            return super().serve(request, *args, **kwargs)
        if self.is_open or steps.is_done(request):
            return steps.answer(self, request, self.form_kind())
        response = super().serve(request, *args, **kwargs)
        if request.method == "POST":
            response.status_code = CONFLICT
            add_never_cache_headers(response)
        return response

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Leads the address of the file to this page, where there are published counts."""
        if path_components == [FILE_BELOW.strip("/")] and self.live and self.shown_counts:
            return RouteResult(self, kwargs={"as_file": True})
        return super().route(request, path_components)

    @property
    def shown_counts(self) -> PublishedCounts | None:
        """The published counts, which are not shown while it takes answers again."""
        kept = self.facts.published_results if self.source_is_live else None
        return PublishedCounts.read(kept) if kept and self.intake is Intake.CLOSED else None

    def form_kind(self) -> steps.FormKind:
        """The form of its questions, and the service that counts the answers."""
        form = partial(QuestionnaireForm, page=self.facts, questions=self._questions())
        return steps.FormKind(form, reply, template=TEMPLATE, thanks=THANKS)

    def _questions(self) -> list[Any]:
        return list(self.facts.questions.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds published counts and, to a preview, the form as it would be shown."""
        context = super().get_context(request, *args, **kwargs)
        context["counts"] = self.shown_counts
        context["file_address"] = f"{self.get_url(request)}{FILE_BELOW}"
        if getattr(request, "is_preview", False):
            context["form"] = self.form_kind().form()
        return context


def _said_of(day: date, sentence: Any) -> str:
    return str(sentence % {"day": format_date(day)})
