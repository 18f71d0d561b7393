"""Short texts of the site that exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from home.models import SiteSettings
from home.promotions import Promotion


@register(SiteSettings)
class SiteSettingsTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("name", "short_name", "contact_label", "address", "data_licence")


@register(Promotion)
class PromotionTranslation(TranslationOptions):
    """Columns in both languages."""

    fields = ("text",)
    required_languages = ("ja",)
