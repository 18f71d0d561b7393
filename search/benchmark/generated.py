"""Texts and queries for measuring the search at sizes that no council has yet."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from search.index.documents import IndexDocument
from search.models import Entry

SIGNS = 290  # of a generated text


def generated(count: int) -> Iterator[IndexDocument]:
    """Documents put together from sentences of the present index, always the same ones."""
    chance = random.Random(7)  # noqa: S311 - no secret
    sentences = {lang: _sentences(lang) for lang in ("ja", "en")}
    for number in range(count):
        lang = "ja" if number % 20 < 17 else "en"
        text = ""
        while len(text) < SIGNS:
            text += chance.choice(sentences[lang])
        yield IndexDocument(
            source=f"generated:{number}",
            item=f"generated:{number}",
            lang=lang,
            key=f"generated-{number}",
            kind="page",
            title=_varied(chance.choice(sentences[lang])[:40], chance),
            url="/",
            text=_varied(text, chance),
            other="",
            year=2000 + number % 30,
        )


def _sentences(lang: str) -> list[str]:
    texts = Entry.objects.filter(lang=lang).values_list("text", flat=True)
    pieces = (piece.strip() for text in texts for piece in re.split(r"\n|(?<=。)|(?<=\. )", text))
    return sorted({f"{piece} " for piece in pieces if len(piece) > 15})


def _varied(text: str, chance: random.Random) -> str:
    """No two texts are alike: their numbers differ."""
    return re.sub(r"\d+", lambda _match: str(chance.randrange(1, 100)), text)
