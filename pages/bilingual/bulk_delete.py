"""Deletes selected pages where one of them goes with another: a pair, a page and its subpages."""

from typing import Any

from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction
from wagtail.models import Page


@hooks.register("register_bulk_action", order=1)  # of two with one name Wagtail keeps the last
class DeleteOnceBulkAction(DeleteBulkAction):
    """Wagtail's, which fails at a page that went with one selected before it."""

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Deletes what is still there; the numbers are those of the pages and their subpages."""
        parents = children = 0
        for page in objects:
            if Page.objects.filter(pk=page.pk).exists():
                pages, below = super().execute_action([page], user=user, **kwargs)
                parents, children = parents + pages, children + below
        return parents, children
