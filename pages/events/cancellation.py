"""The notice of an event that does not take place as planned: day, reason, replacement."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.base.changes import ChangeLogMixin
from pages.lifecycle import CALLED_OFF, Status
from portal import clock

NEEDS_NOTICE = {"cancelled", "postponed"}


class CancellationMixin(ChangeLogMixin):
    """Why an event was cancelled or postponed, and what is held instead."""

    if TYPE_CHECKING:
        outcome: str | None
        outcome_announced_on: date | None
        start_date: date | None
        status: Status

    cancellation_reason_ja = models.CharField(
        _("notice of cancellation or postponement（日本語）"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("The reason. A cancelled or postponed event is not published without it."),
    )
    cancellation_reason_en = models.CharField(
        _("notice of cancellation or postponement（English）"),
        max_length=200,
        null=True,
        blank=True,
    )
    replacement_ja = models.CharField(
        _("held instead（日本語）"), max_length=200, null=True, blank=True
    )
    replacement_en = models.CharField(
        _("held instead（English）"), max_length=200, null=True, blank=True
    )

    notice_fields = (
        "cancellation_reason_ja",
        "cancellation_reason_en",
        "replacement_ja",
        "replacement_en",
    )

    class Meta:
        abstract = True

    @property
    def planned_day(self) -> date | None:
        """The day of an event to come; none where it is called off or not known."""
        is_planned = self.status.is_coming and not self.status.is_cancelled_or_postponed
        return self.facts.start_date if is_planned else None

    def before_first_publication(self) -> None:
        """An event still to come that is published as called off is so from that day on."""
        super().before_first_publication()
        is_ahead = self.start_date is not None and self.start_date >= clock.today()
        if self.outcome in CALLED_OFF and is_ahead and self.outcome_announced_on is None:
            self.outcome_announced_on = clock.today()

    def before_publication(self, public: Any) -> None:
        """A change of plan without a day of its own is announced on the day of publication."""
        if self.outcome in CALLED_OFF and self.outcome != public.outcome:
            known = self.outcome_announced_on not in (None, public.outcome_announced_on)
            self.outcome_announced_on = self.outcome_announced_on if known else clock.today()
        super().before_publication(public)

    def refuse_publication(self) -> None:
        """A cancelled or postponed event needs a notice."""
        super().refuse_publication()
        called_off = self.in_source_language and self.outcome in NEEDS_NOTICE
        if called_off and not self.cancellation_reason_ja:
            message = _(
                "A cancelled or postponed event needs a notice: say why, in Japanese at least."
            )
            raise ValidationError({"cancellation_reason_ja": message})
