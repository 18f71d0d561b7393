"""Films sample recordings with Chromium; only the command imports this, as only it needs a browser.

A sample is a title card without sound that says what it stands for, and that it is a sample.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SCRIPT = Path(__file__).with_name("filming.js")
OPTIONS = ["--no-sandbox", "--disable-gpu"]


def filmed(lines_by_name: Mapping[str, list[str]], chromium: str) -> Iterator[tuple[str, bytes]]:
    """The title cards as short videos (WebM), by the names of their files."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        page = browser.new_page()
        for name, lines in lines_by_name.items():
            yield name, _film(page, lines)
        browser.close()


def _film(page: Page, lines: list[str]) -> bytes:
    return b64decode(page.evaluate(SCRIPT.read_text(), lines))
