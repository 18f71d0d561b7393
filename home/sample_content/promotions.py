"""The links that the secretariat puts on the front page."""

from django.core.exceptions import ValidationError

from home.promotions import Promotion
from home.sample_content.problems import sentence_of
from home.sample_content.records import Library
from home.sample_content.tree import Tree
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
            raise entry.error(sentence_of(error)) from error
        link.save()
