"""The items that documents belong to: the pages whose facts name them.

Sections do not import one another, so their rows cannot be queried here; Wagtail's index of
references holds what every page names, for whichever page types there are.
"""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from pages.base.facts import source_locale_id
from pages.base.links import Link, links_to
from pages.base.page import BasePage
from pages.media import PortalDocument
from pages.public import public


def items_of_documents(page: Page) -> dict[int, list[Link]]:
    """Links to the items of documents, by the id of the document, in the tree of `page`.

    Three queries, however many documents and items there are.
    """
    named = _documents_named()
    japanese = Page.objects.filter(pk__in=named, locale=source_locale_id(), alias_of=None)
    items = list(japanese.filter(public()).order_by("path"))
    links = links_to(page, items)
    links_of: dict[int, list[Link]] = defaultdict(list)
    for item in items:
        if item.translation_key in links:
            for number in sorted(named[item.pk]):
                links_of[number].append(links[item.translation_key])
    return links_of


def _documents_named() -> dict[int, set[int]]:
    """The documents that the facts of a page name, by the number of the page."""
    models = ContentType.objects.get_for_models(PortalDocument, Page)
    references = ReferenceIndex.objects.filter(
        to_content_type=models[PortalDocument], base_content_type=models[Page]
    )
    named: dict[int, set[int]] = defaultdict(set)
    for content_type, number, path, document in references.values_list(
        "content_type", "object_id", "model_path", "to_object_id"
    ):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if _is_fact(model, path.split(".")[0]):
            named[int(number)].add(int(document))
    return named


def _is_fact(model: type | None, name: str) -> bool:
    """Whether a page class keeps the documents that this fact of it names."""
    if model is None or not issubclass(model, BasePage):
        return False
    return model.keeps_documents and name in model.facts_fields
