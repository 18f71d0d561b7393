"""Why municipalities and people are on record: the rows and offices that name them.

Rows stand under Japanese pages; a reader is led to the page in the tree being read. A section
whose rows come to name a record gets a `RowKind` here and its `related_name` in
`pages.records.on_record`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.awards.models import AwardFinalist, AwardWinner
from pages.base.facts import source_locale_id
from pages.base.fallback import has_own_text
from pages.events.models import EventSpeaker
from pages.proposals.models import ProposalAddressee, ProposalDeliverer
from pages.public import readable_from
from pages.records.models import Municipality, Office, Person
from pages.records.on_record import COUNCIL, OF_COUNCIL


@dataclass(frozen=True)
class RowKind:
    """A kind of rows that name records: their label, and the fact of their page with the date."""

    model: Any
    label: str | Promise
    when: str
    related: tuple[str, ...]


WON = RowKind(AwardWinner, _("Award winner"), "year", ("prize",))
FINALIST = RowKind(AwardFinalist, _("Award finalist"), "year", ())
SPOKE = RowKind(EventSpeaker, _("Talk"), "start_date", ("person", "municipality"))
HANDED_OVER = RowKind(ProposalDeliverer, _("Handed over a proposal"), "handed_over_on", ("person",))
RECEIVED = RowKind(ProposalAddressee, _("Received a proposal"), "handed_over_on", ("person",))


@dataclass(frozen=True)
class Mention:
    """A row that names a record, with its page in the tree being read."""

    kind: RowKind
    row: Any
    page: Page

    @property
    def day(self) -> date | None:
        """When it was, where the day is known."""
        when = getattr(self.row.page, self.kind.when)
        return when if isinstance(when, date) else None

    @property
    def year(self) -> int | None:
        """The year it was."""
        when = getattr(self.row.page, self.kind.when)
        return when.year if isinstance(when, date) else when

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.page.get_url() or ""

    @property
    def language(self) -> str:
        """`ja` where a Japanese title stands in the English tree, else empty."""
        return "" if has_own_text(self.page) else "ja"


def mentions(page: Page, kinds: Iterable[RowKind], **of: Any) -> list[Mention]:
    """The rows of public pages that meet `of`, newest first: a query per kind and one for all."""
    rows = [(kind, row) for kind in kinds for row in _rows(page, kind, of)]
    here = _pages_in_tree_of(page, {row.page.translation_key for _kind, row in rows})
    mentioned = [
        Mention(kind, row, here[row.page.translation_key])
        for kind, row in rows
        if row.page.translation_key in here
    ]
    return sorted(mentioned, key=lambda row: (row.year or 0, row.day or date.min), reverse=True)


def once_a_page(mentioned: Iterable[Mention]) -> list[Mention]:
    """For short lists: two speakers of one municipality at a summit are one reason."""
    by_page = {(mention.kind.label, mention.page.pk): mention for mention in mentioned}
    return list(by_page.values())


def _rows(page: Page, kind: RowKind, of: dict[str, Any]) -> Any:
    rows = kind.model.objects.filter(readable_from(page, "page__"), **of)
    rows = rows.filter(page__locale=source_locale_id())
    return rows.filter(page__alias_of=None).select_related("page", *kind.related)


def _pages_in_tree_of(page: Page, keys: set[Any]) -> dict[Any, Page]:
    pages = (
        Page.objects.filter(readable_from(page), locale_id=page.locale_id, translation_key__in=keys)
        .exclude(alias_of__locale_id=page.locale_id)
        .select_related("locale")
    )
    return {version.translation_key: version for version in pages}


@dataclass(frozen=True)
class OfficeHolder:
    """A person of a municipality with the offices held at the council, first the earliest."""

    person: Person
    offices: list[Office]


def officers() -> dict[int, list[OfficeHolder]]:
    """Founders and officers of the council by the municipality another office of theirs names."""
    people = Person.objects.filter(OF_COUNCIL).values("pk")
    held = Office.objects.filter(person__in=people).select_related("person", "organisation")
    of_person: dict[int, list[Office]] = defaultdict(list)
    for office in held.order_by("person__key", "sort_order"):
        of_person[office.person_id].append(office)
    holders: dict[int, list[OfficeHolder]] = defaultdict(list)
    for offices in of_person.values():
        of_council = [office for office in offices if _is_of_council(office) and office.has_begun]
        earliest_first = sorted(of_council, key=lambda office: office.day or date.max)
        municipalities = {office.municipality_id for office in offices}
        for municipality in municipalities - {None}:
            holders[municipality].append(OfficeHolder(offices[0].person, earliest_first))
    return holders


def _is_of_council(office: Office) -> bool:
    return office.organisation is not None and office.organisation.kind == COUNCIL


def handed_over_for(page: Page, municipality: Municipality) -> list[Mention]:
    """Proposals that somebody handed over in an office of this municipality."""
    rows = mentions(page, [HANDED_OVER], person__offices__municipality=municipality)
    named = [mention for mention in rows if municipality.name_ja in mention.row.role_ja]
    return list({mention.row.pk: mention for mention in named}.values())
