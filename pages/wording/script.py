"""Whether a text is written in Japanese: a check of the texts of English pages."""

import re

_JAPANESE = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")


def written_in_japanese(text: str) -> bool:
    """Whether a text is Japanese rather than English that quotes a Japanese word.

    A kanji counts like a word: `PISA 2018年調査` is Japanese, `the mayors (首長)` is not.
    """
    letters = len(_JAPANESE.findall(text))
    return bool(letters) and letters > len(_LATIN.findall(text))
