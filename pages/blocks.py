"""The blocks of running text that every page may use.

Each block has a Japanese label and description, a preview and a template of its own name under
`templates/blocks/`. Texts in them are prose: they are translated page by page.
"""

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.segments.types import StringSegmentValue

# Editors bring in words, emphasis and links: no styles, no scripts, no foreign HTML.
TEXT_FEATURES = ["bold", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading of the text, in two levels below the page's title."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
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
    """A short run of text; one thought each, so that a translator keeps what did not change."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

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
    """Words somebody really said or wrote, with their source."""

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


class ImageBlock(blocks.StructBlock):
    """A picture with the texts of its record; a caption here replaces the record's."""

    image = ImageChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        max_length=250,
        required=False,
        help_text=_("Leave empty to show the caption of the image."),
    )

    class Meta:
        icon = "image"
        label = _("Image")
        description = _(
            "A photograph with caption and credit. Alternative text comes from the image."
        )
        template = "blocks/image.html"
        preview_template = "blocks/image_preview.html"


class DocumentsBlock(blocks.StructBlock):
    """Documents to download; one without its file says that the file follows."""

    documents = blocks.ListBlock(
        DocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1
    )

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Type, size and pages are read from the file.")
        template = "blocks/documents.html"
        preview_template = "blocks/documents_preview.html"


class VideoBlock(blocks.StructBlock):
    """A recording; nothing is asked of its host before the reader's click."""

    recording = SnippetChooserBlock("pages.Recording", label=_("Recording"))

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("Loads from its host only after a click.")
        template = "blocks/video.html"
        preview_template = "blocks/video_preview.html"


class TableBlock(TypedTableBlock):
    """A table whose cells a translator sees one by one.

    wagtail-localize passes over tables, so the block offers its texts itself. Segments are keyed
    by their text, not by row and column: a row put in between loses no translation.
    """

    def __init__(self, **kwargs: Any) -> None:
        columns = [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.DecimalBlock(label=_("Number"), required=False)),
        ]
        super().__init__(columns, **kwargs)

    @staticmethod
    def segment_path(text: str) -> str:
        """The stable name of a text within the table."""
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @staticmethod
    def _texts(table: TypedTable) -> list[str]:
        cells = [cell for row in table.row_data for cell in row["values"] if isinstance(cell, str)]
        headings = [column["heading"] for column in table.columns]
        return [text for text in dict.fromkeys([table.caption, *headings, *cells]) if text]

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """Every different text of the table once."""
        return [StringSegmentValue(self.segment_path(text), text) for text in self._texts(value)]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """The table with its texts replaced by their translations."""
        said = {segment.path: segment.render_text() for segment in segments}

        def translate(cell: Any) -> Any:
            return said.get(self.segment_path(cell), cell) if isinstance(cell, str) else cell

        columns = [{**column, "heading": translate(column["heading"])} for column in value.columns]
        rows = [
            {**row, "values": [translate(cell) for cell in row["values"]]} for row in value.row_data
        ]
        return value.__class__(columns, rows, translate(value.caption))

    def get_preview_value(self) -> TypedTable:
        """Two rows of a membership count."""
        text, number = self.child_blocks["text"], self.child_blocks["number"]
        columns = [{"block": text, "heading": "年"}, {"block": number, "heading": "自治体"}]
        rows = [{"values": ["2019年", 128]}, {"values": ["2021年", 130]}]
        return TypedTable(columns, rows, "会員自治体の数")

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with headings and a caption; wide tables scroll.")
        template = "blocks/table.html"


class AccordionBlock(blocks.StructBlock):
    """Questions and answers, or details that open on a click."""

    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("Heading"), max_length=120)),
                ("text", ParagraphBlock(label=_("Text"))),
            ],
            label=_("Question or detail"),
        ),
        label=_("Questions or details"),
        min_num=1,
    )

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        description = _("Questions and answers that open one by one; all are open in print.")
        template = "blocks/accordion.html"
        preview_value = {"items": [{"heading": "質問", "text": "<p>答え</p>"}]}


class NoteBlock(blocks.StructBlock):
    """Something the reader must not miss."""

    kind = blocks.ChoiceBlock(
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


class ContentStreamBlock(blocks.StreamBlock):
    """All blocks of running text, in the order editors meet them."""

    heading = HeadingBlock(group=_("Text"))
    paragraph = ParagraphBlock(group=_("Text"))
    list = ListBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    note = NoteBlock(group=_("Text"))
    image = ImageBlock(group=_("Pictures and files"))
    documents = DocumentsBlock(group=_("Pictures and files"))
    video = VideoBlock(group=_("Pictures and files"))
    table = TableBlock(group=_("Structure"))
    accordion = AccordionBlock(group=_("Structure"))

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
