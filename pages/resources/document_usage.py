"""The items that documents belong to, and whose rights they share: the pages that name them.

Sections do not import one another, so their rows cannot be queried here; Wagtail's index of
references holds what every page names, for whichever page types there are.
"""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from pages.base.facts import source_locale_id
from pages.base.links import Link, links_to
from pages.base.page import BasePage
from pages.media import PortalDocument
from pages.public import NONE_MET, opens_to, public, readable_from, restricted


def items_of_documents(page: Page) -> dict[int, list[Link]]:
    """Links to the items of documents, by the id of the document, in the tree of `page`.

    Three queries, however many documents and items there are.
    """
    named = _documents_named()
    japanese = Page.objects.filter(pk__in=named, locale=source_locale_id(), alias_of=None)
    items = list(japanese.filter(readable_from(page)).order_by("path"))
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


def documents_kept_back(met: frozenset[int] = NONE_MET) -> set[int]:
    """The documents that restricted pages name, and no page that anybody may read.

    A link on the front page opens none: it is a way to what is open, not a right.
    With the ids of restrictions that a reader has met: nothing that this reader may read. A
    document is as private as the pages that name it, besides its own collection. Pages that are
    not public yet neither close nor open it. One query where no page is restricted.
    """
    closed = _numbers(restricted(met=met))
    if not closed:
        return set()
    opened = _numbers(public(met=met))
    kinds = ContentType.objects.get_for_models(PortalDocument, Page)
    references = ReferenceIndex.objects.filter(to_content_type=kinds[PortalDocument])
    kept_back, shown = set(), set()
    for base, number, document in references.values_list(
        "base_content_type", "object_id", "to_object_id"
    ):
        is_page = base == kinds[Page].pk
        if is_page and int(number) in closed:
            kept_back.add(int(document))
        elif is_page and int(number) in opened:
            shown.add(int(document))
    return kept_back - shown


def opens_with_its_pages(document: PortalDocument, request: HttpRequest) -> bool:
    """Whether whoever asks may read a page that names a document, where pages keep it back."""
    if document.pk not in documents_kept_back():
        return True
    references = ReferenceIndex.get_references_to(document)
    of_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    numbers = [int(number) for number in of_pages.values_list("object_id", flat=True)]
    return any(opens_to(page, request) for page in Page.objects.filter(pk__in=numbers, live=True))


def _numbers(condition: Q) -> set[int]:
    return set(Page.objects.filter(condition).order_by().values_list("pk", flat=True))
