"""Municipalities and people on record, each with a page of its own."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from pages.base.facts import FactsPanel
from pages.base.page import BasePage, translation_rules
from pages.members.base import BaseRecordsPage, page_of
from pages.members.evidence import (
    FINALIST,
    HANDED_OVER,
    RECEIVED,
    SPOKE,
    WON,
    Mention,
    Officer,
    handed_over_for,
    mentions,
    officers,
    once_a_page,
)
from pages.members.prefectures import tiles
from pages.records.models import Municipality, Person
from pages.records.prefectures import PREFECTURES
from pages.wording import is_japanese

__all__ = ["MembersPage", "MembershipCount", "PeoplePage"]


@dataclass(frozen=True)
class Listed:
    """A municipality with the reasons why it is on record."""

    municipality: Municipality
    mentions: list[Mention]
    officers: list[Officer]


@dataclass(frozen=True)
class Prefecture:
    """The municipalities of a prefecture that are on record."""

    number: int
    rows: list[Listed]

    @property
    def name_ja(self) -> str:
        """The name in Japanese."""
        return PREFECTURES[self.number][0]

    @property
    def name_en(self) -> str:
        """The name in English."""
        return PREFECTURES[self.number][1]


class MembersPage(BaseRecordsPage):
    """Municipalities on record by prefecture; which of them are confirmed members is marked."""

    parent_page_types = BaseRecordsPage.parent_page_types
    subpage_types: list[str] = []
    template = "pages/members/members_page.html"
    record_template = "pages/members/municipality.html"

    facts_fields = ("member_counts",)
    override_translatable_fields = translation_rules(*facts_fields)

    content_panels = [
        *BasePage.title_panels,
        *BasePage.body_panels,
        FactsPanel(
            [InlinePanel("member_counts", label=_("Number of members"))],
            _("Number of members over time"),
        ),
    ]

    page_prefetch = ("member_counts",)

    class Meta:
        verbose_name = _("municipalities on record")

    def records(self) -> Any:
        """The municipalities on record, in the order of their codes."""
        return Municipality.objects.on_record().order_by("code")

    def record_at(self, address: str) -> Municipality | None:
        """The municipality with this key, if it is on record."""
        found: Municipality | None = self.records().filter(key=address).first()
        return found

    def list_context(self) -> dict[str, Any]:
        """The map, the municipalities by prefecture, and how many members there were when."""
        listed = self.listed()
        prefectures = [
            Prefecture(number, list(rows))
            for number, rows in groupby(listed, lambda each: each.municipality.prefecture)
        ]
        confirmed = sum(each.municipality.member_confirmed for each in listed)
        counts = list(self.facts.member_counts.all()) if self.facts else []
        return {
            "people_page": page_of(PeoplePage, self),
            "tiles": tiles(each.municipality.prefecture for each in listed),
            "prefectures": prefectures,
            "listed": len(listed),
            "confirmed": confirmed,
            "unconfirmed": len(listed) - confirmed,
            "counts": counts,
            "latest_count": counts[-1] if counts else None,
            "most": max((row.count for row in counts), default=0),
        }

    def listed(self) -> list[Listed]:
        """All municipalities on record with their reasons, in a fixed number of queries."""
        held, said = officers(), mentions(self, [WON, FINALIST, SPOKE], municipality__isnull=False)
        return [
            Listed(
                each,
                once_a_page(m for m in said if m.row.municipality_id == each.pk),
                held.get(each.pk, []),
            )
            for each in self.records()
        ]

    def record_context(self, record: Municipality) -> dict[str, Any]:
        """Everything of one municipality."""
        return {
            "municipality": record,
            "won": mentions(self, [WON], municipality=record),
            "finals": mentions(self, [FINALIST], municipality=record),
            "spoke": mentions(self, [SPOKE], municipality=record),
            "proposals": handed_over_for(self, record),
            "officers": officers().get(record.pk, []),
        }

    @property
    def shown_title(self) -> str:
        """With the prefecture: there is more than one 府中市."""
        name = super().shown_title
        if is_japanese():
            return f"{name}（{self.shown.prefecture_ja}）"
        return f"{name}, {self.shown.prefecture_en}"

    @property
    def meta_description(self) -> str:
        """What the page of a municipality holds."""
        if self.shown is None:
            return super().meta_description
        said = _("%(name)s in the records of the Council: awards, talks, offices and proposals.")
        return said % {"name": self.shown_title}


class MembershipCount(Orderable):
    """How many members a public source said there were."""

    page = ParentalKey(MembersPage, on_delete=models.CASCADE, related_name="member_counts")
    counted_on = models.DateField(_("as of"))
    month_only = models.BooleanField(
        _("only the month is known"), default=False, help_text=_("The day is then not shown.")
    )
    count = models.PositiveIntegerField(_("number"))
    approximate = models.BooleanField(_("about"), default=False)
    note = models.CharField(_("note"), max_length=60, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("counted_on"), FieldPanel("month_only")]),
        FieldRowPanel([FieldPanel("count"), FieldPanel("approximate")]),
        FieldRowPanel([FieldPanel("note_ja"), FieldPanel("note_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("number of members")


class PeoplePage(BaseRecordsPage):
    """People on record: who spoke, handed over or received a proposal, or held an office."""

    parent_page_types = BaseRecordsPage.parent_page_types
    subpage_types: list[str] = []
    template = "pages/members/people_page.html"
    record_template = "pages/members/person.html"

    class Meta:
        verbose_name = _("people on record")

    def records(self) -> Any:
        """In the order of their readings; those whose reading is not confirmed come last."""
        unread_last = Case(When(Q(kana=""), then=1), default=0)
        return Person.objects.on_record().order_by(unread_last, "kana", "name_ja", "pk")

    def record_at(self, address: str) -> Person | None:
        """The person with this address, if on record."""
        return next((each for each in self.records() if each.address == address), None)

    def list_context(self) -> dict[str, Any]:
        """All people with their offices."""
        return {"people": self.records().prefetch_related("offices")}

    def record_context(self, record: Person) -> dict[str, Any]:
        """Everything of one person."""
        return {
            "person": record,
            "offices": record.offices_so_far,
            "spoke": mentions(self, [SPOKE], person=record),
            "proposals": mentions(self, [HANDED_OVER, RECEIVED], person=record),
        }

    @property
    def meta_description(self) -> str:
        """What the page of a person holds."""
        if self.shown is None:
            return super().meta_description
        said = _("%(name)s in the records of the Council: offices, talks and proposals.")
        return said % {"name": self.shown_title}
