"""The fact rows of an event: they stand under the Japanese page only."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.base.facts import sources
from pages.base.inlines import BaseDocumentRow, BaseExtension, BaseRecordingRow
from portal import clock


class EventExtension(BaseExtension):
    """An extension of the application period."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="extensions")


class EventFee(Orderable):
    """A fee for taking part, by who pays it."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="fees")

    class Audience(models.TextChoices):
        """Who pays it, as registration on this site understands it."""

        EVERYBODY = "everybody", _("Everybody")
        MEMBERS = "members", _("Members of the council")
        OTHERS = "others", _("Municipalities that are not members")
        ASIDE = "aside", _("Not for taking part itself, such as a reception")

    payer = models.CharField(_("who"), max_length=100)
    audience = models.CharField(
        _("counts for"),
        max_length=10,
        choices=Audience,
        default=Audience.ASIDE,
        help_text=_(
            "Registration on this site takes the fee and the number of addresses from here. With"
            " rows for members alone, nobody else can register."
        ),
    )
    amount_jpy = models.PositiveIntegerField(_("amount (yen)"), help_text=_("0 means free."))
    unit = models.CharField(_("per"), max_length=60, blank=True)
    tax_included = models.BooleanField(_("tax included"), default=False)
    max_addresses = models.PositiveSmallIntegerField(
        _("addresses per municipality"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    panels = [
        FieldRowPanel([FieldPanel("payer_ja"), FieldPanel("payer_en")]),
        FieldPanel("audience"),
        FieldRowPanel([FieldPanel("amount_jpy"), FieldPanel("tax_included")]),
        FieldRowPanel([FieldPanel("unit_ja"), FieldPanel("unit_en"), FieldPanel("max_addresses")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("fee")


class EventSpeaker(Orderable):
    """A person who spoke, with the office held at the time."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        "pages.Person", models.CASCADE, verbose_name=_("person"), related_name="talks"
    )
    role = models.CharField(_("office at the time"), max_length=200)
    municipality = models.ForeignKey(
        "pages.Municipality",
        models.SET_NULL,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        related_name="talks",
    )

    panels = [
        FieldPanel("person"),
        FieldRowPanel([FieldPanel("role_ja"), FieldPanel("role_en")]),
        FieldPanel("municipality"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")


class EventSession(Orderable):
    """A row of the programme, with its time where the timetable is known."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    text = models.CharField(_("item"), max_length=200)

    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("text_ja"), FieldPanel("text_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("programme item")


class EventDocument(BaseDocumentRow):
    """A document of the event."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="documents")


class EventRecording(BaseRecordingRow):
    """A recording of the event."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="recordings")

    @property
    def is_published(self) -> bool:
        """Not before the event shows its recordings."""
        return super().is_published and bool(self.page.shows_recordings)

    @classmethod
    def kept_back(cls) -> set[int]:
        """Those of public events that do not show theirs yet, in one query."""
        today, model = clock.today(), cls._meta.get_field("page").related_model
        waiting = sources(model).filter(
            Q(recordings_from__gt=today) | Q(start_date__gte=today) | Q(end_date__gte=today),
            live=True,
            recordings_from__isnull=False,
        )
        events = waiting.with_rows({"extensions": (), "recordings": ("recording",)})
        rows = [row for event in events for row in event.recordings.all()]
        return {row.recording_id for row in rows if not row.page.shows_recordings}


class RelatedEvent(Orderable):
    """Another event that belongs with this one."""

    page = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="related_events")
    event = models.ForeignKey(
        "pages.EventPage", models.CASCADE, verbose_name=_("event"), related_name="+"
    )

    panels = [FieldPanel("event")]

    class Meta(Orderable.Meta):
        verbose_name = _("related event")
