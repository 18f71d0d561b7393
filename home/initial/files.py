"""Files of the documents, which come last: what is in the storage no transaction takes back."""

from __future__ import annotations

from pathlib import Path

from django.core.files import File

from home.initial.content import Content
from home.initial.entries import Entry
from pages.media import PortalDocument


def file_of(entry: Entry, content: Content) -> Path | None:
    """The file that an entry names in the folder `files`; raises ContentError where it is not."""
    name = entry.value("file")
    if not name:
        return None
    path = content.folder / "files" / str(name)
    if not path.is_file():
        raise entry.error(f"'file' names '{name}', which is not in the folder files.")
    return path


def attach_files(files: dict[str, Path]) -> int:
    """Give documents their files, by key; how many there were."""
    for document in PortalDocument.objects.filter(key__in=files):
        path = files[document.key]
        with path.open("rb") as content:
            document.file = File(content, path.name)
            document.save()
    return len(files)
