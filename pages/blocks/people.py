"""The block that shows people on record."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.choosers import ChosenImageBlock, ChosenPersonBlock


class PeopleBlock(blocks.StructBlock):
    """People on record with the office they held at the time the text is about.

    Names come from the record: one whose reading is not confirmed has no English form, and English
    pages show the Japanese one.
    """

    people = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("person", ChosenPersonBlock(label=_("Person"))),
                (
                    "role",
                    blocks.CharBlock(
                        label=_("Office"),
                        max_length=120,
                        help_text=_("The office held at the time the text tells of."),
                    ),
                ),
                (
                    "photo",
                    ChosenImageBlock(
                        label=_("Photograph"),
                        required=False,
                        help_text=_("Cut to a square around its focal point."),
                    ),
                ),
            ],
            label=_("Person"),
        ),
        label=_("People"),
        min_num=1,
    )

    class Meta:
        icon = "group"
        label = _("People")
        description = _("People on record with their office then, linked to their pages.")
        template = "blocks/people.html"
        preview_template = "blocks/people_preview.html"
