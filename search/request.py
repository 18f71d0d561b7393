"""The request of a search, read from its address: words, filters and page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from pages.base.items import item_types
from search.query.filters import Filters
from search.query.parse import LONGEST, Query, QueryTooLongError, parse

LANGUAGES = ("ja", "en")
LAST_PREFECTURE = 47
YEARS = range(1868, 2200)


class BadSearchError(ValueError):
    """An address that cannot be read, with the reason in the reader's language."""


@dataclass(frozen=True)
class Request:
    """A search as the address asks for it."""

    query: Query
    filters: Filters
    page: int


def read_query(text: str) -> Query:
    """The words. Raises BadSearchError when they are too long."""
    try:
        return parse(text)
    except QueryTooLongError as error:
        message = _("Please search for at most %(count)s characters.") % {"count": LONGEST}
        raise BadSearchError(message) from error


def read(given: QueryDict, ui: str) -> Request:
    """The whole address. Raises BadSearchError for what it cannot mean."""
    return Request(
        query=read_query(given.get("q", "")),
        filters=Filters(
            lang=_language(given.getlist("lang"), ui),
            ui=ui,
            kinds=frozenset(_known(given, "type", item_types())),
            years=frozenset(_numbers(given, "year", YEARS)),
            fiscal_years=frozenset(_numbers(given, "fy", YEARS)),
            prefectures=frozenset(_numbers(given, "pref", range(1, LAST_PREFECTURE + 1))),
            by_date="date" in _known(given, "sort", ("date", "relevance")),
        ),
        page=max([1, *_numbers(given, "page", range(1, 10_000))]),
    )


def _language(given: list[str], ui: str) -> str:
    chosen = {value for value in given if value}
    _refuse(chosen - {*LANGUAGES, "all"}, "lang")
    if "all" in chosen or chosen == set(LANGUAGES):
        return "all"
    return next(iter(chosen), ui)


def _known(given: QueryDict, name: str, values: Iterable[str]) -> list[str]:
    chosen = [value for value in given.getlist(name) if value]
    _refuse(set(chosen) - set(values), name)
    return chosen


def _numbers(given: QueryDict, name: str, values: range) -> list[int]:
    chosen = [value for value in given.getlist(name) if value]
    known = {
        value
        for value in chosen
        if value.isascii() and value.isdecimal() and len(value) < 6 and int(value) in values
    }
    _refuse(set(chosen) - known, name)
    return [int(value) for value in known]


def _refuse(values: set[str], name: str) -> None:
    if values:
        value = min(values)[:40]
        message = _(
            "“%(value)s” is not a value that “%(name)s” can have. Remove it from the address."
        )
        raise BadSearchError(message % {"value": value, "name": name})
