"""Lists of pages in the tree being read, with what their rows need in a fixed number of queries."""

from typing import Any

from django.db.models import F, Prefetch, QuerySet
from wagtail.models import Page

from pages.base.facts import fact, source_locale_id, sources, with_facts_of
from pages.base.json_prefetch import JSONPrefetchQuerySet, RowSets
from pages.public import public, readable_from


def in_tree_of(page: Page, model: Any, row_sets: RowSets | None = None) -> QuerySet:
    """Pages of a class in the tree of `page` that its reader may read, with rows for lists.

    The rows are the class's `list_rows`, or others.

    Pages not yet in English stand in the English tree with their Japanese text; a second copy
    within one tree (an alias beside its own original) is left out, and so is what has no public
    facts (an English page copied alone): it answers 404.
    """
    with_facts = sources(model).filter(live=True).values("translation_key")
    pages: Any = JSONPrefetchQuerySet(model=model).filter(
        readable_from(page), locale_id=page.locale_id
    )
    if page.locale_id == source_locale_id():
        pages = pages.with_rows(model.list_rows if row_sets is None else row_sets)
    return (
        pages.filter(translation_key__in=with_facts)
        .exclude(alias_of__locale_id=page.locale_id)
        .select_related("locale", "alias_of", *model.facts_related)
        .prefetch_related(Prefetch("facts", with_facts_of(model, row_sets)))
        .order_by("path")
    )


def by_number(model: Any, numbers: list[int]) -> QuerySet:
    """Public pages of a class of either tree, with what their rows need."""
    pages: Any = JSONPrefetchQuerySet(model=model).filter(public(), pk__in=numbers)
    return (
        pages.with_rows(model.list_rows)
        .select_related("locale", "alias_of", *model.facts_related)
        .prefetch_related(Prefetch("facts", with_facts_of(model)))
    )


def by_fact(pages: QuerySet, name: str) -> QuerySet:
    """Newest first by a fact; pages for which it is not known come last."""
    ordered: Any = pages.annotate(listed_by=fact(pages.model, name))
    return ordered.order_by(F("listed_by").desc(nulls_last=True), "-path")
