"""Blocks that give an order: tables, charts, lines of time, questions and answers."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments.types import StringSegmentValue

from pages.blocks.text import ParagraphBlock, SettingBlock


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
        texts = {segment.path: segment.render_text() for segment in segments}

        def translate(cell: Any) -> Any:
            return texts.get(self.segment_path(cell), cell) if isinstance(cell, str) else cell

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


class ChartValue(blocks.StructValue):
    """The rows of a chart with the lengths of their bars."""

    @property
    def bars(self) -> list[dict[str, Any]]:
        """Each label and number, its share of the whole in per cent, its bar's length likewise.

        Without a whole there is no share, and the longest bar is that of the largest number.
        """
        rows = [row for row in self["rows"] if row["number"] is not None]
        whole = self["whole"] or 0
        longest = whole or max((row["number"] for row in rows), default=0)
        return [
            {
                "label": row["label"],
                "number": f"{row['number']:,f}",
                "share": round(100 * row["number"] / whole) if whole else None,
                "length": max(0, min(100, round(100 * row["number"] / longest))) if longest else 0,
            }
            for row in rows
        ]


class ChartBlock(blocks.StructBlock):
    """Numbers with bars: the table is the chart, so nobody is left without the numbers."""

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=120, help_text=_("What was counted, where and when.")
    )
    heading = blocks.CharBlock(
        label=_("Heading of the labels"), max_length=60, help_text=_("Such as “Year”.")
    )
    unit = blocks.CharBlock(
        label=_("Heading of the numbers"), max_length=60, help_text=_("Such as “Municipalities”.")
    )
    whole = blocks.DecimalBlock(
        label=_("The whole (n)"),
        required=False,
        min_value=1,
        help_text=_("When given, each row also shows its share of it in per cent."),
    )
    rows = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(label=_("Label"), max_length=120)),
                ("number", blocks.DecimalBlock(label=_("Number"), min_value=0)),
            ],
            label=_("Row"),
        ),
        label=_("Rows"),
        min_num=1,
    )

    class Meta:
        icon = "order"
        label = _("Chart")
        description = _("A table whose numbers are also drawn as bars.")
        template = "blocks/chart.html"
        value_class = ChartValue
        preview_value = {
            "caption": "会員自治体の数",
            "heading": "年",
            "unit": "自治体",
            "whole": None,
            "rows": [
                {"label": "2019年", "number": Decimal(128)},
                {"label": "2021年", "number": Decimal(130)},
            ],
        }


class TimelineBlock(blocks.StructBlock):
    """Dated entries. Dates are the same in both languages; only the words are translated."""

    entries = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("day", blocks.DateBlock(label=_("Date"))),
                (
                    "shown",
                    SettingBlock(
                        label=_("Known to the"),
                        choices=[
                            ("day", _("the day")),
                            ("month", _("the month")),
                            ("year", _("the year")),
                        ],
                        default="day",
                        help_text=_("What is not known is not shown."),
                    ),
                ),
                ("heading", blocks.CharBlock(label=_("What happened"), max_length=120)),
                ("text", ParagraphBlock(label=_("Text"), required=False)),
            ],
            label=_("Dated entry"),
        ),
        label=_("Dated entries"),
        min_num=1,
    )

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("Dated entries on a line, in the order in which they stand here.")
        template = "blocks/timeline.html"
        preview_value = {
            "entries": [
                {
                    "day": date(2016, 8, 3),
                    "shown": "day",
                    "heading": "協議会の設立",
                    "text": "<p>本文</p>",
                },
            ]
        }


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
