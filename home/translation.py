"""Site settings that exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from home.models import SiteSettings


@register(SiteSettings)
class SiteSettingsTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("name", "short_name", "contact_label", "address")
