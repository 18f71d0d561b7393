"""Wagtail's own search, in explorers and choosers, with the analysis of the portal's search.

Wagtail cuts texts at blanks, which Japanese has none of, and on SQLite fails at a quotation mark.
Here the texts it indexes and the words editors type become the terms of `search.analysis`; tables,
filters and order remain Wagtail's.
"""

from typing import Any

from django.db import connection
from django.utils.module_loading import import_string

# A backend can be imported only where its database is the portal's.
BACKENDS = {
    "sqlite": "search.backend.sqlite.SQLiteBackend",
    "postgresql": "search.backend.postgresql.PostgresBackend",
}


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for this name
    """The backend for the database of the portal."""
    return import_string(BACKENDS[connection.vendor])(params)
