"""The saving of a page: one list of steps, in the order that keeps both languages true.

Every way of publishing (the editor, a schedule, a workflow, wagtail-localize, code) ends in
`save()` of the page, so the rules stand there. `STEPS` is the whole policy; each step says why it
is needed and why it stands where it does. A step may narrow what is written, or end the saving.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from pages.base.pair_restrictions import restrict_as_what_it_shows


@dataclass
class Saving:
    """One `save()` of a page: the columns to write (None: all), and whether to write at all."""

    page: Any
    fields: list[str] | None
    is_called_off: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the whole row is written, as publishing and drafts of new pages do."""
        return not self.fields


def keep_converted_alias_closed(saving: Saving) -> None:
    """An alias that becomes a page stays closed where only the page it shows was.

    First, while the row is still an alias: it is open to nobody in between.
    """
    page, fields = saving.page, saving.fields
    if fields and "alias_of_id" in fields and page.alias_of_id is None:
        restrict_as_what_it_shows(page)


def forget_revision_of_converted_alias(saving: Saving) -> None:
    """An alias that becomes a page has published no text of its own yet.

    Aliases carry the live revision of their original, and Wagtail and wagtail-localize convert
    them with `save(update_fields=["alias_of_id"])`: the text would count as translated. Early,
    because the later steps ask whether the row has a text of its own.
    """
    page, fields = saving.page, saving.fields
    if not fields or "alias_of_id" not in fields or page.in_source_language:
        return
    if page.alias_of_id is None:
        page.live_revision = None
        saving.fields = [*fields, "live_revision"]


def follow_the_source(saving: Saving) -> None:
    """Slug and place in menus are the Japanese page's, whatever a translation was saved with."""
    if saving.fields is None and saving.page.pk and not saving.page.in_source_language:
        saving.page.follow_source()


def keep_the_public_text(saving: Saving) -> None:
    """Keep the public text of a translation until it is published, which may be refused.

    wagtail-localize writes the text of a draft, gaps filled with Japanese, into the row of a live
    page. After the slug was set, which may be written; before facts are dropped, because a
    narrowed saving writes none.
    """
    page = saving.page
    if page.pk and not page.in_source_language and not page.alias_of_id:
        kept = page.kept_fields(saving.fields)
        if kept is not None:
            saving.fields = kept


def drop_foreign_facts(saving: Saving) -> None:
    """A page in another language holds no facts: copies, old revisions and imports bring some."""
    if saving.is_whole and not saving.page.in_source_language:
        saving.page.drop_facts()


def stop_where_overtaken(saving: Saving) -> None:
    """A draft older than the publication does not take the page down: it lives on as a revision.

    Last, because it asks the row, and the row is what the next moment writes.
    """
    if saving.is_whole and saving.page.is_overtaken():
        saving.is_called_off = True


STEPS: tuple[Callable[[Saving], None], ...] = (
    keep_converted_alias_closed,
    forget_revision_of_converted_alias,
    follow_the_source,
    keep_the_public_text,
    drop_foreign_facts,
    stop_where_overtaken,
)


class SavedInStepsMixin(Page):
    """A page that is saved by `STEPS`, within what its class wraps around a publication."""

    class Meta:
        abstract = True

    def around_saving(self, fields: Iterable[str] | None) -> AbstractContextManager[None]:
        """A context for writes in the same transaction as the page, such as the change log."""
        return nullcontext()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Saves the page by the steps above."""
        wanted = kwargs.get("update_fields")
        saving = Saving(self, None if wanted is None else list(wanted))
        with self.around_saving(saving.fields):
            for step in STEPS:
                step(saving)
            if saving.is_called_off:
                return None
            kwargs["update_fields"] = saving.fields
            return super().save(*args, **kwargs)
