"""Wagtail's search on SQLite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Value
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import SearchQueryExpression
from modelsearch.query import Phrase, PlainText

from search.backend.terms import IndexedObject
from search.index.database import written
from search.query.autocomplete import autocomplete_query


class SQLiteCompiler(sqlite.SQLiteSearchQueryCompiler):
    """Compiles a search by whole words."""

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """The terms of what was typed; combinations are Wagtail's."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_search_query_content(query, config=config)
        node = autocomplete_query(query.query_string, is_partial=self.LAST_TERM_IS_PREFIX)
        return SearchQueryExpression(Value(written(node)), config=config)


class SQLiteAutocompleteCompiler(SQLiteCompiler, sqlite.SQLiteAutocompleteQueryCompiler):
    """Compiles a search while typing."""


class SQLiteIndex(sqlite.SQLiteIndex):
    """Wagtail's index, holding terms."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Objects whose texts are read as terms."""
        super().add_items(model, [IndexedObject(obj) for obj in objs])


class SQLiteBackend(sqlite.SQLiteSearchBackend):
    """Wagtail's tables, the portal's terms."""

    query_compiler_class = SQLiteCompiler
    autocomplete_query_compiler_class = SQLiteAutocompleteCompiler
    index_class = SQLiteIndex
