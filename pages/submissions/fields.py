"""Fields of visitors' forms that take what people type."""

from typing import Any
from unicodedata import normalize

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.records.models import Municipality
from pages.records.prefectures import readings
from pages.records.spelling import BETWEEN
from pages.wording.reading import parse_date
from pages.wording.records import localized_text
from pages.work.kept import Kept

MOST_NAMED = 5
_municipalities = Kept(256)


class MailField(forms.EmailField):
    """An address as it can be written to: in ASCII, also where it was typed in full width."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter an e-mail address such as name@example.jp."),
    }

    def to_python(self, value: Any) -> Any:
        """The address composed; a letter of another alphabet that looks alike is refused."""
        address = super().to_python(normalize("NFKC", value or ""))
        if address and not address.isascii():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class DayField(forms.CharField):
    """A day as people in Japan write it: in numbers, in kanji, by era."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        """The day; raises a ValidationError for what is none."""
        text = super().clean(value)
        try:
            return parse_date(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from None


class MunicipalityField(forms.CharField):
    """Finds the municipality on record, in any spelling; asks back where several have the name."""

    default_error_messages = {
        "unknown": gettext_lazy(
            "No municipality of this name is on record. Check how it is written."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)

    def clean(self, value: Any) -> Any:
        """The municipality; raises a ValidationError that names those it could be."""
        text = super().clean(value)
        if not text:
            return None
        found = _municipalities.get(text, lambda: municipalities_named(text))
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        names = _(", ").join(_with_prefecture(each) for each in found[:MOST_NAMED])
        raise forms.ValidationError(
            _("Several municipalities have this name. Enter it with the prefecture: %(names)s")
            % {"names": names},
            code="several",
        )


def municipalities_named(text: str) -> list[Municipality]:
    """The municipalities of a name, whole ones before those that only begin so."""
    named = [(prefecture, name) for prefecture, name in readings(text) if name]
    whole, beginning = Q(), Q()
    for prefecture, name in named:
        within = Q(prefecture=prefecture) if prefecture else Q()
        whole |= within & Q(forms__contains=f"{BETWEEN}{name}{BETWEEN}")
        beginning |= within & Q(forms__contains=f"{BETWEEN}{name}")
    if not named:
        return []
    return list(Municipality.objects.filter(whole)[: MOST_NAMED + 1]) or list(
        Municipality.objects.filter(beginning)[: MOST_NAMED + 1]
    )


def place_name(municipality: Municipality) -> str:
    """A municipality with its prefecture, in the language being read."""
    names = {
        "place": localized_text(municipality, "name"),
        "prefecture": localized_text(municipality, "prefecture"),
    }
    return _("%(place)s, %(prefecture)s") % names


def _with_prefecture(municipality: Municipality) -> str:
    return f"{localized_text(municipality, 'prefecture')}{municipality.name_ja}"
