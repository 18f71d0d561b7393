"""The texts of a Japanese draft, handed to the translators before readers see it in Japanese."""

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from pages.bilingual.ledger import source_of, update_ledger


def has_draft(japanese: Page) -> bool:
    """Whether the Japanese page has a version that readers do not see yet."""
    return not japanese.live or bool(japanese.has_unpublished_changes)


def draft_of(japanese: Page) -> Page:
    """The Japanese page as it will be: the scheduled version, else the latest draft."""
    revision = japanese.scheduled_revision
    draft: Page = revision.as_object() if revision else japanese.get_latest_revision_as_object()
    return draft


def is_of_draft(japanese: Page) -> bool:
    """Whether translators work on a Japanese text that readers do not see yet."""
    source = source_of(japanese)
    if source is None or not has_draft(japanese):
        return False
    return texts_of(source.as_instance()) != texts_of(Page.objects.get(pk=japanese.pk).specific)


def texts_of(page: Page) -> set[tuple[str, str]]:
    """The texts of a version of a page, with their paths."""
    parts = extract_segments(page)
    return {(part.path, part.string.data) for part in parts if isinstance(part, StringSegmentValue)}


@transaction.atomic
def bring_in(japanese: Page) -> None:
    """Hand the texts of the draft to the translators."""
    source, _made = TranslationSource.update_or_create_from_instance(draft_of(japanese))
    update_ledger(source)


@transaction.atomic
def put_back(japanese: Page) -> None:
    """Hand the published text to the translators again."""
    source = source_of(japanese)
    if source is not None:
        source.update_from_db()
        update_ledger(source)
