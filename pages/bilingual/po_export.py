"""A page's texts as a PO file that the usual tools of translators carry there and back.

Beside its context every text has a reference (`#:`): XLIFF, to which translate-toolkit converts,
knows no contexts and keeps references. Babel drops headers of our own, so that the page stands in
`Project-Id-Version`, too.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import polib
from django.conf import settings
from wagtail_localize.models import StringSegment, Translation

from portal import clock

TRANSLATION_ID = "X-WagtailLocalize-TranslationID"
PROJECT = "Project-Id-Version"
# References end at a space, and tools quote what is no ASCII.
_SAFE = re.compile(r"[A-Za-z0-9_.-]{1,120}")


def exported(translation: Translation, *, name: str) -> polib.POFile:
    """Every text of the page once with its English so far; `name` is ASCII without spaces.

    Texts that left the page are not in it: converters make them texts to translate again.
    """
    catalog = polib.POFile(wrapwidth=200)
    catalog.metadata = _header(translation, name)
    catalog.extend(_entries(translation))
    return catalog


def reference_of(path: str) -> str:
    """A path as a reference: itself, or a digest where it holds what references cannot."""
    return path if _SAFE.fullmatch(path) else f"at-{sha256(path.encode()).hexdigest()[:16]}"


def _header(translation: Translation, name: str) -> dict[str, str]:
    """The fields that `msgfmt --check` asks for, and the page."""
    now = clock.real_now().strftime("%Y-%m-%d %H:%M%z")
    language = translation.target_locale.language_code
    return {
        PROJECT: f"{name} {translation.uuid}",
        "Report-Msgid-Bugs-To": settings.WAGTAILADMIN_BASE_URL,
        "POT-Creation-Date": now,
        "PO-Revision-Date": now,
        "Last-Translator": settings.WAGTAIL_SITE_NAME,
        "Language-Team": settings.WAGTAIL_SITE_NAME,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        TRANSLATION_ID: str(translation.uuid),
    }


def _entries(translation: Translation) -> Iterator[polib.POEntry]:
    known = set()
    for segment in segments_of(translation):
        place = segment.context.path, segment.string.data
        if place in known:  # a sentence that stands twice in one text has one translation
            continue
        known.add(place)
        yield polib.POEntry(
            msgctxt=place[0],
            msgid=place[1],
            msgstr=segment.translation or "",
            occurrences=[(reference_of(place[0]), "")],
        )


def segments_of(translation: Translation) -> Any:
    """The texts of a page in their order, with the English so far as `translation`."""
    segments = StringSegment.objects.filter(source=translation.source).order_by("order")
    return segments.select_related("context", "string").annotate_translation(
        translation.target_locale, include_errors=True
    )
