"""All that a new kind of event takes: its class, with its type; template and factory beside it."""

from pages.base.items import ItemType
from pages.events.models import EventPage


class WebinarPage(EventPage):
    """A talk on the network."""

    item_type = ItemType("webinar", "Webinar", position=35, words="ウェビナー webinar", prior=1.1)
    parent_page_types = ["pages.TrainingIndexPage"]
    template = "item_types/webinar_page.html"
    is_creatable = True

    class Meta:
        verbose_name = "webinar"


class UntypedPage(EventPage):
    """An item whose author forgot to say what it is."""

    parent_page_types: list[str] = []
    template = "item_types/webinar_page.html"
    is_creatable = True

    class Meta:
        verbose_name = "untyped"
