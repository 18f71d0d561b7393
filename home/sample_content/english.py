"""The English tree, as translations that wagtail-localize manages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.sample_content.blocks import Voice
from home.sample_content.pages import Item, check_prose
from home.sample_content.problems import sentence_of
from pages.base.page import BasePage

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


def translate(item: Item, page: BasePage, english: Locale) -> None:
    """Publish the English page of an item; an alias of the Japanese one where it has no English."""
    page = type(page).objects.get(pk=page.pk)
    if item.untranslated:
        page.copy_for_translation(english, alias=True)
        return
    source, _ = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.get_or_create(source=source, target_locale=english)
    _translate_strings(item, source, english)
    # Not `save_target`: it publishes after the transaction, and puts up with missing strings.
    translated, _ = source.create_or_update_translation(english, publish=False)
    translated.get_latest_revision().publish()


def _translate_strings(item: Item, source: TranslationSource, english: Locale) -> None:
    translations, count = english_strings(item)
    segments = list(StringSegment.objects.filter(source=source).select_related("context", "string"))
    paths = {segment.context.path for segment in segments}
    if len(segments) != count or paths != set(translations):
        odd = ", ".join(sorted(paths ^ set(translations))) or "a text without a segment"
        raise item.entry.error(f"its texts cannot be translated one by one ({odd}).")
    for segment in segments:
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=english,
            data=translations[segment.context.path],
            translation_type=MANUAL,
        )


def english_strings(item: Item) -> tuple[dict[str, str], int]:
    """English texts by context path, as wagtail-localize writes them, and how many there are.

    They are taken from the English page as it would be, so that escaping, line breaks and links
    come out in the form in which translations are kept.
    """
    voice = Voice("en")
    page = item.kind.model(**item.prose(voice))
    try:
        check_prose(item, page)
    except ValidationError as error:
        raise item.entry.error(sentence_of(error)) from error
    strings = [part for part in extract_segments(page) if isinstance(part, StringSegmentValue)]
    return {string.path: string.string.data for string in strings}, voice.spoken
