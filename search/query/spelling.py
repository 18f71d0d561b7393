"""Slips of the pen: words of the site that differ from a word by one sign, or sound like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from search.analysis import fold, is_kana, readings, words

SHORTEST_JAPANESE, SHORTEST_LATIN = 3, 4
_RUN = re.compile(r"[A-Za-z]{4,}|[\u3005\u3400-\u9fffァ-ヺー]{2,}")


class Spelling:
    """The words of titles and names, as they are written there."""

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
            for word, folded in self._folded.items()
            if word != text
            and abs(len(folded) - len(wanted)) <= 1
            and is_near(wanted, folded)
            # A compound with one kanji more is no slip: 申込 and 申込書.
            and (text.isascii() or not (folded in wanted or wanted in folded))
        ]
        alike = [word for word in near if _sounds(word) == _sounds(text)]
        best = max(alike or near, key=lambda word: (self._words[word], word), default="")
        return best.lower() if text.islower() else best


def _sounds(text: str) -> str:
    if is_kana(text):
        return fold(text)
    return max(readings(list(words(text))), key=len, default="")


def is_near(one: str, other: str) -> bool:
    """Whether two words differ by one sign more, less or changed, or by two neighbours swapped."""
    if len(one) > len(other):
        one, other = other, one
    at = next((n for n, sign in enumerate(one) if sign != other[n]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1]
    return one[at + 1 :] == other[at + 1 :] or (swapped and one[at + 2 :] == other[at + 2 :])
