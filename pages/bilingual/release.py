"""Both pages of a pair go live in the same minute, now or later."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.base.translation_publishing import RefusalError
from pages.bilingual.ledger import fresh_pair
from pages.bilingual.publish_checks import open_texts
from pages.bilingual.source_versions import bring_in, draft_of

# A schedule publishes in the order of its moments, and English asks for a live Japanese page.
AFTER = timedelta(seconds=1)


def release(
    japanese: Page, translation: Translation, user: Any, *, at: datetime | None, both: bool
) -> None:
    """Publish both, or schedule both for the same minute; without `both` English joins Japanese.

    Raises RefusalError where a text still waits: neither page is published then, and the texts of
    the draft are with the translators.
    """
    bring_in(japanese)
    english = translation.get_target_instance()
    pair = fresh_pair(english)
    reasons = list(open_texts(pair)) if pair else []
    if reasons:
        raise RefusalError(reasons, english)
    with transaction.atomic():
        if both:
            _publish(draft_of(japanese), user, at)
        Translation.objects.get(pk=translation.pk).save_target(user=user, publish=False)
        draft = Page.objects.get(pk=english.pk).specific.get_latest_revision_as_object()
        _publish(draft, user, at + AFTER if at else None)


def _publish(draft: Page, user: Any, at: datetime | None) -> None:
    """Wagtail schedules what has a moment in the future."""
    draft.go_live_at = at
    draft.save_revision(user=user).publish(user=user)
