"""Files of documents and recordings.

They come last: what is in the storage no transaction takes back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files import File

from home.sample_content.content import Content
from home.sample_content.entries import ContentEntry
from pages.media import PortalDocument, Recording


def file_of(entry: ContentEntry, content: Content) -> Path | None:
    """The file that an entry names in the folder `files`; raises ContentError where it is not."""
    name = entry.value("file")
    if not name:
        return None
    path = content.folder / "files" / str(name)
    if not path.is_file():
        raise entry.error(f"'file' names '{name}', which is not in the folder files.")
    return path


def attach_files(files: dict[str, Path]) -> int:
    """Give documents and recordings their files, by key; how many there were."""
    models: tuple[Any, ...] = (PortalDocument, Recording)
    for model in models:
        for record in model.objects.filter(key__in=files):
            path = files[record.key]
            with path.open("rb") as content:
                record.file = File(content, path.name)
                record.save()
    return len(files)
