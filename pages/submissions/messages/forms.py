"""The form of a message to registrants."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pages.submissions.mail_texts.filling import BRACES
from pages.submissions.messages.models import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    RegistrantMessage,
)
from pages.submissions.messages.sending import Chosen, chosen

WORDS = ("subject_ja", "text_ja", "subject_en", "text_en")


def _subject(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_SUBJECT, **options)


def _text(label: Any, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 8})
    return forms.CharField(label=label, max_length=LONGEST_TEXT, widget=area, **options)


class MessageForm(forms.Form):
    """To whom, and the words in both languages."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    audience = forms.ChoiceField(
        label=_("Whom you write to"),
        choices=RegistrantMessage.Audience,
        widget=forms.RadioSelect,
        initial=RegistrantMessage.Audience.ALL,
    )
    subject_ja = _subject(_("Subject in Japanese"))
    text_ja = _text(_("Message in Japanese"))
    subject_en = _subject(_("Subject in English"), required=False)
    text_en = _text(_("Message in English"), required=False)

    def __init__(self, page: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.chosen: Chosen = []

    def clean(self) -> dict[str, Any]:
        """Refuses a message to nobody, and one that somebody could not read."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in WORDS:
            if BRACES.search(values.get(name, "")):
                self.add_error(name, _("Nothing is filled in here: write without braces."))
        if "audience" in values:
            self.chosen = chosen(self.page.pk, values["audience"])
            if not self.chosen:
                self.add_error("audience", _("There is nobody in this group at present."))
        self._ask_for_english(values)
        return values

    @property
    def in_english(self) -> int:
        """How many of those chosen registered in English."""
        return sum(registration.language == "en" for registration, _people in self.chosen)

    def message(self, by: str) -> RegistrantMessage:
        """The message as it was entered."""
        return RegistrantMessage(page=self.page, by=by, **self.cleaned_data)

    def _ask_for_english(self, values: dict[str, Any]) -> None:
        empty = [name for name in ("subject_en", "text_en") if not values.get(name)]
        for name in empty if self.in_english or len(empty) == 1 else ():
            if name not in self.errors:
                self.add_error(name, self._why_english())

    def _why_english(self) -> Any:
        if not self.in_english:
            return _("Write both, the subject and the message, or neither.")
        return ngettext(
            "%(number)s of those you write to registered in English. Write it in English, too.",
            "%(number)s of those you write to registered in English. Write it in English, too.",
            self.in_english,
        ) % {"number": self.in_english}
