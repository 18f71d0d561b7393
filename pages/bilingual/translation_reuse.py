"""Keeping a translation for a text that changed: wagtail-localize leaves it with the old one."""

from wagtail.models import Locale
from wagtail_localize.models import String, StringSegment, StringTranslation, TranslationContext

# Shown beside the text in the translation editor, whatever the language of its reader.
NEEDS_REVIEW = "要確認：日本語が変わりました / Needs review: the Japanese has changed"


def translation_of(segment: StringSegment, locale: Locale) -> StringTranslation | None:
    """The valid translation that was made for a text, in this place."""
    made = StringTranslation.objects.filter(
        translation_of=segment.string, context=segment.context, locale=locale, has_error=False
    )
    translation: StringTranslation | None = made.first()
    return translation


def reuse_translation(
    before: tuple[str, str], segment: StringSegment, locale: Locale, *, needs_review: bool
) -> None:
    """Give a changed text the translation of the one it continues: (path, Japanese) `before`.

    One that needs review counts as an error with wagtail-localize, so that it is in no way
    taken for a finished translation.
    """
    old = _kept(before, segment, locale)
    if old is None:
        return
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale,
        defaults={
            "data": old.data,
            "translation_type": old.translation_type,
            "tool_name": old.tool_name,
            "last_translated_by": old.last_translated_by,
            "has_error": needs_review,
            "field_error": NEEDS_REVIEW if needs_review else "",
        },
    )


def _kept(
    before: tuple[str, str], segment: StringSegment, locale: Locale
) -> StringTranslation | None:
    path, text = before
    if not path:
        return None
    kept = StringTranslation.objects.filter(
        translation_of__data_hash=String._get_data_hash(text),
        translation_of__locale=segment.string.locale_id,
        context__object_id=segment.context.object_id,
        context__path_id=TranslationContext._get_path_id(path),
        locale=locale,
    )
    translation: StringTranslation | None = kept.first()
    return translation
