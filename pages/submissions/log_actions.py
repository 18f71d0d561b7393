"""The steps of the secretariat that concern mails and visitors' data, in the history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

RESET_WORDING = "pages.mail_text.reset"
DISCLOSED, ERASED = "pages.disclose", "pages.erase"
GAVE_UP_MAIL = "pages.mail.given_up"
SENT_AGAIN = "pages.registration.sent_again"
WROTE_TO_REGISTRANTS = "pages.registrants.written_to"


class ResetFormatter(LogFormatter):
    """A wording given up for the built-in one."""

    label = _("Back to the built-in wording")
    message = _("Back to the built-in wording")


class WrittenFormatter(LogFormatter):
    """A message to the registrants of an event; never who they are."""

    label = _("Message to registrants")

    def format_message(self, log_entry: Any) -> str:
        """Its subject, and to how many it went."""
        said = _("Message to registrants: “%(subject)s” (%(count)s)")
        return str(said) % {name: log_entry.data[name] for name in ("subject", "count")}


class SentAgainFormatter(LogFormatter):
    """The link of a registrant, sent once more."""

    label = _("Link sent again")

    def format_message(self, log_entry: Any) -> str:
        """For the how manieth time."""
        return str(_("Link sent again (%(count)s)")) % {"count": log_entry.data["count"]}


class GivenUpFormatter(LogFormatter):
    """A mail that could not be delivered and is not tried any more."""

    label = _("Mail given up")
    message = _("Mail given up")


@hooks.register("register_log_actions")
def log_submissions(actions: Any) -> None:
    """Makes the actions known to the history; of a visitor's data it never says whose they were."""
    actions.register_action(RESET_WORDING)(ResetFormatter)
    actions.register_action(
        DISCLOSED, _("Give out personal data"), _("Personal data of a visitor given out")
    )
    actions.register_action(
        ERASED, _("Erase personal data"), _("Personal data of a visitor erased")
    )
    actions.register_action(WROTE_TO_REGISTRANTS)(WrittenFormatter)
    actions.register_action(SENT_AGAIN)(SentAgainFormatter)
    actions.register_action(GAVE_UP_MAIL)(GivenUpFormatter)
