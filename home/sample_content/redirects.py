"""Redirects from addresses of the old site to the pages that hold their content now.

They are Wagtail's redirects, so editors see them and may add more. Only a request that would
answer 404 asks for them.
"""

from __future__ import annotations

import csv
from pathlib import Path

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry, ContentError
from home.sample_content.tree import Tree

FILE = "legacy_urls.csv"


def load_redirects(tree: Tree) -> tuple[int, int]:
    """Add the redirects that are not there yet; how many were made, and were there."""
    rows = _read(tree.content)
    there = set(Redirect.objects.values_list("old_path", flat=True))
    missing = [row for row in rows if Redirect.normalise_path(row.needed("old_path")) not in there]
    targets = [(row["old_path"], _target(row, tree)) for row in missing]
    made = [(old, target) for old, target in targets if target]
    for old, target in made:
        Redirect.add_redirect(old, target, is_permanent=True)
    return len(made), len(rows) - len(missing)


def _target(row: ContentEntry, tree: Tree) -> Page | str | None:
    """The page of an item, or the row of a document in the list of documents."""
    key = str(row.needed("key"))
    if key in tree.content.lists["documents"]:
        return f"{tree.parent(row, 'documents').url}#{key}"
    page: Page | None = tree.one(row, "key", Page)
    return page


def _read(content: Content) -> list[ContentEntry]:
    """The rows of the file; a content without old addresses has none."""
    path: Path = content.folder / FILE
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [_entry(number, row) for number, row in enumerate(csv.DictReader(file), 2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ContentError(f"The content file {path} is not a CSV file in UTF-8.") from error


def _entry(line: int, row: dict[str, str]) -> ContentEntry:
    entry = ContentEntry(FILE, line, row.get("key") or "")
    entry.update(row)
    return entry
