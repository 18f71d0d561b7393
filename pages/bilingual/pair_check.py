"""Finds pages whose pair is broken: a Japanese page without English, or English out of line."""

from collections.abc import Iterator

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from pages.base.facts import source_locale_id


def japanese_pages() -> QuerySet:
    """The pages that others follow, home pages among them."""
    pages: QuerySet = Page.objects.filter(locale_id=source_locale_id(), alias_of=None, depth__gt=1)
    return pages


def english_pages() -> QuerySet:
    """The pages of the other tree: translations and stand-ins."""
    pages: QuerySet = Page.objects.exclude(locale_id=source_locale_id()).filter(depth__gt=1)
    return pages


def without_english() -> QuerySet:
    """Live Japanese pages with nothing live in English, be it the Japanese text marked as such.

    Among them are aliases within the Japanese tree, which nothing follows.
    """
    live = english_pages().filter(live=True, translation_key=OuterRef("translation_key"))
    pages = Page.objects.filter(locale_id=source_locale_id(), depth__gt=1)
    return pages.filter(~Exists(live), live=True)


def taken_down() -> QuerySet:
    """Japanese pages that were public once and are no longer: nothing of them waits for anybody."""
    logged = PageLogEntry.objects.filter(page=OuterRef("pk"), action="wagtail.unpublish")
    was_public = Q(first_published_at__isnull=False) | Q(Exists(logged))
    return japanese_pages().filter(was_public, live=False)


def without_japanese() -> QuerySet:
    """English pages that follow no Japanese page, or are live beside one that is not."""
    source = japanese_pages().filter(translation_key=OuterRef("translation_key"))
    alone = english_pages().filter(~Exists(source))
    return alone | english_pages().filter(~Exists(source.filter(live=True)), live=True)


def out_of_line() -> QuerySet:
    """English pages that stand below another page than their Japanese ones."""
    parent = Substr("path", 1, Length("path") - Page.steplen, output_field=CharField())
    own = Page.objects.filter(path=OuterRef("parent_path")).values("translation_key")
    source = japanese_pages().filter(translation_key=OuterRef("translation_key"))
    pages = Page.objects.filter(path=OuterRef("parent_path")).values("translation_key")
    wanted = source.alias(parent_path=parent).values(key=Subquery(pages[:1]))
    below = english_pages().filter(depth__gt=2).alias(parent_path=parent)
    return below.alias(stands=Subquery(own[:1]), ought=Subquery(wanted[:1])).exclude(
        stands=F("ought")
    )


def broken_pairs() -> Iterator[str]:
    """A line for every page whose pair is broken, with its address."""
    kinds = (
        (_("%(page)s: live, without a page in English"), without_english()),
        (_("%(page)s: in English, without a live Japanese page"), without_japanese()),
        (_("%(page)s: elsewhere than the Japanese page"), out_of_line()),
    )
    for line, pages in kinds:
        for page in pages.order_by("path"):
            yield line % {"page": page.url_path}
