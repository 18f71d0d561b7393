"""Names of municipalities in Latin letters, from their kana: Hepburn without long vowels.

Pure functions. What kana cannot tell (豊岡 is Toyo-oka, and no Toyōka) stands in `OVERRIDES`; a
register may bring a column of its own, which counts more.
"""

SUFFIXES = {
    "市": (("し",), "City"),
    "区": (("く",), "City"),
    "町": (("ちょう", "まち"), "Town"),
    "村": (("そん", "むら"), "Village"),
}

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
    kana: latin for row, said in _ROWS.items() for kana, latin in zip(row, said, strict=True)
}
_SMALL = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}


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
    raise ReadingError(f"'{kana}' is not a reading of '{name}'.")


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
        elif not lengthened:
            said = _syllable(sign, text)
            text += (_doubling(said) if doubled else "") + said
            doubled = False
    return text


def _hiragana(kana: str) -> str:
    """Katakana as hiragana; the mark of length is no letter."""
    signs = (chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヴ" else sign for sign in kana)
    return "".join(sign for sign in signs if sign != "ー")


def _syllable(sign: str, before: str) -> str:
    if sign == "ん":
        return "n"
    said = _SYLLABLES.get(sign)
    if said is None:
        raise ReadingError(f"'{sign}' cannot be read.")
    # shin'onsen, not shi-nonsen
    apart = before.endswith("n") and said[0] in (*_VOWELS, "y")
    return f"'{said}" if apart else said


def _contracted(text: str, small: str) -> str:
    """ki + ya -> kya, shi + ya -> sha, ji + yo -> jo."""
    if not text.endswith("i"):
        raise ReadingError("a small ゃ, ゅ or ょ stands where it cannot.")
    stem = text[:-1]
    return stem + (small[1:] if stem.endswith(("sh", "ch", "j")) else small)


def _lengthens(sign: str, text: str) -> bool:
    """Whether a vowel only lengthens the one before: おう, おお, うう."""
    return (sign == "う" and text[-1:] in ("o", "u")) or (sign == "お" and text[-1:] == "o")


def _doubling(said: str) -> str:
    return "t" if said.startswith("ch") else said[0]
