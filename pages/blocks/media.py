"""Blocks with pictures, documents and recordings."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.choosers import ChosenDocumentBlock, ChosenImageBlock, ChosenRecordingBlock

CAPTION_HELP = _("Leave empty to show the caption of the image.")


class ImageBlock(blocks.StructBlock):
    """A picture with the texts of its record; a caption here replaces the record's."""

    image = ChosenImageBlock(label=_("Image"))
    caption = blocks.CharBlock(
        label=_("Caption"), max_length=250, required=False, help_text=CAPTION_HELP
    )
    whole = blocks.BooleanBlock(
        label=_("Show the whole picture"),
        required=False,
        help_text=_(
            "Otherwise it is cut to 3:2 around its focal point. For posters, diagrams and upright "
            "pictures."
        ),
    )

    class Meta:
        icon = "image"
        label = _("Image")
        description = _(
            "A photograph with caption and credit. Alternative text comes from the image."
        )
        template = "blocks/image.html"
        preview_template = "blocks/image_preview.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side, all of one shape."""

    images = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("image", ChosenImageBlock(label=_("Image"))),
                (
                    "caption",
                    blocks.CharBlock(
                        label=_("Caption"), max_length=250, required=False, help_text=CAPTION_HELP
                    ),
                ),
            ],
            label=_("Image"),
        ),
        label=_("Images"),
        min_num=2,
        max_num=24,
    )

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _(
            "Two or more photographs side by side, cut to 3:2 around their focal points; below "
            "each other on a phone."
        )
        template = "blocks/gallery.html"
        preview_template = "blocks/gallery_preview.html"


class DocumentsBlock(blocks.StructBlock):
    """Documents to download; one without its file is marked as to follow."""

    documents = blocks.ListBlock(
        ChosenDocumentBlock(label=_("Document")), label=_("Documents"), min_num=1
    )

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Type, size and pages are read from the file.")
        template = "blocks/documents.html"
        preview_template = "blocks/documents_preview.html"


class VideoBlock(blocks.StructBlock):
    """A recording; nothing is asked of its host before the reader's click."""

    recording = ChosenRecordingBlock(label=_("Recording"))

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("Loads from its host only after a click.")
        template = "blocks/video.html"
        preview_template = "blocks/video_preview.html"
