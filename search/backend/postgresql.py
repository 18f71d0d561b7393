"""Wagtail's search on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery
from modelsearch.backends.database.postgres import postgres
from modelsearch.query import Phrase, PlainText

from search.backend.terms import Seen
from search.index.database import written
from search.query.typed import typed


class PostgresCompiler(postgres.PostgresSearchQueryCompiler):
    """Whole words."""

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:  # noqa: FBT001, FBT002
        """The terms of what was typed; combinations are Wagtail's."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_tsquery_content(query, config=config, invert=invert)
        node = typed(query.query_string, is_partial=self.LAST_TERM_IS_PREFIX)
        return SearchQuery(written(node), search_type="raw", config=config, invert=invert)


class PostgresAutocompleteCompiler(PostgresCompiler, postgres.PostgresAutocompleteQueryCompiler):
    """While typing."""


class PostgresIndex(postgres.PostgresIndex):
    """Keeps terms."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Things as the index sees them."""
        super().add_items(model, [Seen(thing) for thing in objs])


class PostgresBackend(postgres.PostgresSearchBackend):
    """Wagtail's tables, the portal's terms: these are words already and are kept as they are."""

    query_compiler_class = PostgresCompiler
    autocomplete_query_compiler_class = PostgresAutocompleteCompiler
    index_class = PostgresIndex

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({**params, "SEARCH_CONFIG": "simple"})
