"""Messages for editors whose dates cannot be true, by the code of the broken rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "end_before_start": _("The end lies before the start."),
    "closes_before_opens": _("Applications close before they open."),
    "closes_after_end": _("Applications close after the end of the event."),
    "closes_before_extension": _(
        "The closing date is earlier than the one announced with the last extension."
        " A deadline can be extended, not shortened."
    ),
    "opens_after_end": _("Applications open after the end of the event."),
    "extension_into_the_past": _(
        "The new closing date lies before the day on which the extension is announced."
    ),
    "extension_not_later": _("The new closing date is not later than the one it replaces."),
    "extension_mismatch": _("The old closing date is not the one the extension before it set."),
    "extensions_out_of_order": _(
        "The extensions must be in the order in which they are announced, at most one a day."
    ),
    "closes_after_extension": _("The closing date is later than the last extension says."),
    "closes_shortened": _(
        "The closing date is earlier than the published one. A deadline can be extended, not"
        " shortened. Where the published date was a mistake, tick “the published date was a"
        " mistake”."
    ),
    "closes_moved_into_the_past": _(
        "The new closing date lies before the day on which the extension would be announced."
        " Where the published date was a mistake, tick “the published date was a mistake”."
    ),
    "closes_withdrawn": _(
        "The closing date has been published and cannot be left empty. Where the published date"
        " was a mistake, tick “the published date was a mistake”."
    ),
    "recordings_before_end": _("Recordings cannot be available before the event is over."),
    "ceremony_before_close": _("The ceremony must be after the day on which entries close."),
    "results_before_close": _("Results must be announced after the day on which entries close."),
}


def problem_message(code: str) -> str:
    """The rule in words, in the active language, for a code of `pages.lifecycle`."""
    return str(MESSAGES[code])
