"""What a reader of the news may choose by: kind, subject, fiscal year. All from the address."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pages import wording
from pages.news.kinds import NewsKind
from pages.news.updates import Update
from pages.templatetags.said import SUBJECTS


@dataclass(frozen=True)
class Option:
    """A box to tick, with how many lines it would show beside what is chosen in other groups."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of boxes: within one, any of those ticked; between groups, all."""

    name: str
    heading: Any
    options: tuple[Option, ...]


@dataclass(frozen=True)
class _Group:
    name: str
    heading: Any
    value_of: Callable[[Update], str]
    label_of: Callable[[str], str]
    order: Callable[[str], Any]


def _place_in(names: Iterable[str]) -> Callable[[str], int]:
    places = list(names)
    return lambda value: places.index(value) if value in places else len(places)


GROUPS = (
    _Group(
        "kind",
        _("Kind of news"),
        lambda update: update.kind,
        lambda value: str(NewsKind(value).label),
        _place_in(NewsKind.values),
    ),
    _Group(
        "about",
        _("Subject"),
        lambda update: update.subject,
        lambda value: str(SUBJECTS[value]),
        _place_in(SUBJECTS),
    ),
    _Group(
        "fy",
        _("Fiscal year"),
        lambda update: str(wording.fiscal_year(update.on)),
        lambda value: wording.format_fiscal_year(int(value)),
        lambda value: -int(value),
    ),
)


class NewsChoice:
    """The news a reader chose, and what else could be; values not on record choose nothing."""

    def __init__(self, updates: list[Update], query: QueryDict) -> None:
        self.updates = updates
        self.chosen = {
            group.name: {value for value in query.getlist(group.name) if value in on_record}
            for group in GROUPS
            for on_record in [{group.value_of(update) for update in updates}]
        }

    @property
    def is_made(self) -> bool:
        """Whether only a part of the news is shown."""
        return any(self.chosen.values())

    def shown(self) -> list[Update]:
        """The news chosen, in their order."""
        return [update for update in self.updates if self._fits(update)]

    def facets(self) -> list[Facet]:
        """The groups of boxes."""
        return [self._facet(group) for group in GROUPS]

    def _fits(self, update: Update, but: str = "") -> bool:
        return all(
            group.value_of(update) in self.chosen[group.name]
            for group in GROUPS
            if group.name != but and self.chosen[group.name]
        )

    def _facet(self, group: _Group) -> Facet:
        counts: Counter[Hashable] = Counter(
            group.value_of(update) for update in self.updates if self._fits(update, group.name)
        )
        values = sorted({group.value_of(update) for update in self.updates}, key=group.order)
        options = tuple(
            Option(value, group.label_of(value), counts[value], value in self.chosen[group.name])
            for value in values
        )
        return Facet(group.name, group.heading, options)


def by_year(updates: list[Update]) -> list[tuple[int, list[Update]]]:
    """The news of each year, newest first."""
    return [(year, list(lines)) for year, lines in groupby(updates, lambda each: each.on.year)]
