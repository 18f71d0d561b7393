"""The English half of a pair of pages: how its public row may change.

Its text changes by publishing only, and whoever listens to `about_to_go_live` may refuse that.
wagtail-localize writes the text of a draft, gaps filled with Japanese, into the row of a page that
is live; a row readers see therefore keeps its prose in every save that publishes nothing. Slug and
place in the menus are the Japanese page's.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Locale, Page, Revision
from wagtail_localize.fields import get_translatable_fields

from pages.base.facts import FactsMixin, source_locale_id
from pages.base.pair_restrictions import forget_copies

# Provides `instance`, the page as it would be; a receiver refuses by raising `RefusalError`.
about_to_go_live = Signal()
# Provides `instance` and `refusal`: a publication by schedule that was refused.
withheld = Signal()

SCHEDULED = "wagtail.publish.scheduled"


class RefusalError(Exception):
    """An action that would make the two languages disagree; `reasons` name the remedy."""

    def __init__(self, reasons: list[str], page: Page | None = None) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
        self.page = page


class TranslationPublishingMixin(FactsMixin):
    """A page whose English row is true to its Japanese one."""

    class Meta:
        abstract = True

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """A refusal stops a person, but not the other publications of a schedule."""
        try:
            return super().publish(revision, *args, **kwargs)
        except RefusalError as refusal:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            withheld.send(sender=type(self), instance=self, refusal=refusal)
            return None

    def copy_for_translation(
        self, locale: Locale, copy_parents: bool = False, alias: bool = False, **kwargs: Any
    ) -> Page:
        """A page that has a stand-in already keeps it: several ways of making pages ask for one.

        What restricts the page holds for both: the new one gets none of its own.
        """
        there = self.get_translation_or_none(locale) if alias else None
        if there is not None:
            return there
        with transaction.atomic():
            made: Page = super().copy_for_translation(locale, copy_parents, alias, **kwargs)
            forget_copies(made)
        return made

    def show_japanese(self, japanese: Page) -> None:
        """Put the Japanese text before readers of the translation, marked as such.

        A public row without a version of its own counts as untranslated; the translation stays
        as a draft.
        """
        for name in [field.field_name for field in prose_fields(type(self))]:
            setattr(self, name, getattr(japanese, name))
        self.live, self.live_revision = True, None
        self.has_unpublished_changes = True
        self.expire_at, self.expired = None, False
        self.save(clean=False)

    def show_again(self, released: Revision) -> None:
        """Put a version before readers that was before them already: it is not checked anew."""
        version: Any = released.as_object()
        prose = [field.field_name for field in prose_fields(type(self))]
        for name in prose:
            setattr(self, name, getattr(version, name))
        self.live, self.live_revision = True, released
        self.has_unpublished_changes = self.latest_revision_id != released.pk
        self.expire_at, self.expired = None, False
        row = ("live", "live_revision", "has_unpublished_changes", "expire_at", "expired")
        self.save(update_fields=[*prose, *row], clean=False)

    def kept_fields(self, wanted: Iterable[str] | None) -> list[str] | None:
        """The fields to write where the public text must stay, else None.

        Asks the receivers of `about_to_go_live` where this saving publishes.
        """
        columns = ("live", "live_revision_id", "alias_of_id")
        row = Page._base_manager.filter(pk=self.pk).values(*columns).first()
        if row is None or not self.live:
            return None
        if wanted is None and self.live_revision_id not in (None, row["live_revision_id"]):
            about_to_go_live.send(sender=type(self), instance=self)
            return None
        if not row["live"] or row["live_revision_id"] is None or row["alias_of_id"]:
            return None
        fields = [field.name for field in self._meta.concrete_fields if not field.primary_key]
        left_out = {field.field_name for field in prose_fields(type(self))}
        if wanted is None:
            left_out.update(self.facts_fields)
        return [name for name in (fields if wanted is None else wanted) if name not in left_out]

    def follow_source(self) -> None:
        """Take over the slug and the place in menus from the Japanese page."""
        if self.depth == 2:
            return
        pages = Page._base_manager.filter(translation_key=self.translation_key)
        source = pages.filter(locale_id=source_locale_id(), alias_of=None)
        row = source.values_list("slug", "show_in_menus").first()
        if row is None:
            return
        page: Any = self
        moves = page.slug != row[0]
        page.slug, page.show_in_menus = row
        if moves:
            page.set_url_path(page.get_parent())


def prose_fields(model: type[Page]) -> list[Any]:
    """The fields of a page class that a translator translates."""
    return [field for field in get_translatable_fields(model) if field.is_translated(None)]
