"""Names of municipalities as lists write them, and wards, which are none.

Designated cities have wards (札幌市 中央区, 札幌市中央区, 中央区（札幌市）). Only the 23 special
wards of Tokyo are municipalities.
"""

import re
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.records.prefectures import PREFECTURES
from pages.records.romanise import ReadingError, hepburn
from pages.records.spelling import TO_HIRAGANA

TOKYO = 13
_OPENING = re.compile(r"^(\(.*?\)|〔.*?〕|【.*?】|\[.*?\])")
_BRACKETS = re.compile(r"\(.*?\)$|〔.*?〕$|【.*?】$|\[.*?\]$")
_DISTRICT = re.compile("^.+郡(?=.+[町村]$)")
_DISTRICT_KANA = re.compile("^.+ぐん(?=.+(ちょう|まち|むら|そん)$)")
_SPECIAL = re.compile("^特別区(?=.+区$)")
_SPECIAL_KANA = re.compile("^とくべつく(?=.+く$)")
# Of the endings of prefectures, as their Latin names leave them out.
_ENDINGS = {"都": "to", "道": "", "府": "fu", "県": "ken"}


def plain_name(name: str) -> str:
    """The name by itself, in one width, without spaces, brackets, prefecture or district.

    石狩郡当別町 is 当別町, 東京都港区 and (特別区)港区 are 港区.
    """
    return _DISTRICT.sub("", _without_brackets(name))


def plain_kana(kana: str, name: str) -> str:
    """The reading of `plain_name(name)` in hiragana."""
    compact = re.sub(r"[\s・･]+", "", normalize("NFKC", kana)).translate(TO_HIRAGANA)
    read = _BRACKETS.sub("", _OPENING.sub("", compact))
    prefecture = _prefecture_before(_composed(name))
    if prefecture:
        read = _OPENING.sub("", _without_prefecture(read, prefecture))
    read = _SPECIAL_KANA.sub("", read) if "特別区" in name else read
    has_district = _DISTRICT.search(_without_brackets(name)) is not None
    return _DISTRICT_KANA.sub("", read) if has_district else read


def _composed(name: str) -> str:
    compact = re.sub(r"[\s・･,、]+", "", normalize("NFKC", name))
    return _BRACKETS.sub("", _OPENING.sub("", compact))


def _without_brackets(name: str) -> str:
    composed = _composed(name)
    rest = composed.removeprefix(_prefecture_before(composed))
    return _SPECIAL.sub("", _OPENING.sub("", rest))


def _prefecture_before(composed: str) -> str:
    """The prefecture with which a name begins, empty where there is none."""
    names = (japanese for japanese, _english in PREFECTURES.values())
    return next((name for name in names if composed.startswith(name) and composed != name), "")


def _without_prefecture(kana: str, prefecture: str) -> str:
    """The kana after those of a prefecture, where they begin so."""
    latin = dict(PREFECTURES.values())[prefecture].lower() + _ENDINGS[prefecture[-1]]
    for end in range(1, len(kana)):
        if _spelt(kana[:end]) == latin and _spelt(kana[:end]) != _spelt(kana[: end + 1]):
            return kana[end:]
    return kana


def _spelt(kana: str) -> str:
    try:
        return hepburn(kana)
    except ReadingError:
        return ""


def is_ward_of_city(name: str, prefecture: int | None, code: str = "") -> bool:
    """Whether it is a ward of a designated city, by the name, the prefecture or the code.

    Codes of wards are 101 to 199 below the prefecture, as are those of the cities themselves.
    """
    plain, whole = _without_brackets(name), normalize("NFKC", name).strip()
    if re.search("市.+区$", plain) or re.search(r"市\W*\(.*区\W*\)$", whole):
        return True
    if prefecture == TOKYO:
        return code.startswith("13100")  # 特別区部, all special wards together
    is_in_range = bool(re.match(r"\d{2}1\d\d", code)) and not plain.endswith("市")
    return plain.endswith("区") or is_in_range


def check_is_municipality(name: str, prefecture: int | None, code: str = "") -> None:
    """Raises ValidationError for a ward of a designated city."""
    if is_ward_of_city(name, prefecture, code):
        said = _("Wards of designated cities are no municipalities: choose the city.")
        raise ValidationError({"name_ja": said})
