"""Blocks of running text: headings, paragraphs, lists, quotations, notes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from pages.blocks.allowed import only_allowed

# Editors bring in words, emphasis and links: no styles, no scripts, no foreign HTML.
TEXT_FEATURES = ["bold", "link", "document-link", "ol", "ul"]


class SettingBlock(blocks.ChoiceBlock):
    """A choice of how a block looks: readers never see its words, so that search knows none."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing: Wagtail's own choices are found by their labels."""
        return []


class HeadingBlock(blocks.StructBlock):
    """A heading of the text, in two levels below the page's title."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = SettingBlock(
        label=_("Level"),
        choices=[("h2", _("Main heading")), ("h3", _("Sub-heading"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _(
            "Opens a section. Readers with screen readers jump from heading to heading."
        )
        template = "blocks/heading.html"
        preview_value = {"text": "プログラム", "level": "h2"}


class ParagraphBlock(blocks.RichTextBlock):
    """A short run of text with one thought, so that unchanged ones keep their translation."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    def to_python(self, value: str) -> RichText:
        """The stored text, whoever wrote it, without tags that the editor does not offer."""
        return super().to_python(only_allowed(value or ""))

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text with links and emphasis. Short paragraphs translate best.")
        template = "blocks/paragraph.html"
        preview_value = "<p>全国から参加した首長が、実践の報告と討議を行いました。</p>"


class ListBlock(blocks.StructBlock):
    """Points of equal weight, or steps in an order."""

    ordered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Point"), max_length=300), label=_("Points"))

    class Meta:
        icon = "list-ul"
        label = _("Bullet or numbered list")
        description = _("Points of equal weight, or numbered steps.")
        template = "blocks/list.html"
        preview_value = {"ordered": False, "items": ["関係省庁への政策提言", "首長サミット"]}


class QuoteBlock(blocks.StructBlock):
    """Original spoken or written words, with their source."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=1000)
    attribution = blocks.CharBlock(
        label=_("Name and office"),
        max_length=120,
        help_text=_("Who said it, with the office held at the time."),
    )
    source = blocks.CharBlock(label=_("Source of the quotation"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Original words with a named source; never a summary.")
        template = "blocks/quote.html"
        preview_value = {
            "text": "見本の引用文です。",
            "attribution": "氏名・肩書",
            "source": "出典",
        }


class NoteBlock(blocks.StructBlock):
    """Something the reader must not miss."""

    kind = SettingBlock(
        label=_("Kind"),
        choices=[
            ("info", _("Information")),
            ("warn", _("Attention")),
            ("good", _("Done")),
            ("bad", _("Problem")),
            ("mute", _("Not yet there")),
        ],
        default="info",
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = ParagraphBlock(label=_("Text"), required=False)

    class Meta:
        icon = "warning"
        label = _("Note")
        description = _("A box for what must not be missed. Deadlines are facts, not notes.")
        template = "blocks/note.html"
        preview_value = {"kind": "info", "heading": "お知らせ", "text": "<p>本文</p>"}
