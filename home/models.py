"""The front door and what is true of the whole site."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site
from wagtail_localize.fields import BaseTranslatableField

from home.front_page import LAYOUTS, front_page
from home.site_tree import site_tree_of
from pages.base.page import BasePage
from pages.wording import is_japanese


class HomePage(BasePage):
    """The first page of a language."""

    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"
    max_count = 2

    tagline = models.TextField(
        _("headline"),
        max_length=80,
        blank=True,
        help_text=_("Large, at the top. A line break stands where you put one."),
    )

    # The two home pages stand side by side, so their slugs differ.
    override_translatable_fields = [BaseTranslatableField("slug")]

    content_panels = [
        FieldPanel("title"),
        FieldPanel("tagline"),
        FieldPanel("summary"),
        *BasePage.body_panels,
    ]

    class Meta:
        verbose_name = _("home page")

    @property
    def unpublishing_notice(self) -> Promise:
        """Read out to an editor before the page is taken down: it is the door of its language."""
        if self.in_source_language:
            return _(
                "While the home page is down, no page of the site can be reached. All are as "
                "before once it is published again."
            )
        return _(
            "While the home page is down, no page of this language can be reached. All are as "
            "before once it is published again."
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what stands on the front page."""
        context = super().get_context(request, *args, **kwargs)
        context["layout"] = LAYOUTS["ja" if is_japanese() else "en"]
        site_tree = site_tree_of(request, self)
        if site_tree is not None:  # a home page not saved yet has nothing around it
            context.update(front_page(self, site_tree))
        return context


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Names, address and contact of the body that runs the site, in both languages."""

    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    name_en_provisional = models.BooleanField(
        _("the English name is provisional"),
        default=True,
        help_text=_("The foot of every page then says that English names are provisional."),
    )
    contact_label = models.CharField(_("contact"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    mail = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Empty: pages show no address to write to.")
    )
    member_count = models.PositiveIntegerField(_("members, about"), null=True, blank=True)
    member_count_year = models.PositiveSmallIntegerField(_("as of year"), null=True, blank=True)
    membership_complete = models.BooleanField(
        _("every member is marked as one"),
        default=False,
        help_text=_(
            "Tick when the whole register of members has been entered. Until then pages say that "
            "the municipalities on record are not the list of members."
        ),
    )
    data_licence = models.CharField(
        _("licence of the open data"),
        max_length=120,
        blank=True,
        help_text=_("Empty: the page of the open data says that none has been decided yet."),
    )
    data_licence_url = models.URLField(_("address of the licence"), blank=True)
    line_breaks = models.TextField(
        _("where long words may break"),
        blank=True,
        help_text=_("One compound a line, with | where a heading may break: 日本ICT教育|アワード."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_ja"), FieldPanel("name_en")]),
                FieldRowPanel([FieldPanel("short_name_ja"), FieldPanel("short_name_en")]),
                FieldPanel("name_en_provisional"),
            ],
            _("Name"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_label_ja"), FieldPanel("contact_label_en")]),
                FieldRowPanel([FieldPanel("address_ja"), FieldPanel("address_en")]),
                FieldPanel("mail"),
            ],
            _("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("member_count"), FieldPanel("member_count_year")]),
                FieldPanel("membership_complete"),
            ],
            _("Membership"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("data_licence_ja"), FieldPanel("data_licence_en")]),
                FieldPanel("data_licence_url"),
            ],
            _("Open data"),
        ),
        FieldPanel("line_breaks"),
    ]

    class Meta:
        verbose_name = _("Site settings")

    @classmethod
    def for_site(cls, site: Site | None) -> "SiteSettings":
        """The settings of a site; empty ones where none is set up, so that the frame stands."""
        if site is None:
            return cls()
        settings: SiteSettings = super().for_site(site)
        return settings

    @property
    def obfuscated_mail(self) -> str:
        """The address with its at sign as an entity: harvesters of raw text find none."""
        return mark_safe(escape(self.mail).replace("@", "&#64;"))  # noqa: S308 - escaped above

    @cached_property
    def compounds(self) -> list[list[str]]:
        """The compounds of `line_breaks`, as their parts."""
        rows = [[part.strip() for part in line.split("|")] for line in self.line_breaks.split("\n")]
        return [row for row in rows if len(row) > 1 and all(row)]
