"""The lists of municipalities and people on record, with a page for every record."""

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
from pages.members.mentions import (
    FINALIST,
    HANDED_OVER,
    RECEIVED,
    SPOKE,
    WON,
    Mention,
    OfficeHolder,
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
class ListedMunicipality:
    """A municipality with the reasons why it is on record."""

    municipality: Municipality
    mentions: list[Mention]
    officers: list[OfficeHolder]


@dataclass(frozen=True)
class Prefecture:
    """The municipalities of a prefecture that are on record."""

    number: int
    rows: list[ListedMunicipality]

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
        record: Municipality | None = self.records().filter(key=address).first()
        return record

    def list_context(self) -> dict[str, Any]:
        """The map, the municipalities by prefecture, and how many members there were when."""
        listed = self.listed()
        prefectures = [
            Prefecture(number, list(rows))
            for number, rows in groupby(listed, lambda row: row.municipality.prefecture)
        ]
        confirmed = sum(row.municipality.is_member for row in listed)
        counts = list(self.facts.member_counts.all()) if self.facts else []
        return {
            "people_page": page_of(PeoplePage, self),
            "tiles": tiles(row.municipality.prefecture for row in listed),
            "prefectures": prefectures,
            "listed": len(listed),
            "confirmed": confirmed,
            "unconfirmed": len(listed) - confirmed,
            "counts": counts,
            "latest_count": counts[-1] if counts else None,
            "most": max((row.count for row in counts), default=0),
        }

    def listed(self) -> list[ListedMunicipality]:
        """All municipalities on record with their reasons, in a fixed number of queries."""
        held = officers()
        mentioned = mentions(self, [WON, FINALIST, SPOKE], municipality__isnull=False)
        return [
            ListedMunicipality(
                record,
                once_a_page(m for m in mentioned if m.row.municipality_id == record.pk),
                held.get(record.pk, []),
            )
            for record in self.records()
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
        """A description of the municipality's page."""
        if self.shown is None:
            return super().meta_description
        text = _("%(name)s in the records of the Council: awards, talks, offices and proposals.")
        return text % {"name": self.shown_title}


class MembershipCount(Orderable):
    """The number of members according to a public source."""

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

    @property
    def known_to(self) -> str:
        """How exactly the date is known: to the `day` or the `month`."""
        return "month" if self.month_only else "day"


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
        found: Person | None = self.records().filter(slug=address).first()
        return found

    def record_formerly_at(self, address: str) -> Person | None:
        """The person who had this address, such as the name in Japanese, if on record."""
        found: Person | None = self.records().filter(former_addresses__address=address).first()
        return found

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
        """A description of the person's page."""
        if self.shown is None:
            return super().meta_description
        text = _("%(name)s in the records of the Council: offices, talks and proposals.")
        return text % {"name": self.shown_title}
