"""All content files, read and cross-checked before anything is written."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from home.sample_content.entries import ContentEntry, ContentError

FOLDER = Path(__file__).resolve().parents[1] / "content"

# The lists of records and items, under their names in files of those names; the other
# lists of a file are named beside it.
RECORD_LISTS = {
    "municipalities": "municipalities",
    "organisations": "organisations",
    "people": "people",
    "venues": "venues",
    "prizes": "prizes",
    "documents": "documents",
    "recordings": "documents",
}
ITEM_LISTS = ("pages", "news", "events", "awards", "proposals", "surveys")
# Lists whose items are all of one kind; in the others every item names its own.
KIND_OF_LIST = {"news": "news", "awards": "award", "proposals": "proposal", "surveys": "survey"}


class _Loader(yaml.SafeLoader):
    """Makes entries of mappings, so that later errors can name file and line."""

    file_name = ""


def _entry(loader: _Loader, node: yaml.MappingNode) -> Generator[ContentEntry, None, None]:
    entry = ContentEntry(loader.file_name, node.start_mark.line + 1)
    yield entry
    for name, value in node.value:
        key = str(loader.construct_object(name, deep=True))
        if key in entry:
            raise ContentError(
                f"{entry.file}, line {name.start_mark.line + 1}: '{key}' stands there twice."
            )
        entry[key] = loader.construct_object(value, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _entry)


def read_file(path: Path) -> ContentEntry:
    """The top mapping of a content file; raises ContentError when there is none to be had."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(f"The content file {path} is missing or cannot be read.") from error
    except UnicodeDecodeError as error:
        raise ContentError(f"The content file {path} is not UTF-8 text.") from error
    data = _parse(path, text)
    if not isinstance(data, ContentEntry):
        raise ContentError(f"{path.name}: a content file must hold a mapping.")
    _name_items(data, "")
    return data


def _parse(path: Path, text: str) -> Any:
    loader = _Loader(text)
    loader.file_name = path.name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise ContentError(f"{path.name}{line}: this is not valid YAML ({problem}).") from error
    finally:
        loader.dispose()


def _name_items(value: Any, item: str) -> None:
    """Tell every entry within which item it stands."""
    if isinstance(value, ContentEntry):
        value.item = item = str(value.get("key") or item)
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            _name_items(part, item)


@dataclass
class Content:
    """The entries of all files by list and key, in the order of the files."""

    folder: Path
    site: ContentEntry
    council: ContentEntry
    lists: dict[str, dict[str, ContentEntry]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # item key -> kind

    def find(self, name: str, entry: ContentEntry, field_name: str, key: str) -> ContentEntry:
        """The entry of a list that a field names; raises ContentError when there is none."""
        entry_named = self.lists[name].get(key)
        if entry_named is None:
            file = RECORD_LISTS[name]
            raise entry.error(f"'{field_name}' names '{key}', which is not in {file}.yaml.")
        return entry_named

    def find_item(self, entry: ContentEntry, field_name: str, key: str) -> str:
        """The kind of the item or page that a field names."""
        if key in self.kinds:
            return self.kinds[key]
        if key in self.council:
            return "council"
        raise entry.error(f"'{field_name}' names '{key}', which no content file holds.")

    def items(self) -> Iterator[tuple[str, ContentEntry]]:
        """Kind and entry of every item, sections before what stands in them."""
        for name in ITEM_LISTS:
            for key, entry in self.lists[name].items():
                yield self.kinds[key], entry


def read_content(folder: Path = FOLDER) -> Content:
    """All content of a folder; raises ContentError before anything has been written."""
    names = {*RECORD_LISTS.values(), *ITEM_LISTS, "site", "council"}
    files = {name: read_file(folder / f"{name}.yaml") for name in sorted(names)}
    content = Content(folder, files["site"], files["council"])
    for name in (*RECORD_LISTS, *ITEM_LISTS):
        content.lists[name] = _by_key(files[RECORD_LISTS.get(name, name)], name)
    for name in ITEM_LISTS:
        _note_kinds(content, name)
    return content


def _by_key(file: ContentEntry, name: str) -> dict[str, ContentEntry]:
    entries = file.get(name)
    if not isinstance(entries, list) or not all(
        isinstance(entry, ContentEntry) for entry in entries
    ):
        raise ContentError(f"{file.file}: it must hold a list under '{name}'.")
    by_key: dict[str, ContentEntry] = {}
    for entry in entries:
        if entry.key in by_key:
            raise entry.error("this key is used twice.")
        by_key[entry.key] = entry
    return by_key


def _note_kinds(content: Content, name: str) -> None:
    for key, entry in content.lists[name].items():
        if key in content.kinds:
            raise entry.error("this key is used twice.")
        content.kinds[key] = KIND_OF_LIST.get(name) or str(entry.needed("kind"))
