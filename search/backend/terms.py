"""Things as Wagtail's index sees them: the terms of their texts in place of the texts."""

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
    found = analyze(text)
    parts = text.split()
    is_reading = bool(parts) and all(map(is_kana, parts))
    terms = {
        "w": found.words,
        "r": [*found.readings, *(readings_of_kana(text) if is_reading else ())],
        "c": found.kanji,
        "m": found.times,
    }
    bare = [f"{kind}{term}" for kind, each in terms.items() for term in dict.fromkeys(each)]
    return " ".join([*bare, BREAK, *(f"b{pair}" for pair in found.bigrams), BREAK])


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return "\n".join(map(_flat, value))
    return "" if value is None else str(value)


class Seen:
    """A thing as the index sees it: the terms of its texts in place of the texts."""

    def __init__(self, thing: Any) -> None:
        self.thing, self.pk = thing, thing.pk

    def get_search_fields(self) -> list[Any]:
        """Its fields, those that hold text as their terms."""
        return list(_as_terms(self.thing.get_search_fields()))


class _Terms:
    """A field of something seen, or of what that is related to."""

    def get_value(self, thing: Any) -> Any:
        """The terms in place of the text."""
        thing = thing.thing if isinstance(thing, Seen) else thing
        return terms_of(super().get_value(thing))  # type: ignore[misc]


class SearchTerms(_Terms, SearchField):
    """Found by whole words."""


class AutocompleteTerms(_Terms, AutocompleteField):
    """Found while typing."""


class RelatedTerms(RelatedFields):
    """Texts of what belongs to it, such as tags."""

    def get_value(self, thing: Any) -> Any:
        """The things themselves; their fields give the terms."""
        return super().get_value(thing.thing if isinstance(thing, Seen) else thing)


def _as_terms(fields: Iterable[Any]) -> Iterator[Any]:
    for field in fields:
        if isinstance(field, SearchField):
            yield SearchTerms(field.field_name, boost=field.boost)
        elif isinstance(field, AutocompleteField):
            yield AutocompleteTerms(field.field_name)
        elif isinstance(field, RelatedFields):
            yield RelatedTerms(field.field_name, list(_as_terms(field.fields)))
