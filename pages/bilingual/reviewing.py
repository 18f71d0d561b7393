"""The texts of one page as a translator reviews them: a form of small forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.bilingual.difference import Piece, difference
from pages.bilingual.glossary import Vocabulary, missing_terms, offered_terms, vocabulary
from pages.bilingual.models import LedgerEntry
from pages.bilingual.normalisation import words_of
from pages.bilingual.publish_checks import may_be_released
from pages.bilingual.texts import has_markup, kept_of, typed_of


class TextForm(forms.Form):
    """One text: its English, and what the translator decides about it."""

    english = forms.CharField(
        label=gettext_lazy("English"), required=False, strip=False, widget=forms.Textarea
    )
    right = forms.BooleanField(label=gettext_lazy("Right as it is"), required=False)
    in_japanese = forms.BooleanField(
        label=gettext_lazy("Show it in Japanese, marked as such"), required=False
    )
    other_words = forms.BooleanField(
        label=gettext_lazy("Keep my words although the glossary has others"), required=False
    )
    # The texts as they were when the form was opened.
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(
        self,
        entry: LedgerEntry,
        translation: StringTranslation | None,
        words: Vocabulary,
        data: Any = None,
    ) -> None:
        self.entry, self.translation, self.words = entry, translation, words
        self.kept = translation.data if translation else ""
        self.typed = "" if entry.in_japanese else typed_of(self.kept, entry.japanese)
        initial = {
            "english": self.typed,
            "in_japanese": entry.in_japanese,
            "seen": words_of(entry.japanese),
            "was": words_of(self.typed),
        }
        super().__init__(data, prefix=f"t{entry.pk}", initial=initial)
        rows = 2 + len(entry.japanese) // 60
        self.fields["english"].widget.attrs |= {"rows": rows, "lang": "en"}
        if not may_be_released(entry.path):
            del self.fields["in_japanese"]
        if not self.typed or not entry.pending:
            del self.fields["right"]

    @property
    def pieces(self) -> list[Piece]:
        """The Japanese with what came and went since the last review."""
        return difference(self.entry.reviewed or self.entry.japanese, self.entry.japanese)

    @property
    def tags(self) -> str:
        """The Japanese with the mark-up that its English has to keep, where there is any."""
        return self.entry.japanese if has_markup(self.entry.japanese) else ""

    @property
    def terms(self) -> Vocabulary:
        """The terms of the glossary in this text."""
        return offered_terms(self.words, self.entry.japanese)

    def clean(self) -> dict[str, Any]:
        """Refuses what would overwrite somebody else's work or break the page."""
        data = super().clean() or {}
        if not self.is_touched:
            return data
        if data.get("seen") != words_of(self.entry.japanese):
            self._show_what_is_now()
            raise ValidationError(_("The Japanese has changed again meanwhile: look once more."))
        if data.get("was") != words_of(self.typed):
            self._show_what_is_now()
            raise ValidationError(
                _("Somebody else has saved this text meanwhile: “%(text)s”. Decide which to keep.")
                % {"text": self.typed}
            )
        if not data.get("in_japanese"):
            self.cleaned_english = kept_of(data.get("english", ""), self.entry.japanese)
            self._check_terms(data)
        return data

    def _show_what_is_now(self) -> None:
        """The next time it is sent, the person has seen what others did."""
        sent: Any = self.data
        sent = sent.copy()
        for name in ("seen", "was"):
            sent[self.add_prefix(name)] = self.initial[name]
        self.data = sent

    def _check_terms(self, data: dict[str, Any]) -> None:
        missing = missing_terms(self.words, self.entry.japanese, data.get("english", ""))
        if missing and not data.get("other_words"):
            terms = "; ".join(f"{japanese} = {english}" for japanese, english in missing)
            raise ValidationError(_("The glossary says: %(terms)s.") % {"terms": terms})

    @property
    def is_touched(self) -> bool:
        """Whether the translator has decided anything about this text."""
        return bool({"english", "right", "in_japanese"} & set(self.changed_data))

    def save(self, translation: Translation, user: Any) -> None:
        """Keep what was decided; without a decision nothing happens."""
        if not self.is_touched or self.entry.gone:
            return
        released = self.cleaned_data.get("in_japanese", False)
        self._write(translation, user, self.entry.japanese if released else self.cleaned_english)

    def _write(self, translation: Translation, user: Any, text: str) -> None:
        released = self.cleaned_data.get("in_japanese", False)
        LedgerEntry.objects.filter(pk=self.entry.pk).update(in_japanese=released)
        segment = segment_of(translation, self.entry)
        if segment is None or not text:
            return
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={
                "data": text,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": "",
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
            },
        )


def segment_of(translation: Translation, entry: LedgerEntry) -> StringSegment | None:
    """The text of an entry among those of wagtail-localize."""
    segments = StringSegment.objects.filter(source=translation.source, context__path=entry.path)
    segment: StringSegment | None = (
        segments.filter(string__data=entry.japanese).select_related("string", "context").first()
    )
    return segment


def text_forms(
    translation: Translation, entries: list[LedgerEntry], data: Any = None
) -> list[TextForm]:
    """The forms of some texts; translations and vocabulary are fetched once for all."""
    made = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    ).select_related("translation_of", "context")
    kept = {(row.context.path, row.translation_of.data): row for row in made if row.context}
    words = vocabulary()
    return [
        TextForm(entry, kept.get((entry.path, entry.japanese)), words, data) for entry in entries
    ]
