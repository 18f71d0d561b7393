"""The editor's form of an award round: the call, then what came of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel

from pages.base.changes import REASON_PANEL
from pages.base.facts import FactsPanel
from pages.base.page import BasePage
from pages.base.ways import WayToApplyMixin

ENTRIES = FactsPanel(
    [
        FieldRowPanel([FieldPanel("number"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        InlinePanel("extensions", heading=_("Extensions"), label=_("Extension")),
        FieldRowPanel([FieldPanel("eligibility_ja"), FieldPanel("eligibility_en")]),
        FieldPanel("takes_entries"),
        HelpPanel(template="pages/submissions/admin/note_on_questions.html"),
        InlinePanel("questions", heading=_("Further questions"), label=_("Question")),
        FieldPanel("entry_url"),
        *WayToApplyMixin.way_panels,
        FieldRowPanel([FieldPanel("entry_note_ja"), FieldPanel("entry_note_en")]),
    ],
    _("Entries"),
)
CALL = FactsPanel(
    [
        InlinePanel("supporters", heading=_("Supporters"), label=_("Supporter")),
        InlinePanel("planned_prizes", heading=_("Prizes"), label=_("Prize")),
        FieldPanel("criteria_are_invited_work"),
        InlinePanel("criteria", heading=_("Criteria"), label=_("Criterion")),
    ],
    _("The call"),
)
SHOWN_FROM = _("Winners are shown from this day on. Empty: not known.")
RESULTS = FactsPanel(
    [
        FieldRowPanel([FieldPanel("selection_ja"), FieldPanel("selection_en")]),
        FieldRowPanel([FieldPanel("entries"), FieldPanel("nominees")]),
        FieldPanel("nominees_on"),
        FieldRowPanel(
            [FieldPanel("results_on", help_text=SHOWN_FROM), FieldPanel("winners_complete")]
        ),
        InlinePanel("winners", heading=_("Winners"), label=_("Winner")),
        InlinePanel("finalists", heading=_("Finalists"), label=_("Finalist")),
        FieldRowPanel([FieldPanel("ministers_comments"), FieldPanel("committee_complete")]),
        InlinePanel("committee", heading=_("Selection committee"), label=_("Member")),
        FieldRowPanel([FieldPanel("ceremony_on"), FieldPanel("ceremony_venue")]),
        FieldRowPanel([FieldPanel("ceremony_event"), FieldPanel("ceremony_cancelled")]),
    ],
    _("Selection and results"),
)
RECORD = FactsPanel(
    [
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
        InlinePanel("recordings", heading=_("Recordings"), label=_("Recording")),
    ],
    _("Documents and recordings"),
)
AWARD_PANELS = (ENTRIES, REASON_PANEL, CALL, RESULTS, *BasePage.body_panels, RECORD)
