"""English texts as a translator types them, and as wagtail-localize keeps them."""

import html
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue, validate_translation_links

_TAG = re.compile(r"<(?!br\b)[^>]+>")
_NAMES = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")


def has_markup(kept: str) -> bool:
    """Whether a text has emphasis or links, which a translator then sees as tags."""
    return bool(_TAG.search(kept))


def well_formed(kept: str) -> bool:
    """Whether every tag opened is closed: wagtail-localize mends broken ones as it likes."""
    waiting: list[str] = []
    for closing, name, alone in _NAMES.findall(kept):
        if name == "br" or alone:
            continue
        if not closing:
            waiting.append(name)
        elif not waiting or waiting.pop() != name:
            return False
    return not waiting


def typed_of(kept: str, japanese: str) -> str:
    """The text for the form's field: plain words unless the Japanese has mark-up."""
    if has_markup(japanese) or has_markup(kept):
        return kept
    return html.unescape(re.sub(r"\r?<br\s*/?>", "\n", kept))


def kept_of(typed: str, japanese: str) -> str:
    """The text to store for a typed one.

    Raises ValidationError where tags are broken or links are not those of the Japanese.
    """
    text = typed.replace("\r\n", "\n").strip()
    if not has_markup(japanese):
        kept: str = StringValue.from_plaintext(text).data
        return kept
    check_markup(text, japanese)
    return text


def check_markup(text: str, japanese: str) -> None:
    """Raises ValidationError where tags are broken or links are not those of the Japanese."""
    try:
        if not well_formed(text):
            raise ValueError(text)
        StringValue.from_translated_html(text)
        if text:
            validate_translation_links(japanese, text)
    except ValueError as error:
        raise ValidationError(
            _("The tags differ from the Japanese: keep <b>, <a id=…> and the like as they are.")
        ) from error
