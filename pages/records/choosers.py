"""Choosers of records: one that is not on file is typed in there and then."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from pages.records.admin_search import RecordChooseResultsView, RecordChooseView
from pages.records.models import Municipality
from pages.records.municipal_names import plain_kana, plain_name
from pages.records.romanise import SUFFIXES, ReadingError, english_name

KINDS = dict(zip(SUFFIXES, Municipality.Kind.values, strict=True))


class TypedMunicipalityForm(forms.ModelForm):
    """A municipality by its name, reading and prefecture; the rest follows from them.

    The register (`load_municipalities`) adds the code later.
    """

    kana = forms.CharField(
        label=gettext_lazy("kana"), help_text=gettext_lazy("The whole name: たくし for 多久市.")
    )

    class Meta:
        model = Municipality
        fields = ["name_ja", "kana", "prefecture"]

    def clean_name_ja(self) -> str:
        """The last sign tells the kind."""
        typed: str = self.cleaned_data["name_ja"].strip()
        name = plain_name(typed)
        if name[-1:] not in KINDS:
            raise ValidationError(_("Write the whole name, ending with 市, 区, 町 or 村."))
        return name

    def clean_kana(self) -> str:
        """In one width, without spaces and district."""
        return plain_kana(self.cleaned_data["kana"], self.data.get("name_ja", ""))

    def clean(self) -> dict[str, Any]:
        """Refuses a reading that is not one of the name; the record itself, one on file already."""
        data = super().clean() or {}
        name, kana = data.get("name_ja"), data.get("kana")
        if name and kana:
            self._name_in_english(name, kana)
        return data

    def _name_in_english(self, name: str, kana: str) -> None:
        self.instance.kind = KINDS[name[-1]]
        try:
            self.instance.name_en = english_name(name, kana)
        except ReadingError:
            self.add_error("kana", _("Write the reading of the whole name in hiragana."))


class RecordChooser(SnippetChooserViewSet):
    """Records on file in any spelling, or one typed in."""

    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView


class MunicipalityChooser(RecordChooser):
    """Municipalities on record, or one typed in."""

    creation_form_class = TypedMunicipalityForm


class PersonChooser(RecordChooser):
    """People on record, or one typed in; offices can be added to the record later."""

    form_fields = ["name_ja", "name_en", "kana"]


class OrganisationChooser(RecordChooser):
    """Organisations on record, or one typed in."""

    form_fields = ["name_ja", "name_en", "kind"]


class VenueChooser(RecordChooser):
    """Venues on record, or one typed in."""

    form_fields = ["name_ja", "name_en", "address_ja", "address_en"]
