"""Both languages of some Japanese pages: their titles and addresses."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from wagtail.models import Page

from pages.base.facts import source_locale_id
from pages.base.fallback import has_own_text
from pages.public import public


class Versions:
    """The English pages of some Japanese ones, read in one query."""

    def __init__(self, pages: Iterable[Any], request: HttpRequest) -> None:
        self.request = request
        keys = [page.translation_key for page in pages]
        others = Page.objects.filter(public()).exclude(locale_id=source_locale_id())
        english = others.filter(translation_key__in=keys).select_related("locale")
        self.english: dict[UUID, Page] = {page.translation_key: page for page in english}

    def of(self, page: Any) -> dict[str, Any]:
        """Titles and addresses; no English title where there is no English text yet."""
        english = self.english.get(page.translation_key)
        return {
            "title_ja": page.title,
            "title_en": english.title if english and has_own_text(english) else "",
            "url_ja": self.address(page),
            "url_en": self.address(english) if english else "",
        }

    def address(self, page: Any, below: str = "") -> str:
        """The whole address at the host that was asked."""
        return self.request.build_absolute_uri(page.get_url(self.request) + below)
