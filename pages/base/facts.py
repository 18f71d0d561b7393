"""Facts live once, on the Japanese page; every other page reads through `page.facts`.

Three parts, all needed: the descriptor reads through, saving a page in another language drops
facts it was given (`pages.base.saving`), and wagtail-localize is told
that the fields are not there. Two gates besides: a page whose Japanese page is not live answers
404, and unpublishing follows by signal (`pages.bilingual.signals`), because Wagtail's admin hooks
do not fire for an expiry date or for code.
"""

from collections.abc import Collection, Iterable
from functools import cache, cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.db.models.fields.mixins import FieldCacheMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Locale, Page, Revision
from wagtail_localize.fields import BaseTranslatableField

from pages.base.autosave_guard import AutosaveGuardMixin
from pages.base.copied_texts import CopiedTextsForm
from pages.base.json_prefetch import JSONPrefetchQuerySet, RowSets
from pages.base.saving import SavedInStepsMixin
from portal import clock


@cache
def source_locale_id() -> int:
    """The id of the Japanese locale, in which facts and first versions of prose are written."""
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE).pk


def not_translated(*names: str) -> list[BaseTranslatableField]:
    """Fields wagtail-localize neither translates, nor synchronises, nor lets be overridden."""
    return [BaseTranslatableField(name) for name in names]


def sources(model: type[Page]) -> JSONPrefetchQuerySet:
    """The Japanese pages of a page class, aliases left out."""
    return JSONPrefetchQuerySet(model=model).filter(locale=source_locale_id(), alias_of=None)


def with_facts_of(model: Any, row_sets: RowSets | None = None) -> JSONPrefetchQuerySet:
    """The Japanese pages of a class with what lists show: named records and rows."""
    related = sources(model).select_related("locale", *model.facts_related)
    return related.with_rows(model.list_rows if row_sets is None else row_sets)


def fact(model: type[Page], name: str) -> Subquery:
    """A fact as an annotation, for ordering and filtering pages of either language.

    Only facts of live Japanese pages count:
    `EventPage.objects.annotate(starts=fact(EventPage, "start_date")).order_by("starts")`.
    """
    live = sources(model).filter(live=True, translation_key=OuterRef("translation_key"))
    return Subquery(live.values(name)[:1])


class Facts(FieldCacheMixin):
    """The Japanese page of a page: itself, or its partner of the same translation key.

    A descriptor with Django's prefetch protocol, so that lists can use
    `prefetch_related("facts__venue")`. A Japanese draft or preview is its own source.
    """

    cache_name = "facts"

    def __get__(self, page: Any, owner: type | None = None) -> Any:
        if page is None:
            return self
        if page.is_own_source:
            return page
        if not self.is_cached(page):
            prefetch_related_objects([page], "facts")
        return self.get_cached_value(page)

    def is_cached(self, page: Any) -> bool:
        """Whether no query is needed (part of Django's prefetch protocol)."""
        return page.is_own_source or super().is_cached(page)

    def get_prefetch_querysets(self, pages: list, querysets: list | None = None) -> tuple:
        """All sources of some pages in one query (part of Django's prefetch protocol)."""
        keys = _keys_of_originals(pages)

        def key(page: Any) -> Any:
            return keys.get(page.alias_of_id, page.translation_key)

        rows = querysets[0] if querysets else with_facts_of(type(pages[0]))
        rows = rows.filter(translation_key__in={key(page) for page in pages})
        return rows, lambda row: row.translation_key, key, True, self.cache_name, False


def _keys_of_originals(pages: list) -> dict[int, Any]:
    """The translation keys of the pages that aliases stand for: lists fetch those along."""
    aliases = [page for page in pages if page.alias_of_id]
    alias_of = Page._meta.get_field("alias_of")
    fetched = [page.alias_of for page in aliases if alias_of.is_cached(page)]
    keys = {original.pk: original.translation_key for original in fetched}
    missing = {page.alias_of_id for page in aliases} - keys.keys()
    if missing:
        keys.update(Page.objects.filter(pk__in=missing).values_list("pk", "translation_key"))
    return keys


class NotReadyError(ValidationError):
    """A version of a page that may be drafted and was to be published, with the reasons."""

    def __init__(self, reasons: ValidationError, page: Page) -> None:
        super().__init__(reasons)
        self.page = page


class FactsForm(CopiedTextsForm):
    """The editor's form: on a page in another language it has no fact fields and no fact rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.in_source_language:
            return
        for name in self.instance.source_only_fields:
            self.fields.pop(name, None)
            self.formsets.pop(name, None)

    def _post_clean(self) -> None:
        """Says what keeps the page from being published; a draft may still lack it."""
        super()._post_clean()
        if self.is_deferred_validation:
            return
        try:
            self.instance.refuse_publication()
        except ValidationError as error:
            self._update_errors(error)


class FactsPanel(MultiFieldPanel):
    """A group of facts, absent from the form of a page in another language."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """Without children where the form has no such fields; compare views have no form."""

        @cached_property
        def children(self) -> list:
            """The panels to show."""
            if self.form is None or self.instance.in_source_language:
                return super().children
            return []

        def is_shown(self) -> bool:
            """Not even a heading where there is nothing below it."""
            return bool(self.children) and super().is_shown()


class FactsMixin(SavedInStepsMixin, AutosaveGuardMixin):
    """Makes the fields named in `facts_fields` facts: written in Japanese, read everywhere."""

    facts_fields: tuple[str, ...] = ()
    # Records that lists show of every item, fetched together with the facts.
    facts_related: tuple[str, ...] = ()
    # The fact with the day from which on a page is public; without a name, or a day, at once.
    public_from: ClassVar[str] = ""
    # Whether its text tells of one day or year, so that no copy repeats it unread.
    tells_of_its_time: ClassVar[bool] = False
    # Whether the editor of a copy has just said that its texts hold for it, too.
    texts_hold = False
    # Rows that lists show; they come in the same query, too.
    list_rows: RowSets = {}
    facts = Facts()
    base_form_class = FactsForm

    class Meta:
        abstract = True

    @property
    def in_source_language(self) -> bool:
        """Whether this is a Japanese page (a page not yet in a tree counts as one)."""
        return self.locale_id in (None, source_locale_id())

    @property
    def is_own_source(self) -> bool:
        """Whether the facts are this page's own."""
        return self.in_source_language and not self.alias_of_id

    @cached_property
    def source_is_live(self) -> bool:
        """Whether the Japanese page is public; `spare_queries` may have said so already."""
        return bool(self.facts and self.facts.live)

    @property
    def has_public_facts(self) -> bool:
        """Whether the Japanese page is public, and its day has come where it has one."""
        day = getattr(self.facts, self.public_from) if self.public_from and self.facts else None
        return self.source_is_live and (day is None or day <= clock.today())

    @property
    def source_only_fields(self) -> tuple[str, ...]:
        """The fields that only the Japanese form offers."""
        return self.facts_fields

    def drop_facts(self) -> None:
        """Empties the fact columns and rows: those of a page in another language stay empty."""
        for field in self._facts_of_model():
            if field.one_to_many:
                setattr(self, field.name, [])
            else:
                setattr(self, field.attname, field.get_default())

    def _facts_of_model(self) -> Iterable[Any]:
        return (self._meta.get_field(name) for name in self.facts_fields)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """A fact that Japanese requires is absent in English."""
        excluded = set(exclude or ())
        if not self.in_source_language:
            excluded.update(self.facts_fields)
        super().clean_fields(excluded)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """English pages come into being by translation, never by themselves."""
        in_source = parent.is_root() or parent.locale_id == source_locale_id()
        return in_source and super().can_create_at(parent)

    def refuse_publication(self) -> None:
        """Raises a ValidationError for what may be drafted but not be made public."""
        if not self.in_source_language and not self.source_is_live:
            message = _("Publish the Japanese page first, then this translation.")
            raise ValidationError({NON_FIELD_ERRORS: message})  # wagtail-localize expects fields

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Refuses what is not ready; what was scheduled waits until it is."""
        try:
            revision.as_object().refuse_publication()
        except ValidationError as reasons:
            if revision.approved_go_live_at:
                return None
            raise NotReadyError(reasons, self) from reasons
        return super().publish(revision, *args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Facts that are not public make no public page."""
        if not getattr(request, "is_preview", False) and not self.has_public_facts:
            raise Http404
        return super().serve(request, *args, **kwargs)
