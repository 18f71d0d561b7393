"""Keeps a slow autosave from taking a page down that was published meanwhile.

Wagtail's editor saves a draft every half second and writes the whole row of a page that is not
live. A request that began before "publish" and ends after it would so write `live = False` over
the publication, and the editor, who read "published", would not see it (measured on Wagtail 7.4.4;
of the family of wagtail#13749).
"""

from collections.abc import Collection
from typing import Any, Self

from wagtail.models import Page


class AutosaveGuardMixin(Page):
    """A page whose row is not written by a draft older than its publication."""

    is_public_row = False
    _loaded_as_draft = False

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Remembers that this is the row and no revision, and whether it was a draft."""
        page = super().from_db(db, field_names, values)
        page.is_public_row = True
        page._loaded_as_draft = "live" in page.__dict__ and not page.live
        return page

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Knows whether the row just written is a draft."""
        result = super().save(*args, **kwargs)
        self._loaded_as_draft = not self.live
        return result

    def is_overtaken(self) -> bool:
        """Whether this draft's row was published since it was read; saving leaves it alone."""
        if not (self.pk and self._loaded_as_draft and not self.live):
            return False
        row = type(self)._base_manager.filter(pk=self.pk).values_list("live", flat=True)
        return row.first() is True
