"""Copies of pages: closed as their originals are, with a note of the texts that came along."""

from django.db import transaction
from wagtail.models import Page

from pages.base.copied_texts import note_copied_texts
from pages.base.pair_restrictions import below, restrict_copies


@transaction.atomic
def settle_copies(page: Page, copy: Page) -> None:
    """Settles what holds for the copy of a page, and for the copies of the pages below it."""
    restrict_copies(page, copy)
    for source, made in [(page, copy), *zip(below(page), below(copy), strict=False)]:
        note_copied_texts(source, made)
