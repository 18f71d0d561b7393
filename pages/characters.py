"""Characters that no file format of the portal can carry, and how texts are kept free of them.

XML 1.0 (Char) forbids the controls of C0 except tab and the ends of lines, surrogates that stand
alone, U+FFFE and U+FFFF; iCalendar (RFC 5545, CONTROL) forbids DEL besides; PostgreSQL refuses NUL.
The controls of C1 come from texts in another encoding and show nothing. One of them in a title
would stop a feed, a calendar or a spreadsheet for everybody.
"""

import json
import re
from typing import Any

from django.db.models import CharField, JSONField, Model, TextField
from wagtail.fields import StreamField

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The same in JSON that is kept as a text: StreamFields within revisions, rich text on its way.
_ESCAPED = re.compile(r"\\u(?:00[01][0-9a-f]|00[89][0-9a-f]|007f|d[89a-f]..|fff[ef])|\\[bf]", re.I)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_TEXT_FIELDS = (CharField, TextField, JSONField)


def portable(value: Any) -> Any:
    """A text without these characters; in lists and mappings every text, other values as they are.

    A text that is JSON is freed of their escapes, too.
    """
    if isinstance(value, str):
        return _portable_text(value)
    if isinstance(value, dict):
        return {portable(name): portable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [portable(item) for item in value]
    return value


def portable_lines(text: str) -> str:
    """A portable text whose lines end in one way; readers differ in what they take for an end."""
    return _portable_text(_LINE_ENDS.sub("\n", text))


def neutralised(value: Any) -> str:
    """A portable text that is no formula to a spreadsheet program (OWASP: CSV injection)."""
    text = _portable_text(str(value))
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def keep_portable(instance: Model) -> None:
    """Free all texts of a record before it is checked or saved."""
    # By the names in its dictionary: bilingual fields answer in the language that is active.
    values = instance.__dict__
    for field in instance._meta.concrete_fields:
        value = values.get(field.attname)
        if not value:
            continue
        if isinstance(field, StreamField):
            _keep_stream_portable(instance, field, value)
        elif isinstance(field, _TEXT_FIELDS) and isinstance(value, str | list | dict):
            values[field.attname] = portable(value)


def _portable_text(text: str) -> str:
    freed = _FORBIDDEN.sub("", text)
    if freed[:1] in ("[", "{") and _ESCAPED.search(freed):
        freed = _portable_json(freed)
    return freed


def _portable_json(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    freed = portable(value)
    return text if freed == value else json.dumps(freed)


def _keep_stream_portable(instance: Model, field: StreamField, value: Any) -> None:
    raw = field.get_prep_value(value)
    freed = portable(raw)
    if freed != raw:
        setattr(instance, field.name, freed)
