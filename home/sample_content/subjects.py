"""The subjects of enquiries and who answers them, from the site's content."""

from __future__ import annotations

from home.sample_content.content import Content
from pages.submissions.models import ContactSubject


def load_subjects(content: Content) -> int:
    """Add the subjects where there are none yet; how many were added."""
    if ContactSubject.objects.exists():
        return 0
    subjects = [
        ContactSubject(
            name_ja=entry["ja"],
            name_en=entry["en"],
            mail=entry["mail"],
            takes_memberships=entry.get("memberships", False),
            position=place,
        )
        for place, entry in enumerate(content.site.get("enquiries") or [])
    ]
    return len(ContactSubject.objects.bulk_create(subjects))
