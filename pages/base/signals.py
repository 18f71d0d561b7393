"""Signal handlers: texts are saved portable; publishing a page concerns its partners, too."""

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published

from pages.base.facts import FactsMixin
from pages.characters import keep_portable


@receiver(pre_save)
def keep_texts_portable(sender: type, instance: Model, **kwargs: Any) -> None:
    """Remove characters that feeds, calendars and spreadsheets cannot carry, on every way in."""
    keep_portable(instance)


def partners(page: Page) -> QuerySet:
    """The pages of the same translation key in other languages."""
    return type(page).objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)


@receiver(page_published)
def reindex_partners(sender: type, instance: Page, **kwargs: Any) -> None:
    """Facts are part of the English page's index entry."""
    if isinstance(instance, FactsMixin) and instance.is_own_source:
        for partner in partners(instance):
            index.insert_or_update_object(partner)
