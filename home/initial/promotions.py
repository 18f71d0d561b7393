"""The links that the secretariat puts on the front page."""

from django.core.exceptions import ValidationError

from home.initial.problems import said_of
from home.initial.records import Library
from home.initial.tree import Tree
from home.promotions import Promotion
from pages.base.page import BasePage


def put_on_front_page(library: Library, tree: Tree) -> None:
    """Add the links of the content, in its order."""
    for order, entry in enumerate(library.content.site.rows("promoted")):
        link = Promotion(
            **entry.bilingual("text"),
            page=tree.one(entry, "page", BasePage),
            document=library.one("documents", entry, "document"),
            shown_from=entry.day("from"),
            shown_until=entry.day("until"),
            sort_order=order,
        )
        try:
            link.full_clean()
        except ValidationError as error:
            raise entry.error(said_of(error)) from error
        link.save()
