"""What results can be narrowed down to, with the number of items each choice leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from pages.records.prefectures import PREFECTURES
from pages.wording import format_fiscal_year, format_year, is_japanese
from search.choices import KINDS
from search.query.choice import Choice

KIND_LABELS = {
    "summit": gettext_lazy("Mayors' summit"),
    "assembly": gettext_lazy("General assembly"),
    "training": gettext_lazy("Online training"),
    "session": gettext_lazy("Session"),
    "award": gettext_lazy("Awards"),
    "proposal": gettext_lazy("Policy proposal"),
    "survey": gettext_lazy("Survey"),
    "news": gettext_lazy("News"),
    "document": gettext_lazy("Document"),
    "page": gettext_lazy("Page"),
}
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


@dataclass(frozen=True)
class Option:
    """A value with the number of items it leaves."""

    value: str
    label: str
    count: int
    is_chosen: bool
    lang: str = ""


@dataclass(frozen=True)
class Facet:
    """Values of one kind, of which any may be chosen."""

    name: str
    heading: str
    options: list[Option]

    @property
    def is_open(self) -> bool:
        """Whether its values are shown at once."""
        return self.name in ("type", "lang") or any(option.is_chosen for option in self.options)


def facets_of(counts: dict[str, Counter[Any]], choice: Choice) -> list[Facet]:
    """All facets that have a value."""
    languages = {"ja", "en"} if choice.lang == "all" else {choice.lang}
    newest = lambda number: -number  # noqa: E731 - the years, newest first
    made = [
        _facet("type", _("Kind"), counts, choice.kinds, _kind, KINDS.index),
        _facet("year", pgettext("facet", "Year"), counts, choice.years, format_year, newest),
        _facet("fy", _("Fiscal year"), counts, choice.fiscal_years, format_fiscal_year, newest),
        _facet("pref", _("Prefecture"), counts, choice.prefectures, _prefecture, int),
        _facet(
            "lang", _("Language"), counts, languages, LANGUAGE_NAMES.__getitem__, _japanese_first
        ),
    ]
    return [facet for facet in made if facet.options]


def kind_label(kind: str) -> str:
    """How a kind is called in the language being read."""
    return str(KIND_LABELS[kind])


_kind = kind_label


def _prefecture(number: int) -> str:
    return PREFECTURES[number][0 if is_japanese() else 1]


def _japanese_first(lang: str) -> bool:
    return lang != "ja"


def _facet(
    name: str,
    heading: str,
    counts: dict[str, Counter[Any]],
    chosen: Any,
    label: Callable[[Any], str],
    order: Callable[[Any], Any],
) -> Facet:
    values = sorted({*counts.get(name, ()), *chosen}, key=order)
    options = [
        Option(
            value=str(value),
            label=label(value),
            count=counts.get(name, Counter())[value],
            is_chosen=value in chosen,
            lang=value if name == "lang" else "",
        )
        for value in values
    ]
    return Facet(name, heading, options)
