"""Pairs of neighbouring signs: what words miss, such as unknown names and slips of the pen."""

import re

from search.analysis.folding import fold

_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_KANJI = re.compile(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def bigrams(text: str) -> list[str]:
    """The pairs of every run of Japanese in their order; Latin words and numbers stay whole."""
    pairs: list[str] = []
    for run in _RUN.findall(fold(text)):
        if run.isascii() or len(run) == 1:
            pairs.append(run)
        else:
            pairs += map("".join, zip(run, run[1:], strict=False))
    return pairs


def kanji(text: str) -> str:
    """The kanji of a text one after the other, for words of one sign."""
    return "".join(_KANJI.findall(text))
