"""Forms under which different spellings of one thing are the same string."""

import re
import unicodedata

_HIRAGANA = range(0x3041, 0x3097)
_TO_KATAKANA = {code: chr(code + 0x60) for code in _HIRAGANA}
_SMALL_TO_LARGE = str.maketrans(
    "ァィゥェォッャュョヮヵヶヴヅヂ", "アイウエオツヤユヨワカケブズジ", "ー"
)
_O_ROW = "オコソトノホモヨロヲゴゾドボポ"
_U_ROW = "ウクスツヌフムユルグズブプ"
_LONG_VOWEL = re.compile(f"(?<=[{_O_ROW}])[ウオ]|(?<=[{_U_ROW}])ウ")
_NO_LETTER = re.compile(r"[\W_]+")
# Control characters, and halves of characters that no database takes.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def nfkc(text: str) -> str:
    """One width for letters, digits and kana (ｻﾐｯﾄ, ＩＣＴ); what cannot be stored is blank."""
    return unicodedata.normalize("NFKC", _UNPRINTABLE.sub(" ", text))


def token(text: str) -> str:
    """A word as the index holds it: small letters and digits only, in one width."""
    return _NO_LETTER.sub("", nfkc(text).lower())


def fold(text: str) -> str:
    """Katakana without marks of length and small signs: サミツト, サミット and さみっと are one."""
    return nfkc(text).lower().translate(_TO_KATAKANA).translate(_SMALL_TO_LARGE)


def short(reading: str) -> str:
    """A folded reading without long vowels, as kana and Latin spellings disagree about them."""
    return _LONG_VOWEL.sub("", fold(reading))


def is_kana(text: str) -> bool:
    """Whether a word is written in kana alone."""
    return bool(re.fullmatch("[ぁ-ゖァ-ヺー]+", text))
