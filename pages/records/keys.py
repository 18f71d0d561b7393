"""Keys for records that an editor adds without naming one."""

from itertools import chain, count
from typing import Any

from django.utils.text import slugify


def free_key(record: Any) -> str:
    """A key that no record of the kind has: from the English name, else from the kind's."""
    stem = slugify(record.name_en or "") or str(record._meta.model_name)
    records = type(record)._default_manager.filter(key__startswith=stem)
    taken = set(records.values_list("key", flat=True))
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(key for key in candidates if key not in taken)
