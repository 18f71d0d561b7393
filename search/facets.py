"""The facets of the search, with the number of items under every value."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from operator import neg
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pages.base.facets import Facet, facet
from pages.base.items import type_of
from pages.records.prefectures import PREFECTURES
from pages.wording import format_fiscal_year, format_year, is_japanese
from search.query.filters import Filters

LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def facets_of(counts: dict[str, Counter[Any]], filters: Filters) -> list[Facet]:
    """All facets that have a value."""
    made = [
        facet("type", _("Kind"), counts["type"], filters.kinds, kind_label, _type_order),
        facet("year", pgettext("facet", "Year"), counts["year"], filters.years, format_year, neg),
        facet("fy", _("Fiscal year"), counts["fy"], filters.fiscal_years, format_fiscal_year, neg),
        facet("pref", _("Prefecture"), counts["pref"], filters.prefectures, _prefecture, int),
        _languages(counts["lang"], filters),
    ]
    return [
        replace(facet_, starts_open=facet_.name in ("type", "lang"))
        for facet_ in made
        if facet_.options
    ]


def kind_label(kind: str) -> str:
    """The label of a type in the language being read."""
    return str(type_of(kind).label)


def _type_order(kind: str) -> int:
    return type_of(kind).position


def _prefecture(number: int) -> str:
    return PREFECTURES[number][0 if is_japanese() else 1]


def _languages(counts: Counter[Any], filters: Filters) -> Facet:
    """The languages, Japanese first, named in themselves."""
    chosen = {"ja", "en"} if filters.lang == "all" else {filters.lang}
    names = list(LANGUAGE_NAMES)
    made = facet("lang", _("Language"), counts, chosen, LANGUAGE_NAMES.__getitem__, names.index)
    options = tuple(replace(option, lang=option.value) for option in made.options)
    return replace(made, options=options)
