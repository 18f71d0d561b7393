"""The filters of the news list, read from the address: kind, subject, fiscal year."""

from collections.abc import Callable, Iterable
from itertools import groupby

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pages import wording
from pages.base.facets import FacetedList, FacetField
from pages.base.items import item_types, type_label
from pages.news.kinds import NewsKind
from pages.news.news_list import Update


def _place_in(names: Iterable[str]) -> Callable[[str], int]:
    places = list(names)
    return lambda value: places.index(value) if value in places else len(places)


FIELDS: tuple[FacetField[Update], ...] = (
    FacetField(
        "kind",
        _("Kind of news"),
        lambda update: update.kind,
        lambda value: str(NewsKind(value).label),
        _place_in(NewsKind.values),
    ),
    FacetField(
        "about",
        _("Subject"),
        lambda update: update.subject,
        type_label,
        lambda value: _place_in(item_types())(value),
    ),
    FacetField(
        "fy",
        _("Fiscal year"),
        lambda update: str(wording.fiscal_year(update.on)),
        lambda value: wording.format_fiscal_year(int(value)),
        lambda value: -int(value),
    ),
)


def filtered_news(updates: list[Update], query: QueryDict) -> FacetedList[Update]:
    """The news under the filters of an address. Raises UnknownChoiceError."""
    return FacetedList(updates, FIELDS, query)


def by_year(updates: list[Update]) -> list[tuple[int, list[Update]]]:
    """The news grouped by year, newest first."""
    return [(year, list(lines)) for year, lines in groupby(updates, lambda update: update.on.year)]
