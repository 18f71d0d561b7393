"""Keys and addresses of records that an editor adds without naming one: ASCII, never Japanese."""

from collections.abc import Container
from hashlib import sha256
from itertools import chain, count
from typing import Any

from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pages.records.romanise import ReadingError, hepburn

LONGEST = 50
# Readable in either language, and never changed by a browser or a mail program.
validate_slug = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    _("Use lower-case letters a–z, digits and single hyphens, such as “summit-6”."),
)


def free_key(record: Any) -> str:
    """A key that no record of the kind has: from the English name, the reading, or the kind."""
    stem = slugify(record.name_en or "") or slug_of_reading(record) or record._meta.model_name
    stem = stem[: LONGEST - 5].strip("-")
    records = type(record)._default_manager.filter(key__startswith=stem)
    return numbered(stem, set(records.values_list("key", flat=True)))


def numbered(stem: str, taken: Container[str]) -> str:
    """`stem`, or the first of `stem-2`, `stem-3`, … that is not taken."""
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(key for key in candidates if key not in taken)


def slug_of_reading(record: Any) -> str:
    """`もうり やすし` -> `mori-yasushi`; empty where no reading is on record."""
    try:
        read = [_part_of_name(part) for part in getattr(record, "kana", "").split()]
    except ReadingError:
        return ""
    return slugify(" ".join(read).replace("'", ""))


def _part_of_name(kana: str) -> str:
    """As passports write it: an お that ends a name is no long vowel (よこお is yokoo)."""
    if len(kana) > 1 and kana.endswith(("お", "オ")):
        return hepburn(kana[:-1]) + "o"
    return hepburn(kana)


def neutral_slug(record: Any) -> str:
    """An address that spells no reading: the key may do so before it is confirmed."""
    return f"{record._meta.model_name}-{sha256(record.key.encode()).hexdigest()[:6]}"
