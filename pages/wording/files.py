"""Type, size and length of a file, shown before the click."""

from __future__ import annotations

from math import ceil

from pages.wording.language import Text, is_japanese

KILO = 1024
# A space that does not break stands between an English number and its unit.
SIZE = Text("{number}{unit}", "{number}\N{NO-BREAK SPACE}{unit}")
PAGES = Text("{count}ページ", "{count}\N{NO-BREAK SPACE}pages")
ONE_PAGE = Text("1ページ", "1\N{NO-BREAK SPACE}page")


def format_size(size: int, lang: str | None = None) -> str:
    """A number of bytes: `480KB`, `1.2MB`; in English with a space."""
    if size < KILO * KILO:
        number, unit = str(ceil(size / KILO)), "KB"
    else:
        number, unit = f"{size / KILO / KILO:.1f}", "MB"
    return SIZE.say(lang).format(number=number, unit=unit)


def format_pages(count: int, lang: str | None = None) -> str:
    """A number of pages."""
    return (ONE_PAGE if count == 1 else PAGES).say(lang).format(count=count)


def file_note(
    file_type: str, size: int | None, pages: int | None = None, lang: str | None = None
) -> str:
    """`[PDF:1.2MB・24ページ]`, `[PDF, 1.2 MB, 24 pages]`; what is not known is left out."""
    measures = [format_size(size, lang)] if size is not None else []
    measures += [format_pages(pages, lang)] if pages else []
    if not is_japanese(lang):
        return f"[{', '.join([file_type, *measures])}]"
    return f"[{':'.join(filter(None, [file_type, '・'.join(measures)]))}]"
