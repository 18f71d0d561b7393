"""Settings and overrides of the derived announcements, as editors enter them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from pages.lifecycle import CHANGES, MilestoneKind
from pages.news.kinds import DERIVED, Subject
from pages.wording.templates import refusals

__all__ = ["AnnouncementChange", "AnnouncementWording", "NewsSettings"]

CALLED_FOR = ["pages.EventPage", "pages.AwardRoundPage"]


@register_setting(icon="calendar-alt")
class NewsSettings(BaseGenericSetting):
    """How long news is new, and what the front page calls for instead of following the rule."""

    new_days = models.PositiveSmallIntegerField(
        _("days of the NEW and UP marks"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Counted from the day of the news, that day included. Then the mark goes."),
    )
    call_item = models.ForeignKey(
        Page,
        models.SET_NULL,
        verbose_name=_("event or award round"),
        null=True,
        blank=True,
        related_name="+",
    )
    call_from = models.DateField(_("from"), null=True, blank=True)
    call_until = models.DateField(_("until, that day included"), null=True, blank=True)
    call_in_english = models.BooleanField(
        _("on the English front page, too"),
        default=False,
        help_text=_("Tick only what a reader abroad can act on."),
    )

    panels = [
        FieldPanel("new_days"),
        MultiFieldPanel(
            [
                HelpPanel(
                    _(
                        "Empty: the front page calls for what one can apply for and whose deadline"
                        " comes first. What you choose here stands there in its place, on the days"
                        " you give and while it is neither over nor closed."
                    )
                ),
                PageChooserPanel("call_item", CALLED_FOR),
                FieldRowPanel([FieldPanel("call_from"), FieldPanel("call_until")]),
                FieldPanel("call_in_english"),
            ],
            _("The one call on the front page"),
        ),
    ]

    class Meta:
        verbose_name = _("News and the call on the front page")

    def clean(self) -> None:
        """Refuses a call that would never end, never begin, or be for nothing."""
        super().clean()
        errors = {}
        if self.call_item and not self.call_until:
            errors["call_until"] = _("Say until which day the front page is to call for it.")
        if self.call_from and self.call_until and self.call_until < self.call_from:
            errors["call_until"] = _("The last day lies before the first.")
        if not self.call_item and (self.call_from or self.call_until):
            errors["call_item"] = _("Choose what the front page is to call for, or empty the days.")
        if errors:
            raise ValidationError(errors)


class AnnouncementWording(models.Model):
    """The council's own wording of one kind of announcement; empty texts leave the shipped one."""

    subject = models.CharField(_("Subject"), max_length=10, choices=Subject)
    kind = models.CharField(_("kind of news"), max_length=12, choices=DERIVED)
    text_ja = models.CharField(_("wording（日本語）"), max_length=120, blank=True)
    text_en = models.CharField(_("wording（English）"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("wording of an announcement")
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind"], name="one_wording_of_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} / {self.get_kind_display()}"

    def clean(self) -> None:
        """Refuses a wording with unknown or missing placeholders, saying which."""
        super().clean()
        texts = {"text_ja": self.text_ja, "text_en": self.text_en}
        errors: dict[str, Any] = {
            name: refusals(self.kind, text) for name, text in texts.items() if text
        }
        if any(errors.values()):
            raise ValidationError({name: messages for name, messages in errors.items() if messages})


# Kinds an item can announce more than once: there the day belongs to the key. An event
# that is moved to another day keeps what was changed of its other announcements.
REPEATED = frozenset(
    {
        MilestoneKind.DOCUMENT,
        MilestoneKind.EXTENSION,
        MilestoneKind.LAST_DAY,
        MilestoneKind.CLOSED,
        *CHANGES,
    }
)


class AnnouncementChange(models.Model):
    """An editor's override of one announcement: held back, reworded, pinned for some days."""

    item_key = models.UUIDField(editable=False)
    kind = models.CharField(max_length=12, choices=DERIVED, editable=False)
    day = models.DateField(null=True, editable=False)
    held_back = models.BooleanField(
        _("hold back"),
        default=False,
        help_text=_("The line disappears from every list and feed, in both languages."),
    )
    text_ja = models.CharField(
        _("other text（日本語）"),
        max_length=200,
        blank=True,
        help_text=_("Instead of the line as it writes itself. It no longer follows the dates."),
    )
    text_en = models.CharField(_("other text（English）"), max_length=200, blank=True)
    pinned_until = models.DateField(
        _("at the top of the news until"),
        null=True,
        blank=True,
        help_text=_("That day included. The line then goes back to its place by itself."),
    )

    class Meta:
        verbose_name = _("announcement")
        constraints = [
            models.UniqueConstraint(
                fields=["item_key", "kind", "day"], name="one_change_of_each_announcement"
            ),
            models.UniqueConstraint(
                fields=["item_key", "kind"],
                condition=models.Q(day=None),
                name="one_change_where_the_day_does_not_count",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """Refuses an English text alone: Japanese is written first."""
        super().clean()
        if self.text_en and not self.text_ja:
            raise ValidationError({"text_ja": _("Write the Japanese text, too.")})
