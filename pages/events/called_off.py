"""What readers are told of an event that does not take place as planned."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.base.facts import FactsMixin

NEEDS_NOTICE = {"cancelled", "postponed"}


class CalledOff(FactsMixin):
    """Why an event was cancelled or postponed, and what is held instead."""

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

    def refuse_publication(self) -> None:
        """A cancelled or postponed event needs a notice."""
        super().refuse_publication()
        called_off = self.in_source_language and self.outcome in NEEDS_NOTICE
        if called_off and not self.cancellation_reason_ja:
            said = _(
                "A cancelled or postponed event needs a notice: say why, in Japanese at least."
            )
            raise ValidationError({"cancellation_reason_ja": said})
