"""The awards: their rounds, prizes and winners."""

from functools import cached_property
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from pages import lifecycle, wording
from pages.awards.entries import EntriesMixin
from pages.awards.inlines import (
    AwardCriterion,
    AwardDocument,
    AwardExtension,
    AwardFinalist,
    AwardRecording,
    AwardSupporter,
    AwardWinner,
    CommitteeMember,
    PlannedPrize,
)
from pages.awards.panels import AWARD_PANELS
from pages.awards.questions import AwardQuestion
from pages.awards.refusals import refuse_early_nominees, refuse_early_winners, refuse_overlap
from pages.awards.schedule import (
    award_schedule,
    ceremony_told,
    nominees_are_public,
    stands_alone,
)
from pages.base.changes import fact_read
from pages.base.claims import documents_of, gaps_of_documents
from pages.base.items import Dating, ItemType, StatedItemMixin
from pages.base.listing import by_fact, in_tree_of
from pages.base.page import BasePage, translation_rules
from pages.base.windows import ApplicationWindowMixin
from pages.lifecycle import State
from portal import clock

__all__ = [
    "AwardCriterion",
    "AwardDocument",
    "AwardExtension",
    "AwardFinalist",
    "AwardQuestion",
    "AwardRecording",
    "AwardRoundPage",
    "AwardSupporter",
    "AwardWinner",
    "AwardsIndexPage",
    "CommitteeMember",
    "PlannedPrize",
]


class AwardsIndexPage(BasePage):
    """The awards: a description, the current round and the earlier ones."""

    parent_page_types = ["home.HomePage"]
    template = "pages/awards/awards_index_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("awards: index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds all rounds, newest first."""
        context = super().get_context(request, *args, **kwargs)
        context["rounds"] = by_fact(in_tree_of(self, AwardRoundPage), "number")
        return context


class AwardRoundPage(EntriesMixin, StatedItemMixin, BasePage):
    """One round of the awards, from the call for entries to the ceremony."""

    parent_page_types = ["pages.AwardsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/awards/award_round_page.html"

    number = models.PositiveSmallIntegerField(_("round"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    eligibility_ja = models.CharField(
        _("for whom（日本語）"), max_length=300, null=True, blank=True
    )
    eligibility_en = models.CharField(
        _("for whom（English）"), max_length=300, null=True, blank=True
    )
    entry_url = models.URLField(_("entry form"), null=True, blank=True)
    entry_note_ja = models.CharField(
        _("note on entries（日本語）"), max_length=200, null=True, blank=True
    )
    entry_note_en = models.CharField(
        _("note on entries（English）"), max_length=200, null=True, blank=True
    )
    selection_ja = models.CharField(_("selection（日本語）"), max_length=300, null=True, blank=True)
    selection_en = models.CharField(
        _("selection（English）"), max_length=300, null=True, blank=True
    )
    criteria_are_invited_work = models.BooleanField(
        _("the list below names the kinds of work invited"),
        null=True,
        blank=True,
        help_text=_("Otherwise it is headed “What the judges look at”."),
    )
    entries = models.PositiveIntegerField(_("entries"), null=True, blank=True)
    nominees = models.PositiveIntegerField(_("nominees"), null=True, blank=True)
    ceremony_on = models.DateField(_("ceremony on"), null=True, blank=True)
    ceremony_venue = models.ForeignKey(
        "pages.Venue",
        models.SET_NULL,
        verbose_name=_("venue of the ceremony"),
        null=True,
        blank=True,
        related_name="ceremonies",
    )
    ceremony_event = models.ForeignKey(
        "pages.EventPage",
        models.SET_NULL,
        verbose_name=_("summit of the ceremony"),
        null=True,
        blank=True,
        related_name="award_rounds",
    )
    ceremony_cancelled = models.BooleanField(_("ceremony cancelled"), null=True, blank=True)
    results_on = models.DateField(
        _("results announced on"), null=True, blank=True, help_text=_("Empty when not known.")
    )
    nominees_on = models.DateField(
        _("finalists announced on"),
        null=True,
        blank=True,
        help_text=_("Finalists are shown from this day on, or with the results. Empty: not known."),
    )
    ministers_comments = models.BooleanField(
        _("the ministries commented on the winners"), null=True, blank=True
    )
    committee_complete = models.BooleanField(
        _("list of the selection committee is complete"),
        null=True,
        blank=True,
        help_text=_("While not ticked, the page says that members are missing from the list."),
    )
    winners_complete = models.BooleanField(
        _("list of winners is complete"),
        null=True,
        blank=True,
        help_text=_("While not ticked, the page says that winners are missing from the list."),
    )

    facts_fields = (
        "number",
        "year",
        *ApplicationWindowMixin.window_fields,
        "eligibility_ja",
        "eligibility_en",
        *EntriesMixin.form_fields,
        "entry_url",
        "entry_note_ja",
        "entry_note_en",
        "selection_ja",
        "selection_en",
        "criteria_are_invited_work",
        "entries",
        "nominees",
        "ceremony_on",
        "ceremony_venue",
        "ceremony_event",
        "ceremony_cancelled",
        "results_on",
        "nominees_on",
        "ministers_comments",
        "committee_complete",
        "winners_complete",
        "supporters",
        "planned_prizes",
        "criteria",
        "winners",
        "finalists",
        "committee",
        "documents",
        "recordings",
    )
    override_translatable_fields = translation_rules(*facts_fields)
    lasting_facts = (
        *ApplicationWindowMixin.way_fields,
        *EntriesMixin.form_fields,
        "eligibility_ja",
        "eligibility_en",
        "selection_ja",
        "selection_en",
        "criteria_are_invited_work",
        "criteria",
    )

    search_fields = [*BasePage.search_fields, index.SearchField("facts_text")]

    content_panels = [*BasePage.title_panels, *AWARD_PANELS]

    facts_related = ("ceremony_venue", "ceremony_event")
    list_rows = {"extensions": (), "winners": ("prize", "municipality")}
    page_rows = {
        "extensions": (),
        "supporters": ("organisation",),
        "planned_prizes": ("prize",),
        "criteria": (),
        "winners": ("prize", "municipality"),
        "finalists": ("municipality",),
        "committee": ("person",),
        "documents": ("document",),
        "recordings": ("recording",),
    }
    rows_of_dates = (*EntriesMixin.rows_of_dates, "winners")
    item_type = ItemType("award", _("Awards"), position=50, words="アワード award", prior=1.1)
    announced_as = "award"
    form_field = "entry_url"
    invites_readers_abroad = False  # entries are for municipalities of Japan
    call_label = _("See the call for entries")
    logged_facts = {
        "opens_on": fact_read("opens_on"),
        "closes_on": fact_read("closes_on"),
        "ceremony_on": fact_read("ceremony_on"),
        "ceremony_venue": fact_read("ceremony_venue"),
        "ceremony_cancelled": lambda page: bool(page.ceremony_cancelled),
        "results_on": fact_read("results_on"),
    }

    class Meta:
        verbose_name = _("award round")

    def clean(self) -> None:
        """Refuses dates that contradict each other."""
        super().clean()
        if self.in_source_language:
            self.refuse_contradictions(award_schedule(self))

    def refuse_publication(self) -> None:
        """Rounds take entries one after another; nobody is named before the day."""
        super().refuse_publication()
        if self.in_source_language:
            refuse_overlap(self)
            refuse_early_winners(self)
            refuse_early_nominees(self)

    def gaps_of_evidence(self) -> list[str]:
        """Also documents without a file."""
        gaps = super().gaps_of_evidence()
        papers = documents_of(self) if self.is_own_source else []
        return [*gaps, *gaps_of_documents(papers)]

    @cached_property
    def schedule(self) -> lifecycle.Schedule:
        """The dates as the lifecycle reads them, from the facts."""
        return award_schedule(self.facts)

    @property
    def dating(self) -> Dating:
        """The day of the ceremony, else of the results, else the closing date."""
        facts = self.facts
        day = facts.ceremony_on or facts.results_on or facts.closes_on
        return Dating.of(day, year=facts.year, edition=facts.number)

    @property
    def line_details(self) -> list[str]:
        """The year and the number of the round."""
        facts = self.facts
        year = wording.format_year(facts.year) if facts.year else ""
        number = _("Round %(number)s") % {"number": facts.number} if facts.number else ""
        return [text for text in (year, number) if text]

    @property
    def has_own_ceremony(self) -> bool:
        """Whether the ceremony is an event of its own, in lists and calendars, too."""
        return stands_alone(self.facts)

    @property
    def public_winners(self) -> list[Any]:
        """The winners, from the moment the results are public: until then entries are judged."""
        return list(self.facts.winners.all()) if self.status.state == State.RESULTS else []

    @property
    def public_finalists(self) -> list[Any]:
        """The finalists without a prize, from the day on which they are announced."""
        facts = self.facts
        if not nominees_are_public(facts, clock.now()):
            clock.note_change(lifecycle.beginning(facts.nominees_on))
            return []
        return list(facts.finalists.all())

    @property
    def winner_count(self) -> int:
        """How many prizes went to a municipality on record."""
        return len(self.public_winners)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds all rounds and the summit of the ceremony."""
        context = super().get_context(request, *args, **kwargs)
        event = self.ceremony_event_in_tree()
        context["ceremony_event"] = event
        context["ceremony"] = ceremony_told(self.facts, event) if self.facts else None
        rounds = by_fact(in_tree_of(self, AwardRoundPage), "number")
        context["rounds"] = rounds.prefetch_related(None)
        return context

    def ceremony_event_in_tree(self) -> BasePage | None:
        """The summit of the ceremony in the tree being read."""
        event = self.facts and self.facts.ceremony_event
        if not event:
            return None
        versions = in_tree_of(self, type(event)).prefetch_related(None)
        return versions.filter(translation_key=event.translation_key).first()

    @property
    def facts_text(self) -> str:
        """Winners and prizes for the search index, in both languages."""
        facts = self.facts
        if facts is None:
            return ""
        winners = facts.winners.all()
        records = [record for row in winners for record in (row.municipality, row.prize)]
        records += [row.municipality for row in facts.finalists.all()]
        texts = [text for row in winners for text in (row.project_ja, row.project_en)]
        names = [name for record in records for name in (record.name_ja, record.name_en)]
        return " ".join(filter(None, [*names, *texts]))
