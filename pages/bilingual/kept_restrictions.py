"""A restriction outlives the page it was set on where the other page of the pair stays."""

from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from pages.bilingual.tree_sync import partner_of

Kept = tuple[PageViewRestriction, list[int]]

# The restrictions with their groups that are being deleted with their page, by its number.
_going: ContextVar[dict[int, list[Kept]] | None] = ContextVar("going", default=None)


def goes_with_its_page(origin: Any) -> bool:
    """Whether a deletion began with pages; else somebody lifts a restriction."""
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    return issubclass(model, Page)


def note_going(restriction: PageViewRestriction) -> None:
    """Remember a restriction until it is known whether a page of its pair stays."""
    kept = PageViewRestriction(
        pk=restriction.pk,  # whoever has given its password has given it
        restriction_type=restriction.restriction_type,
        password=restriction.password,
    )
    going = _going.get() or {}
    groups = list(restriction.groups.values_list("pk", flat=True))
    others = [other for other in going.get(restriction.page_id, []) if other[0].pk != kept.pk]
    _going.set({**going, restriction.page_id: [*others, (kept, groups)]})


def hand_on(page: Page) -> None:
    """Set the restrictions of a page that is gone on its partner, in the same transaction."""
    going = dict(_going.get() or {})
    rows = going.pop(page.pk, [])
    if not rows:
        return
    _going.set(going)
    partner = partner_of(page)
    if partner is None:
        return
    for restriction, groups in rows:
        restriction.page = partner
        restriction.save()
        restriction.groups.set(groups)
