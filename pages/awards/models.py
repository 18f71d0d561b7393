"""The awards: their rounds, prizes and winners."""

from functools import cached_property
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from pages import lifecycle
from pages.awards.refusals import refuse_early_winners, refuse_overlap
from pages.awards.rows import (
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
from pages.awards.schedule import award_schedule
from pages.base.changes import REASON_PANEL, fact_read
from pages.base.facts import FactsPanel
from pages.base.listing import by_fact, in_tree_of
from pages.base.page import BasePage, translation_rules
from pages.base.present import status_now
from pages.base.windows import ApplicationWindow
from pages.lifecycle import State

__all__ = [
    "AwardCriterion",
    "AwardDocument",
    "AwardExtension",
    "AwardFinalist",
    "AwardRecording",
    "AwardRoundPage",
    "AwardSupporter",
    "AwardWinner",
    "AwardsIndexPage",
    "CommitteeMember",
    "PlannedPrize",
]


class AwardsIndexPage(BasePage):
    """What the awards are, the current round and the earlier ones."""

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


class AwardRoundPage(ApplicationWindow, BasePage):
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
        *ApplicationWindow.window_fields,
        "eligibility_ja",
        "eligibility_en",
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

    search_fields = [*BasePage.search_fields, index.SearchField("facts_text")]

    content_panels = [
        *BasePage.title_panels,
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("year")]),
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                InlinePanel("extensions", heading=_("Extensions"), label=_("Extension")),
                FieldRowPanel([FieldPanel("eligibility_ja"), FieldPanel("eligibility_en")]),
                FieldPanel("entry_url"),
                FieldRowPanel([FieldPanel("entry_note_ja"), FieldPanel("entry_note_en")]),
            ],
            _("Entries"),
        ),
        REASON_PANEL,
        FactsPanel(
            [
                InlinePanel("supporters", heading=_("Supporters"), label=_("Supporter")),
                InlinePanel("planned_prizes", heading=_("Prizes"), label=_("Prize")),
                FieldPanel("criteria_are_invited_work"),
                InlinePanel("criteria", heading=_("Criteria"), label=_("Criterion")),
            ],
            _("The call"),
        ),
        FactsPanel(
            [
                FieldRowPanel([FieldPanel("selection_ja"), FieldPanel("selection_en")]),
                FieldRowPanel([FieldPanel("entries"), FieldPanel("nominees")]),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "results_on",
                            help_text=_("Winners are shown from this day on. Empty: not known."),
                        ),
                        FieldPanel("winners_complete"),
                    ]
                ),
                InlinePanel("winners", heading=_("Winners"), label=_("Winner")),
                InlinePanel("finalists", heading=_("Finalists"), label=_("Finalist")),
                FieldRowPanel([FieldPanel("ministers_comments"), FieldPanel("committee_complete")]),
                InlinePanel("committee", heading=_("Selection committee"), label=_("Member")),
                FieldRowPanel([FieldPanel("ceremony_on"), FieldPanel("ceremony_venue")]),
                FieldRowPanel([FieldPanel("ceremony_event"), FieldPanel("ceremony_cancelled")]),
            ],
            _("Selection and results"),
        ),
        *BasePage.body_panels,
        FactsPanel(
            [
                InlinePanel("documents", heading=_("Documents"), label=_("Document")),
                InlinePanel("recordings", heading=_("Recordings"), label=_("Recording")),
            ],
            _("Documents and recordings"),
        ),
    ]

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
    rows_of_dates = ("extensions", "winners")
    kind = "award"
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
        """Two rounds do not take entries at the same time; no winner is told before the results."""
        super().refuse_publication()
        if self.in_source_language:
            refuse_overlap(self)
            refuse_early_winners(self)

    @cached_property
    def schedule(self) -> lifecycle.Schedule:
        """The dates as the lifecycle reads them, from the facts."""
        return award_schedule(self.facts)

    @cached_property
    def status(self) -> lifecycle.Status:
        """What is true now: state, deadline, days left."""
        return status_now(self.schedule)

    @property
    def stated_item(self) -> "AwardRoundPage":
        """The round itself."""
        return self

    @property
    def shows_chip(self) -> bool:
        """Whether the state tells a reader of a short list more than that the round is decided."""
        return self.status.state != State.RESULTS

    @property
    def told_winners(self) -> list[Any]:
        """The winners, from the moment the results are public: until then entries are judged."""
        return list(self.facts.winners.all()) if self.status.state == State.RESULTS else []

    @property
    def winner_count(self) -> int:
        """How many prizes went to a municipality on record."""
        return len(self.told_winners)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds all rounds and the summit of the ceremony."""
        context = super().get_context(request, *args, **kwargs)
        context["ceremony_event"] = self.ceremony_event_in_tree()
        rounds = by_fact(in_tree_of(self, AwardRoundPage), "number")
        context["rounds"] = rounds.prefetch_related(None)
        return context

    def ceremony_event_in_tree(self) -> BasePage | None:
        """The summit of the ceremony in the tree being read."""
        event = self.facts and self.facts.ceremony_event
        if not event:
            return None
        if self.in_source_language:
            return event if event.live else None
        versions = in_tree_of(self, type(event)).prefetch_related(None)
        return versions.filter(translation_key=event.translation_key).first()

    @property
    def facts_text(self) -> str:
        """Winners and prizes the page is found by, in both languages."""
        facts = self.facts
        if facts is None:
            return ""
        winners = facts.winners.all()
        records = [record for row in winners for record in (row.municipality, row.prize)]
        records += [row.municipality for row in facts.finalists.all()]
        texts = [text for row in winners for text in (row.project_ja, row.project_en)]
        names = [name for record in records for name in (record.name_ja, record.name_en)]
        return " ".join(filter(None, [*names, *texts]))
