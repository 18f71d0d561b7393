"""Keeps the ledger: changes at a publication of Japanese, and reviews since."""

import logging
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from pages.base.facts import source_locale_id
from pages.bilingual.matching import TextPlace, match
from pages.bilingual.models import LedgerEntry, MinorCorrection, PagePair, TakenDown
from pages.bilingual.normalisation import same_words
from pages.bilingual.structure_digest import moved_blocks, outline_of
from pages.bilingual.texts import well_formed
from pages.bilingual.translation_reuse import reuse_translation, translation_of
from pages.wording.script import written_in_japanese
from portal import clock

logger = logging.getLogger(__name__)


def source_of(page: Page) -> TranslationSource | None:
    """The Japanese text of a page as translators work on it, if it is being translated."""
    sources = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=source_locale_id()
    )
    source: TranslationSource | None = sources.first()
    return source


def english() -> Locale:
    """The language into which pages are translated."""
    locale: Locale = Locale.objects.exclude(pk=source_locale_id()).get()
    return locale


@transaction.atomic
def japanese_published(page: Page, revision: Any) -> None:
    """Bring the translators' copy and the ledger up to a Japanese page just published."""
    source = source_of(page)
    if source is None or not source.translations.exists():
        return
    number = revision.pk if revision else 0
    try:
        source.update_from_db()
    except TypeError:
        _unreadable(source, number)
        return
    minor = MinorCorrection.objects.filter(revision=number).exists()
    update_ledger(source, number, minor=minor)


def _unreadable(source: TranslationSource, revision: int) -> None:
    """Flag a page with a block that is not whole: wagtail-localize cannot take its texts.

    Written by code or before a block had a new part; saving the page in its editor mends it.
    """
    logger.exception("The texts of %s cannot be read for translation.", source)
    pair = PagePair.objects.get_or_create(translated_id=source.object_id)[0]
    _note_rearranged(pair, rearranged=True)
    pair.changed_in = max(revision, pair.changed_in)
    pair.save()


@transaction.atomic
def update_ledger(source: TranslationSource, revision: int = 0, *, minor: bool = False) -> PagePair:
    """Record the source's texts as they are now, and which of them need a translator.

    `minor`: the editor declared the change a minor correction that leaves the English right.
    """
    pair, made = PagePair.objects.get_or_create(translated_id=source.object_id)
    update = LedgerUpdate(pair, source, minor=minor)
    changed = update.enter_all()
    outline = outline_of(source.as_instance())
    if made:
        pair.outline = outline
    moved = moved_blocks(pair.outline, outline)
    for entry in update.entries:
        entry.moved = not entry.gone and TextPlace(entry.path, "").block in moved
    _note_rearranged(pair, rearranged=outline != pair.outline)
    LedgerEntry.objects.bulk_create([entry for entry in update.entries if not entry.pk])
    LedgerEntry.objects.bulk_update([entry for entry in update.entries if entry.pk], MUTABLE)
    if changed or (pair.rearranged_at and not minor):
        pair.changed_in = max(revision, pair.changed_in)
    pair.stock_of = source.last_updated_at
    pair.save()
    return pair


MUTABLE = [
    field.name
    for field in LedgerEntry._meta.concrete_fields
    if field.name not in ("id", "pair", "reviewed_by", "reviewed_at")
]


def _note_rearranged(pair: PagePair, *, rearranged: bool) -> None:
    if not rearranged:
        pair.rearranged_at = None
    elif pair.rearranged_at is None:
        pair.rearranged_at = clock.now()


class LedgerUpdate:
    """The entries of a pair beside the texts of its source."""

    def __init__(self, pair: PagePair, source: TranslationSource, *, minor: bool) -> None:
        self.pair, self.minor, self.now, self.english = pair, minor, clock.now(), english()
        texts = StringSegment.objects.filter(source=source).order_by("order")
        self.segments = list(texts.select_related("string", "context"))
        self.entries: list[LedgerEntry] = []

    def enter_all(self) -> bool:
        """Fill `entries`; whether the content of the Japanese page has changed."""
        known = list(self.pair.entries.all())
        continued = match(
            [TextPlace(entry.path, entry.japanese) for entry in known],
            [TextPlace(segment.context.path, segment.string.data) for segment in self.segments],
        )
        changed = False
        for segment, index in zip(self.segments, continued, strict=True):
            entry = self._new(segment) if index is None else known[index]
            changed |= self._enter(segment, entry)
            self.entries.append(entry)
        left = [entry for index, entry in enumerate(known) if index not in continued]
        changed |= any(not entry.gone for entry in left)
        self._let_go(left)
        return changed

    def _new(self, segment: StringSegment) -> LedgerEntry:
        return LedgerEntry(pair=self.pair, path="", pending=False)

    def _enter(self, segment: StringSegment, entry: LedgerEntry) -> bool:
        """Whether the text is another one than before."""
        path, text = segment.context.path, segment.string.data
        before = (entry.path, entry.japanese)
        entry.order, entry.path, entry.japanese = segment.order, path, text
        came_back, entry.gone = entry.gone, False
        if before == (path, text) and not came_back:
            return False
        made = translation_of(segment, self.english)
        if made and made.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL:
            self._settle(entry)
        elif self._leaves_the_english_right(before, entry):
            reuse_translation(before, segment, self.english, needs_review=False)
            entry.minor = True
            return False
        else:
            reuse_translation(before, segment, self.english, needs_review=True)
            entry.pending, entry.in_japanese = True, False
            entry.pending_since = entry.pending_since or self.now
        return True

    def _leaves_the_english_right(self, before: tuple[str, str], entry: LedgerEntry) -> bool:
        path, text = before
        if not path or entry.pending or path != entry.path:
            return False
        return self.minor or same_words(text, entry.japanese)

    def _settle(self, entry: LedgerEntry) -> None:
        """The text has a translation that was made for it."""
        entry.pending, entry.pending_since, entry.minor = False, None, False
        entry.reviewed = entry.japanese

    def _let_go(self, left: list[LedgerEntry]) -> None:
        """Texts no longer on the Japanese page wait until English is published without them."""
        for entry in left:
            if not entry.reviewed:
                entry.delete()
                continue
            if not entry.gone:
                entry.gone = entry.pending = True
                entry.pending_since = entry.pending_since or self.now
            self.entries.append(entry)


def fresh_pair(page: Page) -> PagePair | None:
    """The pair of a page, brought up to its source where somebody updated that alone."""
    source = source_of(page)
    if source is None or not source.translations.exists():
        return None
    pair = PagePair.objects.filter(pk=page.translation_key).first()
    if pair is None or pair.stock_of != source.last_updated_at:
        return update_ledger(source)
    return pair


def became_stale(page: Page, down: TakenDown) -> bool:
    """Whether the Japanese text of a page has changed in content since it was taken down."""
    pair = fresh_pair(page)
    if pair is None:
        return False
    waiting = pair.entries.filter(pending=True, pending_since__gte=down.since)
    return pair.changed_in != down.changed_in or waiting.exists()


def english_published(page: Page) -> None:
    """The published English is the version the ledger compares with from now on."""
    pair = fresh_pair(page)
    source = source_of(page)
    if pair is None or source is None:
        return
    pair.entries.filter(gone=True).delete()
    pair.entries.update(moved=False, minor=False)
    pair.outline, pair.rearranged_at = outline_of(source.as_instance()), None
    pair.save()


def reviewed(translation: StringTranslation) -> None:
    """Somebody has written or confirmed the English of a text."""
    entries = _entries_of(translation)
    if translation.has_error or not translation.data or not well_formed(translation.data):
        _wait_for_review(entries)
        return
    if translation.translation_type != StringTranslation.TRANSLATION_TYPE_MANUAL:
        return
    if written_in_japanese(translation.data):
        entries = entries.filter(in_japanese=True)
    else:
        entries.update(in_japanese=False)
    entries.update(
        pending=False,
        pending_since=None,
        minor=False,
        reviewed=translation.translation_of.data,
        reviewed_by=translation.last_translated_by,
        reviewed_at=clock.now(),
    )


def withdrawn(translation: StringTranslation) -> None:
    """A translation was deleted."""
    entries = _entries_of(translation)
    entries.update(in_japanese=False)
    _wait_for_review(entries)


def _wait_for_review(entries: Any) -> None:
    """From now on; those that wait already do so since their own time."""
    entries.filter(pending=False).update(pending=True, pending_since=clock.now())


def _entries_of(translation: StringTranslation) -> Any:
    if translation.context is None:
        return LedgerEntry.objects.none()
    return LedgerEntry.objects.filter(
        pair=translation.context.object_id,
        path=translation.context.path,
        japanese=translation.translation_of.data,
        gone=False,
    )


def begun(translation: Translation) -> None:
    """A page is given to the translators."""
    if translation.source.locale_id == source_locale_id():
        update_ledger(translation.source)
