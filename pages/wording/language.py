"""Texts in both languages, and the choice between them.

Mails, feeds and calendars speak a chosen language whatever language is active, so the
words for dates and states are kept as pairs here and not in the gettext catalogs.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language


def is_japanese(lang: str | None = None) -> bool:
    """Whether to speak Japanese: `lang`, or Django's active language. All else is English."""
    return (lang or get_language() or "").lower().startswith("ja")


@dataclass(frozen=True)
class Text:
    """A short text in both languages."""

    ja: str
    en: str

    def say(self, lang: str | None = None) -> str:
        """The text in `lang`, or in Django's active language."""
        return self.ja if is_japanese(lang) else self.en
