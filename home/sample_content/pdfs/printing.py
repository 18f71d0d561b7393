"""Prints sample documents with Chromium; only the command imports this, as only it needs a browser.

The same sheet gives the same bytes with the same Chromium and fonts: the day of making is that of
the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string
from playwright.sync_api import Browser, sync_playwright

from home.sample_content.pdfs.sheet import NOTICE, Sheet

STYLE = Path(__file__).with_name("sheet.css")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
# Of fixed length, so nothing in the file moves.
MADE_AT = re.compile(rb"D:\d{14}(?=\+00'00')")


def printed(
    sheets: Mapping[str, Sheet], chromium: str, made_on: date
) -> Iterator[tuple[str, bytes]]:
    """The sheets as tagged PDFs with titles, by their keys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        for key, sheet in sheets.items():
            content = _print(browser, sheet)
            yield key, MADE_AT.sub(f"D:{made_on:%Y%m%d}000000".encode(), content)
        browser.close()


def _print(browser: Browser, sheet: Sheet) -> bytes:
    page = browser.new_page()
    page.set_content(render_to_string("samples/sheet.html", {"sheet": sheet, "notice": NOTICE}))
    page.add_style_tag(path=STYLE)
    content = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.close()
    return content
