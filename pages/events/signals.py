"""What follows from the publication of an event."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from pages.events.event import EventPage
from pages.events.sequence import note_publication


@receiver(page_published)
def count_change(sender: type, instance: Page, **kwargs: Any) -> None:
    """Facts are published with the Japanese page alone."""
    if isinstance(instance, EventPage) and instance.is_own_source:
        note_publication(instance)
