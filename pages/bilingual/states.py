"""How far the English of a page is, for lists of many pages in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.models import Page

from pages.base.facts import source_locale_id
from pages.base.fallback import own_text
from pages.bilingual.models import PagePair
from pages.bilingual.pair_check import japanese_pages, taken_down, without_english
from portal import clock

NONE, PROGRESS, CURRENT, UPDATE, MINOR = "none", "progress", "current", "update", "minor"
MISSING, DOWN = "missing", "down"
KINDS = [
    (MISSING, gettext_lazy("Not in the English tree")),
    (NONE, pgettext_lazy("English version", "None")),
    (PROGRESS, pgettext_lazy("English version", "In progress")),
    (CURRENT, gettext_lazy("Up to date")),
    (UPDATE, gettext_lazy("Needs update")),
    (MINOR, gettext_lazy("Minor change only")),
    (DOWN, gettext_lazy("Taken down")),
]


@dataclass(frozen=True)
class TranslationState:
    """The English of one page."""

    kind: str = NONE
    texts: int = 0
    since: datetime | None = None

    @property
    def days(self) -> int:
        """Full days since the first change nobody has looked at."""
        return max(0, (clock.now() - self.since).days) if self.since else 0

    @property
    def label(self) -> str:
        """The state in words: 要更新（2か所・3日）."""
        if self.kind == NONE and self.since:
            return _("Not begun (%(days)s)") % {"days": self._days}
        if self.kind not in (UPDATE, PROGRESS):
            return str(dict(KINDS)[self.kind])
        texts = ngettext("%(count)d text", "%(count)d texts", self.texts) % {"count": self.texts}
        if self.kind == PROGRESS:
            return _("In progress (%(texts)s left)") % {"texts": texts}
        return _("Needs update (%(texts)s, %(days)s)") % {"texts": texts, "days": self._days}

    @property
    def _days(self) -> str:
        days = ngettext("%(count)d day", "%(count)d days", self.days) % {"count": self.days}
        return days if self.days else _("since today")

    def __str__(self) -> str:
        return self.label


def pairs() -> QuerySet:
    """All pairs with what a state is made of."""
    waiting, minor = Q(entries__pending=True), Q(entries__minor=True)
    english = Page.objects.filter(translation_key=OuterRef("pk")).live().filter(own_text())
    return PagePair.objects.annotate(
        texts=Count("entries", filter=waiting),
        minors=Count("entries", filter=minor),
        waiting_since=Min("entries__pending_since", filter=waiting),
        in_english=Exists(english.exclude(locale_id=source_locale_id())),
        is_down=Exists(taken_down().filter(translation_key=OuterRef("pk"))),
    )


def not_begun() -> QuerySet:
    """Live Japanese pages that nobody translates yet, the longest waiting first."""
    begun = PagePair.objects.values("pk")
    return _live_since().exclude(translation_key__in=begun).order_by("since", "path")


def _live_since() -> QuerySet:
    """Live Japanese pages, each with the moment since which it can be translated."""
    return (
        japanese_pages()
        .filter(live=True)
        .annotate(
            since=Coalesce("first_published_at", "latest_revision_created_at", Value(clock.now()))
        )
    )


def pairs_in(kind: str) -> QuerySet:
    """The pairs in a state; for "none" all that are not in it."""
    open_texts = Q(texts__gt=0) | Q(rearranged_at__isnull=False)
    conditions = {
        NONE: Q(),
        PROGRESS: Q(in_english=False),
        UPDATE: Q(in_english=True) & open_texts,
        MINOR: Q(in_english=True, minors__gt=0) & ~open_texts,
        CURRENT: Q(in_english=True, minors=0) & ~open_texts,
    }
    if kind == DOWN:
        return pairs().filter(is_down=True)
    waiting = pairs() if kind == NONE else pairs().filter(is_down=False)
    return waiting.filter(conditions[kind])


def state_of(pair: Any) -> TranslationState:
    """The state of a pair from `pairs()`."""
    if pair.is_down:
        return TranslationState(DOWN)
    since = min((day for day in (pair.waiting_since, pair.rearranged_at) if day), default=None)
    if not pair.in_english:
        return TranslationState(PROGRESS, pair.texts, since)
    if pair.texts or pair.rearranged_at:
        return TranslationState(UPDATE, pair.texts, since)
    return TranslationState(MINOR if pair.minors else CURRENT)


def states_of(pages: Iterable[Page]) -> dict[Any, TranslationState]:
    """The states of some pages of either language, by translation key; absent where none."""
    keys = {page.translation_key for page in pages}
    states = {pair.pk: state_of(pair) for pair in pairs().filter(pk__in=keys)}
    begun_by_nobody = _live_since().filter(translation_key__in=keys - states.keys())
    for key, since in begun_by_nobody.values_list("translation_key", "since"):
        states[key] = TranslationState(NONE, since=since)
    missing = without_english().filter(translation_key__in=keys)
    for key in missing.values_list("translation_key", flat=True):
        states[key] = TranslationState(MISSING)
    return states


def pages_in(pages: QuerySet, kind: str) -> QuerySet:
    """Those of some pages whose English is in a state."""
    if kind == MISSING:
        return pages.filter(translation_key__in=without_english().values("translation_key"))
    keys = pairs_in(kind).values("pk")
    if kind == NONE:
        return pages.exclude(translation_key__in=keys)
    return pages.filter(translation_key__in=keys)
