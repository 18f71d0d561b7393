"""Wagtail's search on SQLite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import (
    LexemeCombinable,
    SearchQueryExpression,
    SearchQueryField,
)
from modelsearch.query import Phrase, PlainText

from search.backend.terms import Seen
from search.index.database import written
from search.query.typed import typed


class _Written(LexemeCombinable):
    """A query that is written out already, among SQLite's expressions."""

    def __init__(self, said: str) -> None:
        super().__init__(output_field=SearchQueryField())
        self.said = said

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """The query is put into the condition as it stands."""
        return "%s", [self.said]


class SQLiteCompiler(sqlite.SQLiteSearchQueryCompiler):
    """Whole words."""

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """The terms of what was typed; combinations are Wagtail's."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_search_query_content(query, config=config)
        node = typed(query.query_string, is_partial=self.LAST_TERM_IS_PREFIX)
        return SearchQueryExpression(_Written(written(node)), config=config)


class SQLiteAutocompleteCompiler(SQLiteCompiler, sqlite.SQLiteAutocompleteQueryCompiler):
    """While typing."""


class SQLiteIndex(sqlite.SQLiteIndex):
    """Keeps terms."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Things as the index sees them."""
        super().add_items(model, [Seen(thing) for thing in objs])


class SQLiteBackend(sqlite.SQLiteSearchBackend):
    """Wagtail's tables, the portal's terms."""

    query_compiler_class = SQLiteCompiler
    autocomplete_query_compiler_class = SQLiteAutocompleteCompiler
    index_class = SQLiteIndex
