"""Names of municipalities in Latin letters, from their kana: Hepburn without long vowels.

Pure functions. What kana cannot tell (豊岡 is Toyo-oka, and no Toyōka) stands in `OVERRIDES`; a
register may bring a column of its own, which counts more.
"""

from django.utils.translation import gettext as _

SUFFIXES = {
    "市": (("し",), "City"),
    "区": (("く",), "City"),
    "町": (("ちょう", "まち"), "Town"),
    "村": (("そん", "むら"), "Village"),
}
# What a whole name may end with: in kanji, read and in English.
ENDINGS = [
    ending for kanji, (kana, english) in SUFFIXES.items() for ending in (kanji, *kana, english)
]

# By the name without 市, 区, 町 or 村: vowels that meet where two words meet, loan words, and
# spellings that the municipality has settled for itself.
OVERRIDES = {
    "滝上": "Takinoue",
    "豊浦": "Toyoura",
    "雄武": "Oumu",
    "広尾": "Hiroo",
    "桑折": "Koori",
    "勝浦": "Katsuura",
    "那智勝浦": "Nachikatsuura",
    "輪之内": "Wanouchi",
    "山ノ内": "Yamanouchi",
    "小海": "Koumi",
    "南アルプス": "Minami-Alps",
    "豊丘": "Toyooka",
    "豊岡": "Toyooka",
    "箕面": "Minoh",
    "琴浦": "Kotoura",
    "瀬戸内": "Setouchi",
    "松浦": "Matsuura",
    "周防大島": "Suo-Oshima",
    "山陽小野田": "Sanyo-Onoda",
    "豊後大野": "Bungo-Ono",
    "西之表": "Nishinoomote",
    "曽於": "Soo",
}

_VOWELS = "aiueo"
_ROWS = {
    "あいうえお": ("a", "i", "u", "e", "o"),
    "かきくけこ": ("ka", "ki", "ku", "ke", "ko"),
    "がぎぐげご": ("ga", "gi", "gu", "ge", "go"),
    "さしすせそ": ("sa", "shi", "su", "se", "so"),
    "ざじずぜぞ": ("za", "ji", "zu", "ze", "zo"),
    "たちつてと": ("ta", "chi", "tsu", "te", "to"),
    "だぢづでど": ("da", "ji", "zu", "de", "do"),
    "なにぬねの": ("na", "ni", "nu", "ne", "no"),
    "はひふへほ": ("ha", "hi", "fu", "he", "ho"),
    "ばびぶべぼ": ("ba", "bi", "bu", "be", "bo"),
    "ぱぴぷぺぽ": ("pa", "pi", "pu", "pe", "po"),
    "まみむめも": ("ma", "mi", "mu", "me", "mo"),
    "らりるれろ": ("ra", "ri", "ru", "re", "ro"),
    "やゆよわを": ("ya", "yu", "yo", "wa", "o"),
    "ゔ": ("vu",),
}
_SYLLABLES = {
    kana: latin
    for row, syllables in _ROWS.items()
    for kana, latin in zip(row, syllables, strict=True)
}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
# In loan words: ファ, ティ, ウェ, シェ, ヴァ.
_SMALL_VOWELS = dict(zip("ぁぃぅぇぉ", "aiueo", strict=True))


class ReadingError(ValueError):
    """Kana that are none, or that do not end as the kind of municipality does."""


def english_name(name: str, kana: str, stem: str = "") -> str:
    """`多久市`, `たくし` -> `Taku City`; `stem` is a spelling given from outside.

    Raises ReadingError.
    """
    read = stem_of(name, kana)
    spelt = stem or OVERRIDES.get(name[:-1]) or hepburn(read).capitalize()
    return f"{spelt} {SUFFIXES[name[-1]][1]}"


def stem_of(name: str, kana: str) -> str:
    """The kana without those of 市, 区, 町 or 村; raises ReadingError."""
    endings, _english = SUFFIXES.get(name[-1:], ((), ""))
    for ending in endings:
        if kana.endswith(ending) and len(kana) > len(ending):
            return kana[: -len(ending)]
    raise ReadingError(
        _("'%(kana)s' is not a reading of '%(name)s'.") % {"kana": kana, "name": name}
    )


def hepburn(kana: str) -> str:
    """Hiragana or katakana in small letters, long vowels written as short ones."""
    text = ""
    doubled = lengthened = False
    for sign in _hiragana(kana):
        # A vowel is lengthened once: とうおん is To-on.
        lengthened = not lengthened and _lengthens(sign, text)
        if sign == "っ":
            doubled = True
        elif sign in _SMALL:
            text = _contracted(text, _SMALL[sign])
        elif sign in _SMALL_VOWELS:
            text = _of_loan_word(text, _SMALL_VOWELS[sign])
        elif not lengthened:
            syllable = _syllable(sign, text)
            text += (_doubling(syllable) if doubled else "") + syllable
            doubled = False
    return text


def _hiragana(kana: str) -> str:
    """Katakana as hiragana; the mark of length is no letter."""
    signs = (chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヴ" else sign for sign in kana)
    return "".join(sign for sign in signs if sign != "ー")


def _syllable(sign: str, before: str) -> str:
    if sign == "ん":
        return "n"
    latin = _SYLLABLES.get(sign)
    if latin is None:
        raise ReadingError(_("'%(sign)s' cannot be read.") % {"sign": sign})
    # shin'onsen, not shi-nonsen
    apart = before.endswith("n") and latin[0] in (*_VOWELS, "y")
    return f"'{latin}" if apart else latin


def _contracted(text: str, small: str) -> str:
    """ki + ya -> kya, shi + ya -> sha, ji + yo -> jo; in loan words de + yu -> dyu."""
    if text.endswith(("te", "de", "fu", "vu")):
        return text[:-1] + small
    if not text.endswith("i"):
        raise ReadingError(_("a small ゃ, ゅ or ょ stands where it cannot."))
    stem = text[:-1]
    return stem + (small[1:] if stem.endswith(("sh", "ch", "j")) else small)


def _of_loan_word(text: str, vowel: str) -> str:
    """fu + a -> fa, te + i -> ti, shi + e -> she, u + e -> we; ga + a -> ga."""
    if not text or text[-1] not in _VOWELS:
        raise ReadingError(_("a small vowel stands where it cannot."))
    if text[-1] == vowel:
        return text
    rounded = text[-1] == "u" and (text[-2:-1] in ("", "k", "g", "n", *_VOWELS))
    return text[:-1] + ("w" if rounded else "") + vowel


def _lengthens(sign: str, text: str) -> bool:
    """Whether a vowel only lengthens the one before: おう, おお, うう."""
    return (sign == "う" and text[-1:] in ("o", "u")) or (sign == "お" and text[-1:] == "o")


def _doubling(syllable: str) -> str:
    return "t" if syllable.startswith("ch") else syllable[0]
