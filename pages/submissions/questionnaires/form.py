"""The form of a questionnaire, made of its questions, and the service that takes it in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.submissions.fields import MailField
from pages.submissions.questionnaires.models import QuestionnaireQuestion, QuestionnaireReply
from pages.submissions.steps import Receipt, VisitorForm, said_of
from pages.wording.punctuation import COMMA
from pages.wording.records import localized_text
from portal import clock

LONGEST_TEXT = 2000
Kind = QuestionnaireQuestion.Kind
ANONYMOUS = gettext_lazy(
    "Your answers are counted. We store neither your name nor any address, so they cannot be found"
    " or taken back later. Please write nothing into free texts that tells who you are. Counts may"
    " be published; free texts are not."
)
NAMED = gettext_lazy(
    "Your answers are counted, and we may ask you about them. They are erased with your name and"
    " e-mail address one year after we received them. Counts may be published; names and free"
    " texts are not."
)


class QuestionnaireForm(VisitorForm):
    """The answers of a visitor; `page` is the Japanese page, which holds the questions."""

    version = "answers-2026-11"

    def __init__(
        self, *args: Any, page: Any, questions: Sequence[QuestionnaireQuestion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.questions = page, questions
        self.purpose = NAMED if page.asks_name else ANONYMOUS
        self.fields.update({name_of(each): field_of(each) for each in questions})
        if page.asks_name:
            self.fields.update(_fields_of_person())

    @property
    def answers(self) -> dict[str, Any]:
        """The values that were chosen or written, by the keys of their questions."""
        values = {each.key: self.cleaned_data[name_of(each)] for each in self.questions}
        return {key: value for key, value in values.items() if value not in ("", [])}

    @property
    def given(self) -> list[tuple[Any, str]]:
        """The answers in the words of the form, and who gives them where that is asked."""
        of_questions = [
            (localized_text(each, "label"), self._said(each)) for each in self.questions
        ]
        of_person = [
            (self[name].label, said_of(self.cleaned_data[name]))
            for name in ("name", "mail")
            if name in self.fields
        ]
        return of_questions + of_person

    def _said(self, question: QuestionnaireQuestion) -> str:
        value = self.cleaned_data[name_of(question)]
        if question.has_text:
            return said_of(value)
        labels = {choice.value: choice.label for choice in question.offered}
        chosen = value if question.takes_several else [value]
        return said_of(COMMA.say().join(labels[each] for each in chosen if each))


def name_of(question: QuestionnaireQuestion) -> str:
    """The name of the field of a question."""
    return f"q_{question.key}"


def field_of(question: QuestionnaireQuestion) -> forms.Field:
    """The field that takes the answer; its errors name the question, for the list of them."""
    label = localized_text(question, "label")
    shared: dict[str, Any] = {"label": label, "required": question.is_required}
    if question.has_text:
        return forms.CharField(
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "required": _("“%(question)s”: write an answer.") % {"question": label}
            },
            help_text=_("Up to %(number)s characters.") % {"number": f"{LONGEST_TEXT:,}"},
            **shared,
        )
    choices = [(choice.value, choice.label) for choice in question.offered]
    errors = {
        "required": _("“%(question)s”: choose an answer.") % {"question": label},
        "invalid_choice": _("“%(question)s”: choose one of the answers below.")
        % {"question": label},
    }
    if question.takes_several:
        return forms.MultipleChoiceField(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages=errors,
            help_text=_("Tick all that apply."),
            **shared,
        )
    if not question.is_required:
        choices.append(("", _("No answer")))  # without a script, a radio button cannot be let go
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect, error_messages=errors, **shared
    )


def _fields_of_person() -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(
            label=_("Your name"),
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": _("Enter your name.")},
        ),
        "mail": MailField(
            label=_("E-mail address"),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            error_messages={"required": _("Enter your e-mail address.")},
        ),
    }


def reply(form: QuestionnaireForm, key: UUID, language: str) -> Receipt:
    """Counts a filled-in questionnaire, once however often it is sent."""
    now = clock.now()
    is_anonymous = not form.page.asks_name
    QuestionnaireReply.objects.get_or_create(
        key=key,
        defaults={
            "page_id": form.page.pk,
            "language": language,
            "notice": form.version,
            "received_at": clock.start_of_day(now.date()) if is_anonymous else now,
            "name": form.cleaned_data.get("name", ""),
            "mail": form.cleaned_data.get("mail", ""),
            "answers": form.answers,
        },
    )
    return Receipt("", str(_("Thank you. Your answers are counted.")))
