"""Wagtail's own search, in explorers and choosers, with the analysis of the portal's search.

Wagtail cuts texts at blanks, which Japanese has none of, and on SQLite fails at a quotation mark.
Here the texts it indexes and the words editors type become the terms of `search.analysis`; tables,
filters and order remain Wagtail's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from modelsearch.backends.database.postgres import postgres
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import (
    LexemeCombinable,
    SearchQueryExpression,
    SearchQueryField,
)
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.query import Phrase as WagtailPhrase
from modelsearch.query import PlainText

from search.analysis import analyze, is_kana
from search.analysis.readings import readings_of_kana
from search.index.database import written
from search.index.entries import BREAK
from search.query.typed import typed

LONGEST_TEXT = 20_000


# --- What texts are found by --------------------------------------------------------------------


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


# --- What editors type ------------------------------------------------------------------------


class _Typed(LexemeCombinable):
    """A query that is written out already, among SQLite's expressions."""

    def __init__(self, said: str) -> None:
        super().__init__(output_field=SearchQueryField())
        self.said = said

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """The query is put into the condition as it stands."""
        return "%s", [self.said]


class SQLiteCompiler(sqlite.SQLiteSearchQueryCompiler):
    """Whole words, on SQLite."""

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """The terms of what was typed; combinations are Wagtail's."""
        if not isinstance(query, PlainText | WagtailPhrase):
            return super().build_search_query_content(query, config=config)
        node = typed(query.query_string, is_partial=self.LAST_TERM_IS_PREFIX)
        return SearchQueryExpression(_Typed(written(node)), config=config)


class SQLiteAutocompleteCompiler(SQLiteCompiler, sqlite.SQLiteAutocompleteQueryCompiler):
    """While typing, on SQLite."""


class PostgresCompiler(postgres.PostgresSearchQueryCompiler):
    """Whole words, on PostgreSQL."""

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:  # noqa: FBT001, FBT002
        """The terms of what was typed; combinations are Wagtail's."""
        if not isinstance(query, PlainText | WagtailPhrase):
            return super().build_tsquery_content(query, config=config, invert=invert)
        node = typed(query.query_string, is_partial=self.LAST_TERM_IS_PREFIX)
        return SearchQuery(written(node), search_type="raw", config=config, invert=invert)


class PostgresAutocompleteCompiler(PostgresCompiler, postgres.PostgresAutocompleteQueryCompiler):
    """While typing, on PostgreSQL."""


# --- The backend ------------------------------------------------------------------------------


class SQLiteIndex(sqlite.SQLiteIndex):
    """Keeps terms."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Things as the index sees them."""
        super().add_items(model, [Seen(thing) for thing in objs])


class PostgresIndex(postgres.PostgresIndex):
    """Keeps terms."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Things as the index sees them."""
        super().add_items(model, [Seen(thing) for thing in objs])


class SQLiteBackend(sqlite.SQLiteSearchBackend):
    """Wagtail's search on SQLite."""

    query_compiler_class = SQLiteCompiler
    autocomplete_query_compiler_class = SQLiteAutocompleteCompiler
    index_class = SQLiteIndex


class PostgresBackend(postgres.PostgresSearchBackend):
    """Wagtail's search on PostgreSQL; the terms are words already, to be kept as they are."""

    query_compiler_class = PostgresCompiler
    autocomplete_query_compiler_class = PostgresAutocompleteCompiler
    index_class = PostgresIndex


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for this name
    """The backend for the database of the portal."""
    if connection.vendor == "postgresql":
        return PostgresBackend({**params, "SEARCH_CONFIG": "simple"})
    return SQLiteBackend(params)
