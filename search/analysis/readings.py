"""How Japanese is read: readings of runs of nouns, and Latin letters as kana."""

import re
from collections.abc import Iterable, Iterator

from search.analysis.folding import short
from search.analysis.words import Word

LONGEST_RUN = 4

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ",
    "t": "タチツテト", "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ",
    "p": "パピプペポ", "m": "マミムメモ", "y": "ヤイユエヨ", "r": "ラリルレロ", "w": "ワイウエヲ",
}  # fmt: skip
_SYLLABLES = {
    consonant + vowel: kana
    for consonant, row in _ROWS.items()
    for vowel, kana in zip("aiueo", row, strict=True)
}
_SYLLABLES |= {"shi": "シ", "chi": "チ", "tsu": "ツ", "fu": "フ", "ji": "ジ", "n": "ン", "n'": "ン"}
_SYLLABLES |= {
    beginning + vowel: kana + small
    for beginning, kana in {
        "ky": "キ", "gy": "ギ", "sh": "シ", "sy": "シ", "j": "ジ", "jy": "ジ", "zy": "ジ",
        "ch": "チ", "ty": "チ", "ny": "ニ", "hy": "ヒ", "by": "ビ", "py": "ピ", "my": "ミ",
        "ry": "リ",
    }.items()
    for vowel, small in {"a": "ヤ", "u": "ユ", "o": "ヨ"}.items()
}  # fmt: skip
_SYLLABLE = re.compile("|".join(sorted(_SYLLABLES, key=len, reverse=True)))
_DOUBLED = re.compile(r"([kgsztdhbpfjc])(?=\1)|t(?=ch)")
_MACRONS = str.maketrans("āīūēōâîûêô", "aiueoaiueo")


def readings(words: Iterable[Word]) -> list[str]:
    """The readings of nouns and of up to four of their parts in a row, without long vowels."""
    joined: dict[str, None] = {}
    run: list[str] = []
    for word in words:
        if word.readings:
            run += word.readings
        elif run:
            joined.update(_joined(run))
            run = []
    joined.update(_joined(run))
    # One text is folded many times as fast as its many parts.
    return [reading for reading in short(" ".join(joined)).split() if len(reading) > 1]


def _joined(run: list[str]) -> Iterator[tuple[str, None]]:
    for first in range(len(run)):
        for last in range(first + 1, min(len(run), first + LONGEST_RUN) + 1):
            yield "".join(run[first:last]), None


def readings_of_kana(kana: str) -> list[str]:
    """The readings of a name whose kana are on record: `よこお としひこ`."""
    parts = kana.split()
    return [reading for part in [*parts, "".join(parts)] if (reading := short(part))]


def from_latin(text: str) -> str:
    """`hodo` as the reading of 報道; empty when the letters spell no Japanese."""
    spelt = _DOUBLED.sub("ツ", text.lower().translate(_MACRONS))
    kana = _SYLLABLE.sub(lambda match: _SYLLABLES[match.group()], spelt)
    return short(kana) if re.fullmatch("[ァ-ヺ]{2,}", kana) else ""
