"""The editor's form of an event, in the order of a reader's questions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from pages.base.changes import REASON_PANEL
from pages.base.facts import FactsPanel
from pages.base.page import BasePage
from pages.base.ways import WayToApplyMixin


def _both(name: str) -> FieldRowPanel:
    """A short text in both languages, side by side."""
    return FieldRowPanel([FieldPanel(f"{name}_ja"), FieldPanel(f"{name}_en")])


WHEN_AND_WHERE = FactsPanel(
    [
        FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time")]),
        FieldRowPanel([FieldPanel("end_time"), FieldPanel("end_date")]),
        FieldRowPanel([FieldPanel("outcome"), FieldPanel("outcome_announced_on")]),
        FieldRowPanel([FieldPanel("edition"), FieldPanel("fiscal_year")]),
        FieldRowPanel([FieldPanel("venue"), FieldPanel("within"), FieldPanel("organiser")]),
        _both("venue_text"),
    ],
    _("When and where"),
)
TAKING_PART = FactsPanel(
    [
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        InlinePanel("extensions", heading=_("Extensions"), label=_("Extension")),
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("capacity_rule")]),
        FieldPanel("full_since"),
        _both("eligibility"),
        FieldPanel("takes_registrations"),
        FieldPanel("open_to"),
        InlinePanel("questions", heading=_("Further questions"), label=_("Question")),
        FieldPanel("application_url"),
        *WayToApplyMixin.way_panels,
        _both("application_note"),
        InlinePanel("fees", heading=_("Fees"), label=_("Fee")),
        FieldPanel("online_platform"),
        _both("online_mode"),
    ],
    _("Taking part"),
)
PROGRAMME = FactsPanel(
    [
        InlinePanel("speakers", heading=_("Speakers"), label=_("Speaker")),
        InlinePanel("sessions", heading=_("Programme"), label=_("Item")),
    ],
    _("Speakers and programme"),
)
RECORD = FactsPanel(
    [
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
        FieldPanel("questionnaire"),
        FieldRowPanel([FieldPanel("recordings_from"), FieldPanel("recordings_partial")]),
        InlinePanel("recordings", heading=_("Recordings"), label=_("Recording")),
        InlinePanel("related_events", heading=_("Related events"), label=_("Event")),
        FieldRowPanel(
            [
                FieldPanel("attendance_people"),
                FieldPanel("attendance_municipalities"),
                FieldPanel("attendance_heads"),
                FieldPanel("attendance_voted"),
                FieldPanel("attendance_approximate"),
            ]
        ),
        _both("cancellation_reason"),
        _both("replacement"),
    ],
    _("Record"),
)

EVENT_PANELS = [WHEN_AND_WHERE, TAKING_PART, REASON_PANEL, PROGRAMME, *BasePage.body_panels, RECORD]
