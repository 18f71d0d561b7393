"""The base of every page: prose per language, the fallback to Japanese, the editor's panels."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from pages.base.claims import ClaimsMixin
from pages.base.copied_texts import TEXTS_PANEL
from pages.base.copies import settle_copies
from pages.base.facts import not_translated
from pages.base.fallback import has_own_text
from pages.base.items import PAGE, Dating, ItemType
from pages.base.japanese_parts import has_japanese_parts
from pages.base.json_prefetch import RowSets, fetch_rows
from pages.base.pair_restrictions import PairRestrictions, forget_copies
from pages.base.translation_publishing import TranslationPublishingMixin
from pages.blocks import ContentStreamBlock
from pages.characters import keep_portable
from pages.public import NONE_MET, restrictions_of
from pages.records.keys import validate_slug
from pages.wording import is_japanese


class PlainCopyForm(CopyForm):
    """The form for copying a page, without the offer of an alias: it would have no English.

    Nor does it offer to publish copies at once of what tells of another day.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        kinds = self.page.get_descendants(inclusive=True).values("content_type")
        models = (kind.model_class() for kind in ContentType.objects.filter(pk__in=kinds))
        if any(getattr(model, "tells_of_its_time", False) for model in models):
            self.fields.pop("publish_copies", None)


class BasePage(ClaimsMixin, TranslationPublishingMixin):
    """The base of all pages. Subclasses name their facts and use `translation_rules`."""

    short_title = models.CharField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("Used in breadcrumbs and short lists instead of a long title."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=400,
        help_text=_(
            "One to three sentences, shown under the title, in lists and by search engines. "
            "Leave out dates of application periods: the portal adds them from the facts."
        ),
    )
    body = StreamField(ContentStreamBlock(), verbose_name=_("text"), blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    title_panels = [
        FieldPanel("title"),
        FieldPanel(
            "slug",
            help_text=_(
                "The page's address, the same in both languages: lower-case letters, digits and "
                "hyphens, such as “summit-6”."
            ),
        ),
        FieldPanel("short_title"),
        FieldPanel("summary"),
        TEXTS_PANEL,
    ]
    body_panels = [FieldPanel("body")]
    content_panels = [*title_panels, *body_panels]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], _("For site menus")),
    ]
    settings_panels = [PublishingPanel()]

    # Facts that the page's own template and the rows of lists show, fetched in one query per kind.
    page_prefetch: tuple[str | Prefetch, ...] = ()
    page_rows: RowSets = {}
    # Rows of subclasses that news and the front page show besides.
    news_related: tuple[str, ...] = ()
    # Whether documents that its facts name belong to it, so that their list leads here.
    keeps_documents = True

    copy_form_class = PlainCopyForm
    # A copy was first published when it was, whatever the versions of its original say.
    default_exclude_fields_in_copy = [*Page.default_exclude_fields_in_copy, "first_published_at"]

    # The type under which search shows the page; dated items name their own.
    item_type: ClassVar[ItemType] = PAGE
    # Whether it shows what other pages and records hold; search then reads it again with them.
    lists_others: ClassVar[bool] = False

    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Judges the texts as they will be stored, so that a title of signs alone is empty."""
        keep_portable(self)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuses a slug that could not be printed in both languages."""
        super().clean()
        if self.slug and self.depth != 2:
            try:
                validate_slug(self.slug)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error

    @property
    def source_only_fields(self) -> tuple[str, ...]:
        """The slug, too, is set once, on the Japanese page."""
        return (*self.facts_fields, "slug")

    _is_unrestricted = False
    # The ids of the restrictions of this page that the reader it is served to has met.
    met_restrictions: frozenset[int] = NONE_MET

    def spare_queries(self, *, unrestricted: bool, source_is_live: bool | None) -> None:
        """Takes what a request's own query has shown of the page's surroundings.

        `unrestricted`: no page of the site is restricted. `source_is_live`: the state of the
        Japanese page; none where the query did not bring it.
        """
        self._is_unrestricted = unrestricted
        if source_is_live is not None:
            self.source_is_live = source_is_live

    def get_view_restrictions(self) -> QuerySet:
        """Those of the pair: of either language, on the page and above it.

        No queries where it is known that there are none.
        """
        if self._is_unrestricted:
            return PageViewRestriction.objects.none()
        return restrictions_of(self)

    @transaction.atomic
    def copy(self, *args: Any, **kwargs: Any) -> Page:
        """Also settles what a copy must not do, before anybody sees the copy."""
        made: Page = super().copy(*args, **kwargs)
        settle_copies(self, made)
        return made

    @transaction.atomic
    def create_alias(self, **kwargs: Any) -> Page:
        """The restrictions of the page hold for its aliases: they get none of their own."""
        made: Page = super().create_alias(**kwargs)
        forget_copies(made)
        return made

    @property
    def view_restrictions(self) -> PairRestrictions:
        """Those set on this page or its partner, for whoever copies or translates it."""
        return PairRestrictions(self)

    def note_restrictions_met(self) -> None:
        """Has lists and menus hold what the reader of this page may read, once it is served."""
        self.met_restrictions = frozenset(self.get_view_restrictions().values_list("pk", flat=True))

    def serve_password_required_response(
        self, request: HttpRequest, form: Any, action_url: str
    ) -> TemplateResponse:
        """The form in the frame of the site, which tells nothing of the page itself."""
        template = settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
        return TemplateResponse(request, template, {"form": form, "action_url": action_url})

    # --- Language ---------------------------------------------------------------------

    @property
    def untranslated(self) -> bool:
        """Whether this stands in the English tree with the Japanese page's text."""
        if self.in_source_language:
            return False
        # A draft shows the text it holds; what counts for the public is the row.
        return self.alias_of_id is not None or (self.is_public_row and not has_own_text(self))

    @property
    def content_language(self) -> str:
        """The language the title and the prose are in."""
        if self.untranslated or self.in_source_language:
            return "ja"
        return "en"

    @cached_property
    def partly_japanese(self) -> bool:
        """Whether an English text has parts that were released in Japanese."""
        return self.content_language == "en" and has_japanese_parts(self)

    @property
    def foreign_language(self) -> str:
        """The language of title and prose where it is not that of the frame, else empty."""
        return "ja" if self.untranslated else ""

    @property
    def display_title(self) -> str:
        """The short title where there is one."""
        return self.short_title or self.title

    # --- Records that a page shows at addresses below its own ---------------------------------

    @property
    def path_below(self) -> str:
        """The path below the page's own address while it shows a record with its own address."""
        return ""

    def paths_below(self) -> list[str]:
        """All such addresses, for the sitemap."""
        return []

    # --- What an item with dates of its own overrides: `pages.base.items` --------------------

    @property
    def own_type(self) -> ItemType:
        """The type of this very page, also where it was read as one of its parent class."""
        return self.cached_content_type.model_class().item_type

    @property
    def dating(self) -> Dating:
        """When it is or was; search, facets and their order ask for it."""
        return Dating()

    def listed(self) -> Iterable[Any]:
        """Records of others that the page shows, and pairs of a row and its bilingual field."""
        return ()

    @property
    def stated_item(self) -> "BasePage | None":
        """The page itself where it has a state to show, else nothing."""
        return None

    @property
    def stated_day(self) -> date | None:
        """The day shown beside the state."""
        return None

    @property
    def lead(self) -> str:
        """The large sentence under the title."""
        return self.summary

    @property
    def unpublishing_notice(self) -> Promise | str:
        """Read out to an editor before the page is taken down."""
        if self.in_source_language and self.get_translations().live().exists():
            return _("The English page is taken down with it, and comes back with it.")
        return ""

    # --- Page head --------------------------------------------------------------------

    @property
    def meta_title(self) -> str:
        """The title in the browser's tab and in search engines, before the site's name."""
        return self.seo_title or self.title

    @property
    def meta_description(self) -> str:
        """The description for search engines; never empty."""
        return self.search_description or self.summary or self.title

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the language of the frame and the Japanese page that holds the facts."""
        facts = self.facts if self.facts_fields else None
        if facts is not None:
            if facts.is_public_row:  # a draft has its rows in memory
                fetch_rows(facts, self.page_rows)
            prefetch_related_objects([facts], *self.page_prefetch)
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = facts
        context["ui_language"] = "ja" if is_japanese() else "en"
        return context


def translation_rules(*facts: str) -> list:
    """`override_translatable_fields` of a page class with these facts."""
    return [*BasePage.override_translatable_fields, *not_translated(*facts)]
