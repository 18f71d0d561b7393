"""The first screen after signing in: what waits for a translator."""

from typing import Any

from django.middleware.csrf import get_token
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from pages.bilingual import tree_sync
from pages.bilingual.beginning import BEGIN
from pages.bilingual.ledger import english
from pages.bilingual.states import (
    NONE,
    PROGRESS,
    UPDATE,
    TranslationState,
    not_begun,
    pairs_in,
    state_of,
)

SHOWN = 20


class WaitingForEnglish(Component):
    """Pages whose Japanese has changed, the longest waiting first, then those begun."""

    name = "waiting_for_english"
    template_name = "pages/bilingual/dashboard.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The English pages that this person may edit, with their states."""
        states = {
            pair.pk: state_of(pair)
            for kind in (UPDATE, PROGRESS)
            for pair in pairs_in(kind).order_by("waiting_since")[:SHOWN]
        }
        pages = Page.objects.filter(translation_key__in=states).select_related("locale")
        titles = {
            page.translation_key: page.draft_title for page in pages if tree_sync.is_japanese(page)
        }
        user = parent_context["request"].user
        rows = [
            {
                "page": page,
                "japanese": titles.get(page.translation_key, ""),
                "state": states[page.translation_key],
            }
            for page in pages.filter(locale=english())
            if page.permissions_for_user(user).can_edit()
        ]
        order = list(states)
        rows.sort(key=lambda row: order.index(row["page"].translation_key))
        new = _not_begun(user)
        return {
            "rows": rows[:SHOWN],
            "new": new,
            "shown": bool(rows or new) or _translates(user),
            "may_begin": user.has_perm(BEGIN),
            "csrf_token": get_token(parent_context["request"]),
        }


def _not_begun(user: Any) -> list[dict[str, Any]]:
    """Pages without English that are this person's business in either language, new ones first."""
    pages = not_begun().order_by("-since", "path").select_related("locale")
    rows = []
    for page in pages[:SHOWN]:
        partner = tree_sync.partner_of(page)
        versions = [page, partner] if partner else [page]
        if any(each.permissions_for_user(user).can_edit() for each in versions):
            state = TranslationState(NONE, since=page.since)
            rows.append({"page": page, "state": state})
    return rows


def _translates(user: Any) -> bool:
    """Whether English pages are this person's business."""
    home = Page.objects.filter(locale=english(), depth=tree_sync.HOME_DEPTH).first()
    return home is not None and home.permissions_for_user(user).can_edit()
