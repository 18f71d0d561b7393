"""Checks that run whenever an English page is about to go live, so that no untrue text does."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from pages.base.facts import source_locale_id
from pages.base.translation_publishing import RefusalError
from pages.bilingual.difference import plain
from pages.bilingual.ledger import fresh_pair
from pages.bilingual.models import PagePair
from pages.bilingual.source_versions import is_of_draft
from pages.wording.script import written_in_japanese

SHOWN = 12


def check(page: Page) -> None:
    """Raises RefusalError for an English page that is not ready."""
    reasons = list(reasons_against(page))
    if reasons:
        raise RefusalError(reasons, page)


def reasons_against(page: Page) -> Iterator[str]:
    """The reasons why a version of an English page may not go live, with the remedies."""
    pair = fresh_pair(page)
    if pair is not None:
        yield from open_texts(pair)
        if _made_from_a_draft(page):
            yield _(
                "The English is that of a Japanese draft which readers cannot see yet: publish "
                "both languages together."
            )
        if page.live_revision_id and page.live_revision_id < pair.changed_in:
            yield _(
                "This English version is older than the Japanese text. Publish from the list of "
                "changes instead: it makes a new version from the reviewed texts."
            )
    yield from _japanese_texts(page, pair)


def _made_from_a_draft(page: Page) -> bool:
    pages = Page.objects.filter(translation_key=page.translation_key, locale=source_locale_id())
    japanese = pages.filter(alias_of=None, live=True).first()
    return japanese is not None and is_of_draft(japanese)


def open_texts(pair: PagePair) -> Iterator[str]:
    """The texts that somebody still has to look at, in one sentence."""
    texts = list(pair.entries.filter(pending=True, gone=False).values_list("japanese", flat=True))
    if texts:
        message = ngettext(
            "%(count)d text is not translated or not reviewed: %(texts)s. Review it, or release it "
            "to be shown in Japanese.",
            "%(count)d texts are not translated or not reviewed: %(texts)s. Review them, or "
            "release them to be shown in Japanese.",
            len(texts),
        )
        yield message % {"count": len(texts), "texts": quoted(texts)}


def _japanese_texts(page: Page, pair: PagePair | None) -> Iterator[str]:
    released = set() if pair is None else _released(pair)
    texts = [
        part.string.data
        for part in extract_segments(page)
        if isinstance(part, StringSegmentValue)
        and written_in_japanese(plain(part.string.data))
        and plain(part.string.data) not in released
    ]
    if texts:
        message = _("Still in Japanese: %(texts)s. Translate it, or release it first.")
        yield message % {"texts": quoted(texts)}


def _released(pair: PagePair) -> set[str]:
    entries = pair.entries.filter(in_japanese=True)
    return {plain(entry.japanese) for entry in entries if may_be_released(entry.path)}


def quoted(texts: list[str]) -> str:
    """The beginnings of some texts, for a message."""
    shown = [plain(text)[:SHOWN] + ("…" if len(plain(text)) > SHOWN else "") for text in texts[:3]]
    more = "…" if len(texts) > len(shown) else ""
    return "".join(f"「{text}」" for text in shown) + more


def may_be_released(path: str) -> bool:
    """Only running text: titles and summaries stand in lists, menus and search results, too."""
    return path.startswith("body.")
