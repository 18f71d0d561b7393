"""Objects as Wagtail's index reads them: the terms of their texts in place of the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from search.analysis import analyze, is_kana
from search.analysis.readings import readings_of_kana
from search.index.entries import BREAK

LONGEST_TEXT = 20_000


def terms_of(value: Any) -> str:
    """The terms of a text, or of the texts of a list, as Wagtail's tables hold them."""
    text = _flat(value)[:LONGEST_TEXT]
    analysis = analyze(text)
    parts = text.split()
    is_reading = bool(parts) and all(map(is_kana, parts))
    terms = {
        "w": analysis.words,
        "r": [*analysis.readings, *(readings_of_kana(text) if is_reading else ())],
        "c": analysis.kanji,
        "m": analysis.times,
    }
    bare = [f"{letter}{term}" for letter, group in terms.items() for term in dict.fromkeys(group)]
    return " ".join([*bare, BREAK, *(f"b{pair}" for pair in analysis.bigrams), BREAK])


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return "\n".join(map(_flat, value))
    return "" if value is None else str(value)


class IndexedObject:
    """An object for Wagtail's index, which reads terms in place of its texts."""

    def __init__(self, original: Any) -> None:
        self.original, self.pk = original, original.pk

    def get_search_fields(self) -> list[Any]:
        """Its fields, those that hold text as their terms."""
        return list(_as_terms(self.original.get_search_fields()))


def _original(obj: Any) -> Any:
    return obj.original if isinstance(obj, IndexedObject) else obj


class _AsTermsMixin:
    """A field of an indexed object, or of an object related to it."""

    def get_value(self, obj: Any) -> Any:
        """The terms in place of the text."""
        return terms_of(super().get_value(_original(obj)))  # type: ignore[misc]


class SearchTerms(_AsTermsMixin, SearchField):
    """A field searched by whole words."""


class AutocompleteTerms(_AsTermsMixin, AutocompleteField):
    """A field searched while typing."""


class RelatedTerms(RelatedFields):
    """Fields of related objects, such as tags."""

    def get_value(self, obj: Any) -> Any:
        """The related objects themselves; their fields give the terms."""
        return super().get_value(_original(obj))


def _as_terms(fields: Iterable[Any]) -> Iterator[Any]:
    for field in fields:
        if isinstance(field, SearchField):
            yield SearchTerms(field.field_name, boost=field.boost)
        elif isinstance(field, AutocompleteField):
            yield AutocompleteTerms(field.field_name)
        elif isinstance(field, RelatedFields):
            yield RelatedTerms(field.field_name, list(_as_terms(field.fields)))
