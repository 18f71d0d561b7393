"""The set of blocks that the running text of every page is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.links import ButtonBlock, ContactBlock, RelatedPagesBlock
from pages.blocks.media import DocumentsBlock, GalleryBlock, ImageBlock, VideoBlock
from pages.blocks.people import PeopleBlock
from pages.blocks.structure import AccordionBlock, ChartBlock, TableBlock, TimelineBlock
from pages.blocks.text import HeadingBlock, ListBlock, NoteBlock, ParagraphBlock, QuoteBlock


class ContentStreamBlock(blocks.StreamBlock):
    """All blocks of running text, in the order editors meet them."""

    heading = HeadingBlock(group=_("Text"))
    paragraph = ParagraphBlock(group=_("Text"))
    list = ListBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    note = NoteBlock(group=_("Text"))
    image = ImageBlock(group=_("Pictures and files"))
    gallery = GalleryBlock(group=_("Pictures and files"))
    documents = DocumentsBlock(group=_("Pictures and files"))
    video = VideoBlock(group=_("Pictures and files"))
    table = TableBlock(group=_("Structure"))
    chart = ChartBlock(group=_("Structure"))
    timeline = TimelineBlock(group=_("Structure"))
    accordion = AccordionBlock(group=_("Structure"))

    people = PeopleBlock(group=_("People and links"))
    related = RelatedPagesBlock(group=_("People and links"))
    button = ButtonBlock(group=_("People and links"))
    contact = ContactBlock(group=_("People and links"))

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
