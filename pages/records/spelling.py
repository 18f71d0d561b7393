"""Spellings of one name as one string: 竜ヶ崎 and 龍ケ崎, 塩竃 and 塩竈, Gotemba and Gotenba.

Pure functions. The strings are for comparing only and are never shown: who searches among records,
or adds one, finds what is there however it was typed.
"""

import re
import unicodedata
from collections.abc import Iterable

from pages.records.romanise import ReadingError, hepburn

# Letters that stand for each other in names of places and people, the usual form first.
_VARIANTS = (
    "竜龍 釜竈竃 条條 沢澤 浜濱濵 島嶋嶌 辺邊邉 斎齋斉齊 広廣 桜櫻 瀬瀨 万萬 真眞 恵惠 徳德 当當"
    " 塩鹽 鯵鰺 黒黑 富冨 峰峯 崎﨑碕嵜 高髙 館舘 滝瀧 豊豐 与與 余餘 円圓 会會 寿壽 栄榮 蔵藏"
    " 戸戶 児兒 実實 宝寶 礼禮 穂穗 弥彌 頼賴 桧檜 砺礪 梼檮 頴穎 諫諌 篭籠 柳栁 吉𠮷 青靑 清淸"
    " 増增 郷鄕 国國 学學 気氣 関關 県縣 区區 鉄鐵 芦蘆 壷壺 薮藪 曽曾 祇祗 隣鄰 渕淵"
    " 亀龜 鶴靏靎 長镸 麹麴 涌湧 槙槇 梅楳 緑綠 横橫 黄黃 静靜 来來 参參 双雙 覚覺"
    " 児兒 桑桒 間閒 荘莊庄 粟粟 従從 医醫 芸藝 稲稻 糸絲 仏佛 伝傳 変變 発發 為爲"
)
_KANJI = {
    ord(other): group[0] for group in _VARIANTS.split() for other in group[1:] if other != group[0]
}
# 龍ケ崎, 竜ヶ崎, 竜が崎, 竜ガ崎; 山ノ内, 山の内, 山之内; small and large kana.
_KANA = str.maketrans(
    "ゖがゕか之乃ぁぃぅぇぉっゃゅょゎゔづぢ", "けけけけののあいうえおつやゆよわぶずじ", "ー"
)
TO_HIRAGANA = {code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NO_LETTER = re.compile(r"[\W_]+")
_LONG = re.compile("(?<=[おこそとのほもよろごぞどぼぽ])[うお]|(?<=[うくすつぬふむゆるぐずぶぷ])う")
# Hepburn, Kunrei and passport spellings of one sound; in this order.
_LATIN = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("tch", "tt"), ("sh(?=i)", "s"), ("sh", "sy"), ("ch(?=i)", "t"), ("ch", "ty"),
        ("ts(?=u)", "t"), ("fu", "hu"), ("d?j(?=i)", "z"), ("jy?", "zy"), ("dz", "z"),
        ("m(?=[bmp])", "n"), ("oh(?![aiueoy])", "o"), ("o[uo]+", "o"), ("uu+", "u"),
    )
)  # fmt: skip
BETWEEN = "|"


def usual_letters(text: str) -> str:
    """The same text in the usual form of its letters: 髙橋 as 高橋."""
    return _VARIATION.sub("", text).translate(_KANJI)


def fold(text: str) -> str:
    """The string that all spellings of a name share; empty where there is no letter."""
    composed = unicodedata.normalize("NFKC", _VARIATION.sub("", text)).casefold()
    kana = composed.translate(_KANJI).translate(TO_HIRAGANA).translate(_KANA)
    return _fold_latin(_LONG.sub("", _NO_LETTER.sub("", _without_accents(kana))))


def _without_accents(text: str) -> str:
    """ō -> o; the voicing marks of kana stay."""
    parts = unicodedata.normalize("NFD", text)
    plain = re.sub("(?<=[a-z])[\u0300-\u036f]+", "", parts)
    return unicodedata.normalize("NFC", plain)


def _fold_latin(text: str) -> str:
    if not text.isascii():
        return text
    for pattern, to in _LATIN:
        text = pattern.sub(to, text)
    return text


def forms_of(names: Iterable[str | None], kana: str = "") -> str:
    """All forms of a record's names between bars, to be searched in: `|たくし|takusi|`."""
    folded = (fold(name) for name in [*names, kana, _romanised(kana)] if name)
    forms = dict.fromkeys(form for form in folded if form)
    return BETWEEN.join(["", *forms, ""]) if forms else ""


def whole(name: str) -> str:
    """A whole name in the form in which `forms_of` stores it."""
    return f"{BETWEEN}{fold(name)}{BETWEEN}"


def _romanised(kana: str) -> str:
    try:
        return "".join(hepburn(part) for part in kana.split())
    except ReadingError:
        return ""
