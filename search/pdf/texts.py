"""The pages of documents as text: read once per file, kept in the database."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pages.media import PortalDocument
from search.models import PdfText
from search.pdf import reader

MOST_PAGES = 300
MOST_BYTES = 100 * 1024 * 1024
SECONDS = 30
LONGEST_PAGE = 20_000
Problem = PdfText.Problem
# Japanese is broken anywhere: a line's end between two of its signs is none of the text's.
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\r?\n[ \t]*(?=[^\x00-\x7f])")


@dataclass(frozen=True)
class ExtractedText:
    """The text of a file by its pages, and the problem with reading it, if any."""

    pages: list[str]
    problem: str = ""


def pages_of(document: PortalDocument) -> list[str]:
    """The text of a PDF page by page; nothing for other files and for those that hold none."""
    if document.file_type != "PDF" or not document.has_file:
        return []
    file = f"{document.file.name} {document.get_file_size()}"
    known = PdfText.objects.filter(document=document, file=file).first()
    if known is None:
        read = _read(document)
        known, _is_new = PdfText.objects.update_or_create(
            document=document,
            defaults={"file": file, "pages": read.pages, "problem": read.problem},
        )
    return list(known.pages)


def _read(document: PortalDocument) -> ExtractedText:
    if (document.get_file_size() or 0) > MOST_BYTES:
        return ExtractedText([], Problem.CUT)
    with document.file.open("rb") as file:
        return read_pdf(file.read())


def read_pdf(content: bytes, seconds: float = SECONDS) -> ExtractedText:
    """The pages of a PDF as far as they can be read within the limits."""
    command = [sys.executable, "-I", str(Path(reader.__file__)), str(MOST_PAGES)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the file comes through a pipe
            command, input=content, capture_output=True, timeout=seconds, check=False
        )
        output, code = done.stdout, done.returncode
    except subprocess.TimeoutExpired as error:
        output, code = error.stdout or b"", -1
    return _parsed(output, code)


def _parsed(output: bytes, code: int) -> ExtractedText:
    lines = [json.loads(line) for line in output.splitlines() if line.endswith(b"}")]
    pages = [_clean(line["text"]) for line in lines if "text" in line]
    if code == reader.LOCKED:
        return ExtractedText([], Problem.LOCKED)
    if not lines:
        return ExtractedText([], Problem.BROKEN)
    if len(pages) < lines[0]["pages"]:
        return ExtractedText(pages, Problem.CUT)
    return ExtractedText(pages, "" if any(pages) else Problem.NO_TEXT)


def _clean(text: str) -> str:
    joined = _BROKEN_LINE.sub("", text.replace("\x00", ""))
    printable = "".join(sign for sign in joined if sign.isprintable() or sign in "\n\t")
    return printable.strip()[:LONGEST_PAGE]
