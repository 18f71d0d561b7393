"""The title cards of sample recordings: their titles, and that they are samples."""

from __future__ import annotations

from home.sample_content.content import Content

SAMPLE = ("見本映像（音声なし）", "Sample video, without sound")


def cards(content: Content) -> dict[str, list[str]]:
    """The lines of the title cards of sample recordings, by the names of their files."""
    return {
        str(entry.value("file")): [*entry.needed("title").as_text(), *SAMPLE]
        for entry in content.lists["recordings"].values()
        if entry.value("file")
    }
