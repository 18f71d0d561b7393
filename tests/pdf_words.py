"""The words of a PDF, as a program reads them."""

from pypdfium2 import PdfDocument


def words_of(content: bytes) -> str:
    """Without blanks: setting puts some between scripts."""
    with PdfDocument(content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())
