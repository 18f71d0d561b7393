"""The base of every page: prose per language, an honest fallback, a short list of panels."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from pages.base.facts import not_translated
from pages.base.fallback import has_own_text
from pages.base.japanese_parts import has_japanese_parts
from pages.base.paired import PairedPage
from pages.base.row_sets import RowSets, fetch_rows
from pages.blocks import ContentStreamBlock
from pages.wording import is_japanese

# Structural slugs: the same in both trees, readable in either language.
validate_slug = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    _("Use lower-case letters a–z, digits and single hyphens, such as “summit-6”."),
)


class BasePage(PairedPage):
    """What all pages share. Subclasses name their facts and build on `page_translation_rules`."""

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

    # Facts that the page's own template and the rows of lists show, fetched in one query each.
    page_prefetch: tuple[str | Prefetch, ...] = ()
    page_rows: RowSets = {}
    # Rows of subclasses that news and the front page show besides.
    news_related: tuple[str, ...] = ()
    # Whether documents that its facts name belong to it, so that their list leads here.
    keeps_documents = True

    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuses a slug that could not be printed in both languages."""
        super().clean()
        if self.slug and self.depth != 2:
            try:
                validate_slug(self.slug)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """An alias that becomes a page has published no text of its own yet.

        Aliases carry the live revision of their original; Wagtail and wagtail-localize convert them
        with `save(update_fields=["alias_of_id"])`.
        """
        fields = kwargs.get("update_fields") or ()
        if "alias_of_id" in fields and self.alias_of_id is None and not self.in_source_language:
            self.live_revision = None
            kwargs["update_fields"] = [*fields, "live_revision"]
        return super().save(*args, **kwargs)

    @property
    def source_only_fields(self) -> tuple[str, ...]:
        """The slug, too, is set once, on the Japanese page."""
        return (*self.facts_fields, "slug")

    # Set where a request's own query has shown that no page of the site is restricted.
    is_unrestricted = False

    def get_view_restrictions(self) -> QuerySet:
        """No further queries where it is known that there are none."""
        if self.is_unrestricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

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
        """What follows the page's own address where it shows a part that has one of its own."""
        return ""

    def paths_below(self) -> list[str]:
        """All such addresses, for the sitemap."""
        return []

    # --- State: what an item with dates of its own overrides --------------------------------

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

    # --- Page head --------------------------------------------------------------------

    @property
    def meta_title(self) -> str:
        """What the browser's tab and search engines show before the site's name."""
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
