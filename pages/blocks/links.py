"""Blocks that lead on: related pages, a button, how to reach the secretariat."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.blocks.choosers import ChosenPageBlock
from pages.blocks.text import ParagraphBlock

WEB = ("http", "https")


class LinkValue(blocks.StructValue):
    """The target of a link."""

    @property
    def address(self) -> str:
        """The address of another site; empty for what is no web address."""
        return self.get("url", "") if self.host else ""

    @property
    def host(self) -> str:
        """The name of the other site, shown before the reader goes there."""
        try:
            parts = urlsplit(self.get("url") or "")
        except ValueError:
            return ""
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in WEB else ""


class LinkBlock(blocks.StructBlock):
    """A page of this site, or the address of another site."""

    page = ChosenPageBlock(
        label=_("Page"),
        required=False,
        help_text=_("English readers are led to its English version."),
    )
    url = blocks.URLBlock(
        label=_("Address of another site"),
        required=False,
        help_text=_("Instead of a page. Readers see the name of the site."),
    )
    text = blocks.CharBlock(
        label=_("Words of the link"),
        max_length=120,
        required=False,
        help_text=_("Leave empty to show the page's title."),
    )

    class Meta:
        label = _("Link")
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        """Either a page or an address; an address needs words."""
        link = super().clean(value)
        if self.is_deferred_validation:
            return link
        if bool(link["page"]) == bool(link["url"]):
            message = _now("Choose either a page or the address of another site.")
            raise StructBlockValidationError(non_block_errors=[message])
        if link["url"] and not link["text"]:
            message = _now("Say in words where this address leads.")
            raise StructBlockValidationError(block_errors={"text": ValidationError(message)})
        return link


class RelatedPagesBlock(blocks.StructBlock):
    """Related pages; those that are not public are left out."""

    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "link"
        label = _("Related pages")
        description = _("Links to pages that tell more, under their own titles.")
        template = "blocks/related.html"
        preview_template = "blocks/related_preview.html"


class ButtonBlock(LinkBlock):
    """The one thing a reader is asked to do."""

    class Meta:
        icon = "redirect"
        label = _("Button")
        description = _("One action, such as opening a form. Say what will happen.")
        template = "blocks/button.html"
        preview_value = {"url": "https://example.org/", "text": "申込フォームを開く"}


class ContactBlock(blocks.StructBlock):
    """How to reach the secretariat, from the site's settings."""

    text = ParagraphBlock(
        label=_("Text"),
        required=False,
        help_text=_("What to write about. Address and e-mail come from the site settings."),
    )

    class Meta:
        icon = "mail"
        label = _("Contact box")
        description = _("The secretariat's address and e-mail, always those of the site settings.")
        template = "blocks/contact.html"
        preview_value = {"text": "<p>研修会についてのお問い合わせ</p>"}
