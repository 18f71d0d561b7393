"""Facets: the filters of a list with the number of items under every value.

Within a facet any of the selected values may hold, between facets all must. The module knows no
section: a list names its fields, and the search brings counts from its index.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import QueryDict

from pages.base.choices import Filter

Item = TypeVar("Item")


@dataclass(frozen=True)
class FacetOption:
    """A value of a facet, with the number of items under it."""

    value: str
    label: str
    count: int
    is_chosen: bool
    lang: str = ""  # of the label, where it is not the language of the page


@dataclass(frozen=True)
class Facet:
    """A field to filter by, with its values."""

    name: str
    heading: Any
    options: tuple[FacetOption, ...]
    starts_open: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its values are shown at once: always, or because one is selected."""
        return self.starts_open or any(option.is_chosen for option in self.options)


def facet(
    name: str,
    heading: Any,
    counts: Mapping[Any, int],
    chosen: Collection[Any],
    label: Callable[[Any], str],
    order: Callable[[Any], Any],
) -> Facet:
    """A facet of counted values and of those selected, which may count nothing."""
    values = sorted({*counts, *chosen}, key=order)
    options = (
        FacetOption(str(value), label(value), counts.get(value, 0), value in chosen)
        for value in values
    )
    return Facet(name, heading, tuple(options))


@dataclass(frozen=True)
class FacetField(Generic[Item]):
    """How the items of a list are read for a facet.

    `value` is text, as in the address, and empty where an item has none.
    """

    name: str
    heading: Any
    value: Callable[[Item], str]
    label: Callable[[str], str]
    order: Callable[[str], Any]


class FacetedList(Generic[Item]):
    """The items of a list under the filters of an address. Raises UnknownChoiceError."""

    def __init__(
        self, items: Sequence[Item], fields: Sequence[FacetField[Item]], query: QueryDict
    ) -> None:
        self.items, self.fields = items, fields
        self._filters = {field.name: self._filter(field) for field in fields}
        self.chosen = {name: known.chosen(query) for name, known in self._filters.items()}

    @property
    def is_filtered(self) -> bool:
        """Whether only a part of the list is shown."""
        return any(self.chosen.values())

    def results(self) -> list[Item]:
        """The items that pass every filter, in their order."""
        return [item for item in self.items if self._passes(item)]

    def facets(self) -> list[Facet]:
        """The facets, counted under the filters of the others."""
        return [self._facet(field) for field in self.fields]

    def _filter(self, field: FacetField[Item]) -> Filter:
        """The values of the items, in the order of the facet."""
        values = sorted({field.value(item) for item in self.items} - {""}, key=field.order)
        return Filter(field.name, field.heading, {value: field.label(value) for value in values})

    def _passes(self, item: Item, but: str = "") -> bool:
        return all(
            field.value(item) in self.chosen[field.name]
            for field in self.fields
            if field.name != but and self.chosen[field.name]
        )

    def _facet(self, field: FacetField[Item]) -> Facet:
        counted = Counter(
            field.value(item) for item in self.items if self._passes(item, field.name)
        )
        counts = {value: counted[value] for value in self._filters[field.name].labels}
        chosen = self.chosen[field.name]
        return facet(field.name, field.heading, counts, chosen, field.label, field.order)
