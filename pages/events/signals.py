"""Signal handlers: publications and renamed venues raise the sequence of calendar entries."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from pages.base.facts import sources
from pages.events.event import EventPage
from pages.events.sequence import note_publication
from pages.records.models import Venue
from pages.submissions.registrations.registering import follow_event


@receiver(page_published)
def count_change(sender: type, instance: Page, **kwargs: Any) -> None:
    """Facts are published with the Japanese page, titles with the page of their language."""
    if isinstance(instance, EventPage) and not instance.alias_of_id and instance.facts:
        note_publication([instance.facts])


@receiver(page_published)
def follow_registrations(sender: type, instance: Page, **kwargs: Any) -> None:
    """More places go to those who wait, in the moment they are published."""
    if isinstance(instance, EventPage) and instance.is_own_source and instance.takes_registrations:
        begins = instance.schedule.begins
        follow_event(instance.pk, instance.capacity, begins, by_lot=instance.gives_by_lot)


@receiver(post_save, sender=Venue)
def count_renaming(sender: type, instance: Venue, **kwargs: Any) -> None:
    """The calendar entries of all events at a venue hold its name and address."""
    events = sources(EventPage).filter(live=True, venue=instance).select_related("venue")
    note_publication(events.with_rows(EventPage.list_rows))
