"""Names of municipalities as lists write them, and wards, which are none.

Designated cities have wards (札幌市 中央区, 札幌市中央区, 中央区（札幌市）). Only the 23 special
wards of Tokyo are municipalities.
"""

import re
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TOKYO = 13
_BRACKETS = re.compile(r"\(.*?\)$|〔.*?〕$|【.*?】$|\[.*?\]$")
_DISTRICT = re.compile("^.+郡(?=.+[町村]$)")
_DISTRICT_KANA = re.compile("^.+ぐん(?=.+(ちょう|まち|むら|そん)$)")


def plain_name(name: str) -> str:
    """The name by itself, in one width, without spaces, brackets or district (石狩郡当別町)."""
    return _DISTRICT.sub("", _without_brackets(name))


def plain_kana(kana: str, name: str) -> str:
    """The reading of `plain_name(name)`."""
    compact = re.sub(r"\s+", "", normalize("NFKC", kana))
    has_district = _DISTRICT.search(_without_brackets(name)) is not None
    return _DISTRICT_KANA.sub("", compact) if has_district else compact


def _without_brackets(name: str) -> str:
    compact = re.sub(r"[\s・･,、]+", "", normalize("NFKC", name))
    return _BRACKETS.sub("", compact)


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
