"""A restriction outlives the page it was set on where its partner, or an alias of it, stays."""

from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from pages.bilingual.tree_sync import partner_of
from pages.public import restrictions_shown_with

Kept = tuple[PageViewRestriction, list[int]]

# The restrictions with their groups that are being deleted with their page, by its number.
_going: ContextVar[dict[int, list[Kept]] | None] = ContextVar("going", default=None)
# What is to close the aliases of the pages that are being deleted, by the numbers of both.
_parting: ContextVar[dict[int, dict[int, list[Kept]]] | None] = ContextVar("parting", default=None)


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


def note_aliases(page: Page) -> None:
    """Remember what closes the aliases of a page only because it closes the page itself."""
    aliases = Page.objects.filter(alias_of=page.pk) if PageViewRestriction.objects.exists() else ()
    rows = {
        alias.pk: [_unsaved(row) for row in restrictions_shown_with(alias)] for alias in aliases
    }
    _parting.set({**(_parting.get() or {}), page.pk: rows})


def _unsaved(restriction: PageViewRestriction) -> Kept:
    alike = PageViewRestriction(
        restriction_type=restriction.restriction_type, password=restriction.password
    )
    return alike, list(restriction.groups.values_list("pk", flat=True))


def close_aliases(page: Page) -> None:
    """Set on the aliases of a page that is gone what closed them with it; they are pages now."""
    parting = dict(_parting.get() or {})
    for number, rows in parting.pop(page.pk, {}).items():
        alias = Page.objects.filter(pk=number).first()
        if alias is not None:
            _set(rows, alias)
    _parting.set(parting)


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
    _set(rows, partner)


def _set(rows: list[Kept], page: Page) -> None:
    for restriction, groups in rows:
        restriction.page = page
        restriction.save()
        restriction.groups.set(groups)
