"""PDF files, read by PDFium. It is not safe with threads: one at a time, whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError

_pdfium = Lock()


@contextmanager
def opened_pdf(content: bytes) -> Iterator[PdfDocument | None]:
    """A PDF to read within the block; None for what is no PDF, broken, or locked by a password.

    Do not keep anything of it: PDFium frees it at the end of the block.
    """
    with _pdfium:
        try:
            document = PdfDocument(content)
        except PdfiumError:
            yield None
            return
        try:
            yield document
        finally:
            document.close()


def count_pages(content: bytes) -> int | None:
    """How many pages a PDF has; None where that cannot be read."""
    with opened_pdf(content) as document:
        return (len(document) or None) if document else None
