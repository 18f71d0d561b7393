"""The forms of an entry: who enters, which makes a draft; then the work, as often as needed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.records.models import Municipality
from pages.submissions.entries.files import EXTENSIONS, LARGEST_MEGABYTES, MOST, checked, too_many
from pages.submissions.entries.models import (
    LONGEST_PROJECT,
    LONGEST_SUMMARY,
    AwardEntry,
    categories_of,
    questions_of,
)
from pages.submissions.fields import MailField, MunicipalityField, place_name
from pages.submissions.further_questions.questions import (
    Question,
    answers_of,
    kept_answers,
)
from pages.submissions.steps import VisitorForm, said_of, target_of
from pages.wording.records import localized_text

NAME_NEEDED = gettext_lazy("Enter the name of the person in charge.")
NEEDED = {
    "project": gettext_lazy("Enter the title of the project."),
    "category": gettext_lazy("Choose the kind of work."),
    "summary": gettext_lazy("Enter the summary."),
}


class WhoForm(VisitorForm):
    """Who enters: with it a draft is made, whose link is the key to everything else.

    `page`: the round's page with the form.
    """

    purpose = gettext_lazy(
        "We use what you enter to judge the entry and to write to you about it. Before the results"
        " only the secretariat and the judges see it. Of an entry that receives a prize or is"
        " nominated, municipality and project are published. Drafts are erased 30 days after"
        " entries close, entries one year after the results."
    )
    version = "award-entry-2026-11"

    municipality = MunicipalityField(
        label=gettext_lazy("Name of your municipality"),
        help_text=gettext_lazy(
            "In kanji, kana or Latin letters. Where several have the name, with the prefecture."
        ),
        error_messages={"required": gettext_lazy("Enter your municipality.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the person in charge"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": NAME_NEEDED},
    )
    mail = MailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "We send the link to your entry to this address. It cannot be changed later."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    field_order = ["municipality", "name", "mail", "phone"]

    def __init__(self, *args: Any, page: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    @property
    def last_button(self) -> Any:
        """It makes a draft; nothing is sent in yet."""
        return _("Save it and go on to the entry")

    @property
    def given(self) -> list[tuple[Any, str]]:
        """The entries, the municipality with its prefecture."""
        return [(each.label, self._said(each.name)) for each in self.asked]

    def _said(self, name: str) -> str:
        value = self.cleaned_data[name]
        return place_name(value) if isinstance(value, Municipality) else said_of(value)


class ManyFilesInput(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """Several files, each as it may be stored; what is refused is told, the others are taken."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[ContentFile]:
        """The files that may be stored; raises a RefusedFilesError about others."""
        taken, refused = [], []
        uploads = list(data or [])
        for upload in uploads[:MOST]:
            try:
                taken.append(checked(upload))
            except ValidationError as error:
                refused.extend(error.messages)
        if uploads[MOST:]:
            refused.append(too_many([str(upload.name) for upload in uploads[MOST:]]))
        if refused:
            raise RefusedFilesError(refused, taken)
        return taken


class RefusedFilesError(ValidationError):
    """The files that are refused, with those that are not."""

    def __init__(self, reasons: list[str], taken: list[ContentFile]) -> None:
        super().__init__(reasons)
        self.taken = taken


class WorkForm(forms.Form):
    """The work that is entered. A draft may lack all of it, what was sent may not."""

    prefix = "f"

    project = forms.CharField(
        label=gettext_lazy("Title of the project"), max_length=LONGEST_PROJECT, required=False
    )
    category = forms.ChoiceField(label=gettext_lazy("Kind of work"), required=False)
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=LONGEST_SUMMARY,
        help_text=gettext_lazy("Up to 2,000 characters."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    attached = FilesField(
        label=gettext_lazy("Add files"),
        required=False,
        widget=ManyFilesInput(attrs={"accept": ",".join(f".{each}" for each in EXTENSIONS)}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the person in charge"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": NAME_NEEDED},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, entry: AwardEntry, must_be_whole: bool
    ) -> None:
        values = {name: getattr(entry, name) for name in STORED} | {"category": entry.category_id}
        super().__init__(data, files, initial=values)
        self.use_required_attribute = False
        self.entry, self.must_be_whole = entry, must_be_whole
        self.taken: list[ContentFile] = []
        self.fields["attached"].help_text = _(
            "PDF, Word, Excel, PowerPoint, JPEG or PNG. At most %(size)s MB each, %(number)s files"
            " in all."
        ) % {"size": LARGEST_MEGABYTES, "number": MOST}
        self._offer(categories_of(entry.page))
        self._ask(questions_of(entry.page))

    def _offer(self, categories: Sequence[Any]) -> None:
        if not categories:
            del self.fields["category"]
            return
        kinds = [(each.pk, localized_text(each, "text")) for each in categories]
        self.fields["category"] = forms.ChoiceField(
            label=_("Kind of work"), choices=[("", _("Choose one")), *kinds], required=False
        )

    def _ask(self, questions: Sequence[Question]) -> None:
        self.questions = {each.name: each for each in questions}
        given = {each.key: each for each in answers_of(self.entry.answers)}
        for name, question in self.questions.items():
            answer = given.get(question.key)
            self.fields[name] = question.field(answer)
            self.fields[name].required = False  # a draft may leave it open
            self.initial[name] = question.initial(answer)

    def add_error(self, field: Any, error: Any) -> None:
        """Takes out of the refusal of some files those that can be stored."""
        if isinstance(error, RefusedFilesError):
            self.taken = error.taken
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        """Names what is missing where nothing may be."""
        values: dict[str, Any] = super().clean() or {}
        self.taken = values.get("attached", self.taken)
        for name in self.lacking if self.must_be_whole else ():
            self.add_error(name, self._needed[name])
        return values

    @property
    def lacking(self) -> list[str]:
        """The fields that are empty and must not be when it is sent."""
        return [
            name
            for name in self._needed
            if name not in self.errors and not self.cleaned_data.get(name)
        ]

    @property
    def _needed(self) -> dict[str, Any]:
        """The sentence about each field that must be filled in, by its name."""
        own = {name: said for name, said in NEEDED.items() if name in self.fields}
        asked = self.questions.items()
        return own | {name: each.why_needed for name, each in asked if each.is_required}

    @property
    def texts(self) -> dict[str, Any]:
        """The values to be stored, by the columns of an entry."""
        values = {name: self.cleaned_data[name] for name in STORED}
        if "category" in self.fields:
            values["category_id"] = self.cleaned_data["category"] or None
        asked = self.questions.values()
        return values | {"answers": kept_answers(asked, self.cleaned_data, self.entry.answers)}

    @property
    def is_wrong_beside_files(self) -> bool:
        """Whether the texts cannot be stored."""
        return bool(set(self.errors) - {"attached"})

    @property
    def work(self) -> list[forms.BoundField]:
        """The fields above the files."""
        return [self[name] for name in NEEDED if name in self.fields]

    @property
    def asked_besides(self) -> list[tuple[forms.BoundField, bool]]:
        """The questions of the round, each with whether it must be answered to send the entry."""
        return [(self[name], each.is_required) for name, each in self.questions.items()]

    @property
    def people(self) -> list[forms.BoundField]:
        """The fields below the files."""
        return [self["name"], self["phone"]]

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """The errors, each with the place it leads to, in the order of the page."""
        asked = (field for field, _is_needed in self.asked_besides)
        return [
            (target_of(each), str(error))
            for each in (*self.work, *asked, self["attached"], *self.people)
            for error in each.errors
        ]


STORED = ("project", "summary", "name", "phone")
