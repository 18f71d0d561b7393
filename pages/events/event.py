"""The base of all kinds of events: fields, facts, state and neighbours."""

from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.search import index

from pages import lifecycle
from pages.base.changes import as_json, fact_read
from pages.base.items import Dating, ItemType, StatedItemMixin
from pages.base.listing import in_tree_of
from pages.base.page import BasePage, translation_rules
from pages.base.windows import ApplicationWindowMixin
from pages.events.cancellation import CancellationMixin
from pages.events.dates import event_schedule, neighbours_of, newest_first
from pages.events.export import CalendarExportMixin
from pages.events.inlines import RelatedEvent
from pages.events.panels import EVENT_PANELS
from pages.events.recordings import RecordingsMixin
from pages.events.registration import RegistrationMixin
from pages.wording.lines import attendance_line

# The type of special sessions, and of the announcement of the founding among the assemblies.
SESSION = ItemType("session", _("Session"), position=40, words="会合 session", prior=1.1)


def place_of(page: Any) -> Any:
    """The venue by its names, or the place in words."""
    if page.venue or not page.venue_text_ja:
        return as_json(page.venue)
    return {"ja": page.venue_text_ja, "en": page.venue_text_en or ""}


def outcome_of(page: Any) -> str:
    """The outcome of the event for the change log; planned, where none is entered."""
    return page.outcome or "scheduled"


EVENT_LOG = {
    "outcome": outcome_of,
    "hours": fact_read("hours"),
    "opens_on": fact_read("opens_on"),
    "closes_on": fact_read("closes_on"),
    "place": place_of,
    "capacity": fact_read("capacity"),
    "full_since": fact_read("full_since"),
    "recordings_from": fact_read("recordings_from"),
}


class EventPage(
    RecordingsMixin,
    CancellationMixin,
    RegistrationMixin,
    CalendarExportMixin,
    StatedItemMixin,
    BasePage,
):
    """The base of all events; editors create one of its kinds (`pages.events.models`)."""

    class Outcome(models.TextChoices):
        """The outcome of the event, as far as the secretariat has confirmed it."""

        SCHEDULED = "scheduled", _("Planned")
        HELD = "held", _("Held (confirmed)")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")
        WRITTEN = "written", _("Resolution in writing")

    class CapacityRule(models.TextChoices):
        """Who gets a place when there are more applications than places."""

        FIRST_COME = "first_come", _("First come, first served")
        LOTTERY = "lottery", _("By lot")

    is_creatable = False
    form_field = "application_url"
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    template = "pages/events/event_page.html"

    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"),
        null=True,
        blank=True,
        help_text=_("Needed where there is no date, such as for a resolution in writing."),
    )
    organiser = models.ForeignKey(
        "pages.Organisation",
        models.SET_NULL,
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        related_name="+",
    )
    founding = models.BooleanField(
        _("announcement of the founding"),
        null=True,
        blank=True,
        help_text=_("It stands among the general assemblies, and is called a session."),
    )
    outcome = models.CharField(
        _("state"),
        max_length=10,
        choices=Outcome,
        null=True,
        blank=True,
        help_text=_("“Held” is only shown when you say so here; otherwise a past event “ended”."),
    )
    outcome_announced_on = models.DateField(
        _("cancelled or postponed on"),
        null=True,
        blank=True,
        help_text=_("The day the cancellation or postponement was announced."),
    )
    start_date = models.DateField(_("date"), null=True, blank=True)
    start_time = models.TimeField(_("starts at"), null=True, blank=True)
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only when it ends on another day.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    venue = models.ForeignKey(
        "pages.Venue",
        models.SET_NULL,
        verbose_name=_("venue"),
        null=True,
        blank=True,
        related_name="events",
    )
    venue_text_ja = models.CharField(
        _("place in words（日本語）"),
        max_length=120,
        null=True,
        blank=True,
        help_text=_("Only when the venue itself is not known."),
    )
    venue_text_en = models.CharField(
        _("place in words（English）"), max_length=120, null=True, blank=True
    )
    within = models.ForeignKey(
        "pages.Organisation",
        models.SET_NULL,
        verbose_name=_("held within"),
        null=True,
        blank=True,
        related_name="+",
    )
    online_platform = models.CharField(_("online platform"), max_length=40, null=True, blank=True)
    online_mode_ja = models.CharField(
        _("how to take part online（日本語）"), max_length=200, null=True, blank=True
    )
    online_mode_en = models.CharField(
        _("how to take part online（English）"), max_length=200, null=True, blank=True
    )
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    capacity_rule = models.CharField(
        _("rule for places"), max_length=12, choices=CapacityRule, null=True, blank=True
    )
    full_since = models.DateTimeField(
        _("full since"),
        null=True,
        blank=True,
        help_text=_(
            "From this moment the page says that there are no places left. With registration on"
            " this site it follows from the count, whatever stands here."
        ),
    )
    eligibility_ja = models.CharField(
        _("for whom（日本語）"), max_length=300, null=True, blank=True
    )
    eligibility_en = models.CharField(
        _("for whom（English）"), max_length=300, null=True, blank=True
    )
    application_url = models.URLField(_("application form"), null=True, blank=True)
    application_note_ja = models.CharField(
        _("note on applications（日本語）"), max_length=200, null=True, blank=True
    )
    application_note_en = models.CharField(
        _("note on applications（English）"), max_length=200, null=True, blank=True
    )
    recordings_from = models.DateField(_("recordings available from"), null=True, blank=True)
    recordings_partial = models.BooleanField(_("only part is recorded"), null=True, blank=True)
    attendance_people = models.PositiveIntegerField(_("people present"), null=True, blank=True)
    attendance_municipalities = models.PositiveIntegerField(
        _("municipalities taking part"), null=True, blank=True
    )
    attendance_heads = models.PositiveIntegerField(
        _("heads of local government taking part"), null=True, blank=True
    )
    attendance_voted = models.PositiveIntegerField(
        _("municipalities that voted"),
        null=True,
        blank=True,
        help_text=_("Those that voted on the awards: not the number present."),
    )
    attendance_approximate = models.BooleanField(
        _("the number of people is approximate"), null=True, blank=True
    )
    facts_fields = (
        "edition", "fiscal_year", "organiser", "founding", "outcome", "outcome_announced_on",
        "start_date", "start_time", "end_date", "end_time",
        "venue", "venue_text_ja", "venue_text_en", "within",
        "online_platform", "online_mode_ja", "online_mode_en",
        "capacity", "capacity_rule", "full_since", "eligibility_ja", "eligibility_en",
        *ApplicationWindowMixin.window_fields, *RegistrationMixin.form_fields, "application_url",
        "application_note_ja", "application_note_en",
        "questionnaire", "recordings_from", "recordings_partial",
        "attendance_people", "attendance_municipalities", "attendance_heads",
        "attendance_voted", "attendance_approximate",
        *CancellationMixin.notice_fields,
        "fees", "speakers", "sessions", "documents", "recordings", "related_events",
    )  # fmt: skip
    override_translatable_fields = translation_rules(*facts_fields)
    lasting_facts = (
        *ApplicationWindowMixin.way_fields,
        *RegistrationMixin.form_fields, "organiser",
        "venue", "venue_text_ja", "venue_text_en", "within", "online_platform",
        "online_mode_ja", "online_mode_en",
        "capacity", "capacity_rule", "eligibility_ja", "eligibility_en", "fees",
    )  # fmt: skip
    logged_facts = EVENT_LOG

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("facts_text"),
        index.FilterField("start_date"),
    ]

    content_panels = [*BasePage.title_panels, *EVENT_PANELS]

    # Related records and rows that lists and pages fetch, in a few queries whatever their length.
    facts_related = ("venue", "within", "organiser", "places")
    news_related = ("summitpage",)
    list_rows = {"extensions": (), "recordings": ("recording",)}
    page_rows = {
        "extensions": (),
        "fees": (),
        "sessions": (),
        "speakers": ("person", "municipality"),
        "documents": ("document",),
        "recordings": ("recording",),
        "related_events": (),
    }

    class Meta:
        verbose_name = _("event")

    def clean(self) -> None:
        """Refuses dates that contradict each other."""
        super().clean()
        if self.in_source_language:
            self.refuse_contradictions(event_schedule(self))

    @property
    def own_type(self) -> ItemType:
        """The type of its class; the announcement of the founding is a session."""
        return SESSION if self.facts and self.facts.founding else super().own_type

    @property
    def dating(self) -> Dating:
        """Its first day; of a resolution in writing only the fiscal year may be known."""
        facts = self.facts
        return Dating.of(facts.start_date, fiscal_year=facts.fiscal_year, edition=facts.edition)

    @cached_property
    def schedule(self) -> lifecycle.Schedule:
        """The dates as the lifecycle reads them, from the facts."""
        return event_schedule(self.facts)

    @property
    def day(self) -> date | None:
        """The day by which lists are ordered."""
        return self.facts.start_date

    @property
    def hours(self) -> tuple[date | None, time | None, date | None, time | None]:
        """Start and end as the wording of spans takes them."""
        facts = self.facts
        return facts.start_date, facts.start_time, facts.end_date, facts.end_time

    def announced_from(self, fact: str) -> datetime | None:
        """An outcome or a full house that is entered in advance is announced on its day."""
        schedule = event_schedule(self)
        off_or_held = schedule.called_off_from or schedule.held_from
        later = {"outcome": off_or_held, "full_since": schedule.full_since}
        return later.get(fact) or super().announced_from(fact)

    @property
    def stated_day(self) -> date | None:
        """The day of the event."""
        return self.day

    @property
    def shown_theme(self) -> str:
        """The theme, also of a summit that was read as an event along with others."""
        as_summit = EventPage._meta.get_field("summitpage")
        summit = as_summit.get_cached_value(self, default=None) or self
        return getattr(summit, "theme", "")

    @property
    def has_timetable(self) -> bool:
        """Whether any item of the programme has a time."""
        return any(row.starts_at for row in self.facts.sessions.all())

    @property
    def attendance(self) -> str:
        """Who came, in the language being read: about 350 people, 55 municipalities."""
        return attendance_line(self.facts)

    @property
    def is_coming(self) -> bool:
        """Whether the event is still to come, or is today."""
        return self.status.is_coming

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the related events and the neighbours in the series."""
        context = super().get_context(request, *args, **kwargs)
        if self.facts is None:
            return context
        around = self.events_around()
        numbers = {row.event_id for row in self.facts.related_events.all()}
        related = [event for event in around if event.facts.pk in numbers]
        context["related"] = related
        context["previous"], context["following"] = neighbours_of(self, around)
        return context

    def events_around(self) -> list["EventPage"]:
        """The events of this kind and the related ones, newest first, in the tree being read."""
        related = RelatedEvent.objects.filter(page=self.facts.pk).values("event__translation_key")
        of_kind = Q(content_type=self.content_type_id)
        pages = in_tree_of(self, EventPage).filter(of_kind | Q(translation_key__in=related))
        return newest_first(pages)

    @property
    def facts_text(self) -> str:
        """Names for the search index, in both languages."""
        facts = self.facts
        if facts is None:
            return ""
        records = [facts.venue, *(speaker.person for speaker in facts.speakers.all())]
        names = [name for record in records if record for name in (record.name_ja, record.name_en)]
        return " ".join(name for name in names if name)
