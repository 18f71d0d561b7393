"""Reindexes the pages that name a record when the record is renamed."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

from pages.base.facts import FactsMixin, sources, with_facts_of
from pages.records.protection import PROTECTED


def reindex_pages_naming(
    sender: type, instance: Model, created: bool = False, **kwargs: Any
) -> None:
    """Indexes the pages that name a record again, in both languages.

    A fixed number of queries per class of page, however many pages there are.
    """
    if created or kwargs.get("raw"):
        return
    for model, numbers in _pages_naming(instance).items():
        pages = _with_all_facts(model, numbers)
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, pages)


def _pages_naming(record: Model) -> dict[Any, list[int]]:
    """The numbers of the pages by their class: those that name it, and their translations."""
    references = ReferenceIndex.get_references_to(record).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    naming = [int(number) for number in references.values_list("object_id", flat=True)]
    keys = Page.objects.filter(pk__in=naming).values("translation_key")
    versions = Page.objects.filter(translation_key__in=keys)
    numbers: dict[Any, list[int]] = defaultdict(list)
    for number, content_type in versions.values_list("pk", "content_type"):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model and issubclass(model, FactsMixin):
            numbers[model].append(number)
    return numbers


def _with_all_facts(model: Any, numbers: list[int]) -> list[Any]:
    pages = model.get_indexed_objects().filter(pk__in=numbers)
    own = sources(model).filter(pk__in=pages.values("pk")).with_rows(model.page_rows)
    related = own.select_related("locale", *model.facts_related)
    japanese = list(related.prefetch_related(*model.page_prefetch))
    of_japanese = with_facts_of(model, model.page_rows).prefetch_related(*model.page_prefetch)
    facts = Prefetch("facts", of_japanese)
    others = pages.exclude(pk__in=[page.pk for page in japanese])
    return [*japanese, *others.select_related("locale", "alias_of").prefetch_related(facts)]


for model in PROTECTED:
    post_save.connect(reindex_pages_naming, sender=model, dispatch_uid=f"name-{model.__name__}")
