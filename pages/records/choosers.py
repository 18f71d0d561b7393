"""Choosers of records: one that is not on file is typed in there and then."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from pages.records.models import Municipality
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
        name: str = self.cleaned_data["name_ja"].strip()
        if name[-1:] not in KINDS:
            raise ValidationError(_("Write the whole name, ending with 市, 区, 町 or 村."))
        return name

    def clean(self) -> dict[str, Any]:
        """Refuses what is on record already and a reading that is not one of the name."""
        data = super().clean() or {}
        name, kana = data.get("name_ja"), data.get("kana")
        if name and data.get("prefecture") and self._is_on_record(name, data["prefecture"]):
            self.add_error("name_ja", _("This municipality is on record: search for its name."))
        if name and kana:
            self._name_in_english(name, kana)
        return data

    def _is_on_record(self, name: str, prefecture: int) -> bool:
        return Municipality.objects.filter(name_ja=name, prefecture=prefecture).exists()

    def _name_in_english(self, name: str, kana: str) -> None:
        self.instance.kind = KINDS[name[-1]]
        try:
            self.instance.name_en = english_name(name, kana)
        except ReadingError:
            self.add_error("kana", _("Write the reading of the whole name in hiragana."))


class MunicipalityChooser(SnippetChooserViewSet):
    """Municipalities on record, or one typed in."""

    creation_form_class = TypedMunicipalityForm


class PersonChooser(SnippetChooserViewSet):
    """People on record, or one typed in; offices can be added to the record later."""

    form_fields = ["name_ja", "name_en", "kana"]


class OrganisationChooser(SnippetChooserViewSet):
    """Organisations on record, or one typed in."""

    form_fields = ["name_ja", "name_en", "kind"]


class VenueChooser(SnippetChooserViewSet):
    """Venues on record, or one typed in."""

    form_fields = ["name_ja", "name_en", "address_ja", "address_en"]
