"""Whether an English page holds texts released in Japanese, judged by the page's own text."""

import re
from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from pages.wording.script import written_in_japanese

_TAGS = re.compile(r"<[^>]*>")


def has_japanese_parts(page: Page) -> bool:
    """Whether some of the running text is written in Japanese."""
    texts = (run for text in _texts(list(page.body.raw_data)) for run in _TAGS.split(text))
    return any(written_in_japanese(run) for run in texts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
