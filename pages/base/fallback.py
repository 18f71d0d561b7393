"""When a page of the English tree still stands there with the Japanese page's text.

Before anybody has translated it, it is an alias. From the first click on "translate" until the
translation is published it is a page of its own, but its public row still holds the Japanese text
(wagtail-localize converts the alias first and saves the English text as a draft): such a row has
no live revision, see `BasePage.save`.
"""

from django.db.models import Q
from wagtail.models import Page

from pages.base.facts import source_locale_id


def has_own_text(page: Page) -> bool:
    """Whether the public row of a page holds text in the language of its tree."""
    if page.locale_id == source_locale_id():
        return True
    return page.alias_of_id is None and page.live_revision_id is not None


def own_text() -> Q:
    """The same for queries: `Page.objects.live().filter(own_text())`."""
    translated = Q(alias_of=None, live_revision__isnull=False)
    return Q(locale_id=source_locale_id(), alias_of=None) | translated
