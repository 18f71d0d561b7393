"""Dated items describe themselves: a page class declares its item type once, beside its dates.

Lists, news, feeds, calendars, search and open data ask the item and know no section. A new type
is a page class with `item_type` (and `dating`, where its day is not that of its parent class), a
template and a factory; `manage.py check` refuses an item without a type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pages import lifecycle, wording
from pages.base.facts import FactsMixin
from portal import clock


@dataclass(frozen=True)
class ItemType:
    """A type of thing that readers look for: `type` in search, open data, news and the markup.

    `label` names the type in facets and lists. `words` are what readers call such things, in both
    languages: search finds every item of the type by them. `prior` is what an item counts in
    search before anything is asked, 1.0 for a plain page. Facets are in the order of `position`.
    """

    key: str
    label: str | Promise
    position: int
    words: str = ""
    prior: float = 1.0


@dataclass(frozen=True)
class Dating:
    """When an item is or was, as far as is known: its day, calendar year and fiscal year.

    `edition` is its number within its series, such as the fifth summit.
    """

    day: date | None = None
    year: int | None = None
    fiscal_year: int | None = None
    edition: int | None = None

    @classmethod
    def of(
        cls,
        day: date | None = None,
        *,
        year: int | None = None,
        fiscal_year: int | None = None,
        edition: int | None = None,
    ) -> Dating:
        """The dating with the years that follow from the day where they are not given."""
        return cls(
            day=day,
            year=year or (day.year if day else fiscal_year),
            fiscal_year=fiscal_year or (wording.fiscal_year(day) if day else None),
            edition=edition,
        )


PAGE = ItemType("page", _("Page"), position=100)
DOCUMENT = ItemType("document", _("Document"), position=90, prior=0.9)


class ItemMixin(FactsMixin):
    """A page that stands in lists, news and search as an item of its type.

    Subclasses name `item_type` and override `dating`.
    """

    item_type: ClassVar[ItemType]
    # Whether a state follows from the item's dates: chip, deadline, JSON-LD, search results.
    has_state: ClassVar[bool] = False
    # Whether its dates and documents announce themselves in the news.
    announces: ClassVar[bool] = False
    tells_of_its_time = True
    # Whose headlines its announcements are worded with: `pages.wording.announcements`.
    announced_as: ClassVar[str] = "event"
    # Facts that a copy of the page starts with: those that hold for the next of a series, too.
    lasting_facts: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def exclude_fields_in_copy(self) -> list[str]:
        """Facts that Wagtail leaves out of a copy: all that tells when this one was and how.

        It leaves them out of the versions of the page, too, from which the next draft begins.
        """
        return [name for name in self.facts_fields if name not in self.lasting_facts]

    def announced_schedule(self, published: Iterable[date | None]) -> lifecycle.Schedule:
        """The dates that announce themselves, with the days of documents that can be opened."""
        return lifecycle.Schedule(documents=tuple(filter(None, published)))

    @property
    def line_details(self) -> list[str]:
        """Further words beside the type in the line that introduces the item."""
        return []


class StatedItemMixin(ItemMixin):
    """An item whose dates decide a state: open, extended, held, … Subclasses give `schedule`."""

    if TYPE_CHECKING:

        @property
        def schedule(self) -> lifecycle.Schedule:
            """The dates as the lifecycle reads them; a system check asks subclasses for it."""

    has_state = True
    announces = True
    # Whether a reader abroad can act on its call: it may then lead the English front page.
    invites_readers_abroad: ClassVar[bool] = True
    # The link of the front page's call.
    call_label: ClassVar[str | Promise] = _("See the details")

    class Meta:
        abstract = True

    @cached_property
    def status(self) -> lifecycle.Status:
        """State, deadline and days left at this moment.

        Whoever keeps a page that shows it learns when it changes.
        """
        status = lifecycle.status(self.schedule, clock.now())
        clock.note_change(status.next_change)
        return status

    def announced_schedule(self, published: Iterable[date | None]) -> lifecycle.Schedule:
        """The dates that announce themselves, with the days of documents that can be opened."""
        return replace(self.schedule, documents=tuple(filter(None, published)))

    @property
    def stated_item(self) -> Any:
        """The item itself: its page shows the state."""
        return self

    @property
    def shows_chip(self) -> bool:
        """Whether short lists show the state: it means more than that the item is over."""
        return not self.status.is_settled


@lru_cache(maxsize=4)
def _types_of(models: tuple[type, ...]) -> dict[str, ItemType]:
    declared = (getattr(model, "item_type", None) for model in models)
    # Documents and recordings lie below this room and cannot name a type themselves.
    types = {kind.key: kind for kind in (DOCUMENT, *declared) if isinstance(kind, ItemType)}
    return dict(sorted(types.items(), key=lambda named: (named[1].position, named[0])))


def item_types() -> dict[str, ItemType]:
    """All types by their key, in the order of facets: those of pages, documents and news."""
    return _types_of(tuple(apps.get_models()))


def type_of(key: str) -> ItemType:
    """The type of a key; a plain page's where no class names it any more, as in an older index."""
    return item_types().get(key, PAGE)


def type_label(key: str) -> str:
    """The name of a type in the language being read; the council's own for anything else."""
    item_type = item_types().get(key)
    return str(item_type.label if item_type else _("The Council"))


@lru_cache(maxsize=4)
def _families_of(models: tuple[type, ...]) -> tuple[Any, ...]:
    items: list[Any] = [model for model in models if issubclass(model, ItemMixin)]
    return tuple(model for model in items if not set(model._meta.get_parent_list()) & set(items))


def item_families() -> tuple[Any, ...]:
    """The page classes that hold all items, without classes that inherit from one of them.

    A list queries every family once, whatever the number of types.
    """
    return _families_of(tuple(apps.get_models()))


@lru_cache(maxsize=4)
def _family_by_type(models: tuple[Any, ...]) -> dict[str, Any]:
    return {
        model.item_type.key: family
        for family in _families_of(models)
        for model in models
        if issubclass(model, family) and "item_type" in vars(model)
    }


def family_of(key: str) -> Any:
    """The family that holds the items of a type; None for types that are no items."""
    return _family_by_type(tuple(apps.get_models())).get(key)
