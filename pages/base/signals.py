"""What follows from publishing and unpublishing a Japanese page, in admin and in code alike."""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from pages.base.facts import FactsMixin


def partners(page: Page) -> QuerySet:
    """The pages of the same translation key in other languages."""
    return type(page).objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)


@receiver(page_published)
def reindex_partners(sender: type, instance: Page, **kwargs: Any) -> None:
    """Facts are part of what the English page is found by."""
    if isinstance(instance, FactsMixin) and instance.is_own_source:
        for partner in partners(instance):
            index.insert_or_update_object(partner)


@receiver(page_unpublished)
def unpublish_partners(sender: type, instance: Page, **kwargs: Any) -> None:
    """No English page without its Japanese page; aliases follow by themselves."""
    if isinstance(instance, FactsMixin) and instance.is_own_source:
        for partner in partners(instance).filter(live=True, alias_of=None):
            partner.unpublish()
