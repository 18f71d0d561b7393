"""Short texts of records, which have a column for each language."""

from typing import Any

from pages.wording.language import is_japanese


def localized_text(record: Any, field: str) -> str:
    """A record's text in the language being read, or the Japanese one; empty without a record."""
    if record is None:
        return ""
    japanese = getattr(record, f"{field}_ja", "") or ""
    english = getattr(record, f"{field}_en", "") or ""
    return japanese if is_japanese() else (english or japanese)
