"""Wagtail's search on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery
from modelsearch.backends.database.postgres import postgres
from modelsearch.query import Phrase, PlainText

from search.backend.terms import IndexedObject
from search.index.database import written
from search.query.autocomplete import autocomplete_query


class PostgresCompiler(postgres.PostgresSearchQueryCompiler):
    """Compiles a search by whole words."""

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:  # noqa: FBT001, FBT002
        """The terms of what was typed; combinations are Wagtail's."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_tsquery_content(query, config=config, invert=invert)
        node = autocomplete_query(query.query_string, is_partial=self.LAST_TERM_IS_PREFIX)
        return SearchQuery(written(node), search_type="raw", config=config, invert=invert)


class PostgresAutocompleteCompiler(PostgresCompiler, postgres.PostgresAutocompleteQueryCompiler):
    """Compiles a search while typing."""


class PostgresIndex(postgres.PostgresIndex):
    """Wagtail's index, holding terms."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Objects whose texts are read as terms."""
        super().add_items(model, [IndexedObject(obj) for obj in objs])


class PostgresBackend(postgres.PostgresSearchBackend):
    """Wagtail's tables, the portal's terms: these are words already and are kept as they are."""

    query_compiler_class = PostgresCompiler
    autocomplete_query_compiler_class = PostgresAutocompleteCompiler
    index_class = PostgresIndex

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({**params, "SEARCH_CONFIG": "simple"})
