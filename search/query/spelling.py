"""Spelling correction: words of the site within one edit of a word, or that sound like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import fold, is_kana, readings, words

SHORTEST_JAPANESE, SHORTEST_LATIN = 3, 4
_RUN = re.compile(r"[A-Za-z]{4,}|[\u3005\u3400-\u9fffァ-ヺー]{2,}")


class Spelling:
    """The words of titles and names, with their frequencies."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = Counter(run for text in texts for run in _RUN.findall(text))
        self._folded = {word: fold(word) for word in self._words}

    def nearest(self, text: str) -> str:
        """The word of the site that was probably meant; empty where there is none."""
        wanted = fold(text)
        shortest = SHORTEST_LATIN if text.isascii() else SHORTEST_JAPANESE
        if len(wanted) < shortest:
            return ""
        near = [
            word
            for folded, _distance, word in process.extract_iter(
                wanted, self._folded, scorer=OSA.distance, score_cutoff=1
            )
            if word != text
            # A compound with one kanji more is no misspelling: 申込 and 申込書.
            and (text.isascii() or not (folded in wanted or wanted in folded))
        ]
        alike = [word for word in near if _sounds(word) == _sounds(text)]
        best = max(alike or near, key=lambda word: (self._words[word], word), default="")
        return best.lower() if text.islower() else best


def _sounds(text: str) -> str:
    if is_kana(text):
        return fold(text)
    return max(readings(list(words(text))), key=len, default="")
