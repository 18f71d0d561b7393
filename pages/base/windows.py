"""The period in which applications or entries are accepted, the same for events and awards."""

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages import lifecycle, wording
from pages.base.changes import ChangeLogMixin, FactChange
from pages.base.facts import FactsForm
from pages.base.ways import WayToApplyMixin
from portal import clock

# The facts that the lifecycle's dates come from, so that an error stands at the field it is about.
FIELD_OF = {
    "opens": "opens_on",
    "closes": "closes_on",
    "extensions": "closes_on",
    "start": "start_date",
    "end": "end_date",
    "recordings_from": "recordings_from",
    "ceremony": "ceremony_on",
    "results_on": "results_on",
}


class WindowForm(FactsForm):
    """Checks dates together with the rows that are sent with them."""

    def _post_clean(self) -> None:
        for name in self.instance.rows_of_dates:
            rows = self.formsets.get(name)
            if rows is not None and rows.is_valid():
                rows.save(commit=False)
        super()._post_clean()


class ApplicationWindowMixin(WayToApplyMixin, ChangeLogMixin):
    """The days between which applications or entries are accepted, in Japan time.

    The closing date is the one valid now; how it came to be is in the extension rows, which write
    themselves when a later closing date is published. A date without a time closes at 23:59:59.
    """

    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_(
            "Open until 23:59 (JST) of this day. Empty: not yet announced. On a published page a"
            " later date is announced as an extension in both languages, on the day you publish."
        ),
    )

    # Writes itself on the day of the first publication; of older items it is not known.
    announced_on = models.DateField(_("first published on"), null=True, blank=True, editable=False)

    extensions: Any  # the rows of a subclass
    window_fields = (
        "opens_on",
        "closes_on",
        "announced_on",
        "extensions",
        *WayToApplyMixin.way_fields,
        *ChangeLogMixin.reason_fields,
    )
    base_form_class = WindowForm
    # The inline rows that the lifecycle reads besides the page's own dates.
    rows_of_dates: tuple[str, ...] = ("extensions",)

    class Meta:
        abstract = True

    @property
    def seen_from(self) -> date | None:
        """The day from which readers could see the item here; none while nobody could."""
        if self.announced_on or self.first_published_at is None:
            return self.announced_on
        return clock.shown_at(self.first_published_at).date()

    @property
    def window(self) -> lifecycle.Window:
        """The closing date and the extensions that led to it."""
        rows = sorted(self.extensions.all(), key=lambda row: row.announced_on)
        return lifecycle.Window(self.closes_on, tuple(row.as_extension() for row in rows))

    @cached_property
    def change_log(self) -> list[FactChange]:
        """The changes, of an extension with the closing date that it put off, as far as known."""
        put_off = {
            row.new_closes_on.isoformat(): row.old_closes_on for row in self.extensions.all()
        }
        changes = super().change_log
        for change in changes:
            if change.fact == "closes_on" and change.before is None and change.after in put_off:
                old = put_off[change.after]
                change.before = old.isoformat() if old else wording.UNRECORDED
        return changes

    def announced_from(self, fact: str) -> datetime | None:
        """An extension entered before its day is announced on that day."""
        if fact == "closes_on" and self.window.is_announced:
            return clock.start_of_day(self.window.extensions[-1].announced)
        return super().announced_from(fact)

    def before_first_publication(self) -> None:
        """Notes the day, which is announced while the item is still to come."""
        super().before_first_publication()
        if self.announced_on is None:
            self.announced_on = clock.today()

    def before_publication(self, public: Self) -> None:
        """Writes the row of an extension, announced today."""
        self._set_extensions(self._extensions_after(public, clock.today()), public)
        super().before_publication(public)

    def refuse_contradictions(self, schedule: lifecycle.Schedule) -> None:
        """Raises a ValidationError naming field and rule for dates that cannot all be true.

        Dates that were accepted are not refused later, when a schedule publishes them.
        """
        if self._is_being_published:
            problems = lifecycle.problems(replace(schedule, extensions=self.window.extensions))
        else:
            problems = self._problems_when_published(schedule)
        errors: dict[str, list[str]] = {}
        for problem in problems:
            message = wording.problem_message(problem.code)
            errors.setdefault(FIELD_OF[problem.field], []).append(message)
        if errors:
            raise ValidationError(errors)

    def _problems_when_published(self, schedule: lifecycle.Schedule) -> list[lifecycle.Problem]:
        public, day = self.last_public_version(), self.announcement_moment().date()
        extensions = self._extensions_after(public, day) if public else self.window.extensions
        problems = lifecycle.problems(replace(schedule, extensions=extensions))
        if not self.change_is_correction:
            problems += lifecycle.change_problems(
                public and public.window,
                self.window,
                day,
                called_off=schedule.called_off_from is not None,
            )
        return problems

    def announcement_moment(self) -> datetime:
        """The moment at which this version becomes public, as far as is known."""
        now = clock.now()
        return max(now, clock.shown_at(self.go_live_at)) if self.go_live_at else now

    def _extensions_after(self, public: Self, day: date) -> tuple[lifecycle.Extension, ...]:
        if self.change_is_correction:
            return lifecycle.corrected_extensions(public.window, self.window)
        return lifecycle.extensions_after(public.window, self.window, day)

    def _set_extensions(self, wanted: tuple[lifecycle.Extension, ...], public: Any) -> None:
        if wanted == self.window.extensions:
            return
        rows = [*public.extensions.all(), *self.extensions.all()]
        known = {row.as_extension(): row for row in rows}
        model = self._meta.get_field("extensions").related_model
        rows = [known.get(extension) or model.of(extension) for extension in wanted]
        for order, row in enumerate(rows):
            row.sort_order = order
        self.extensions = rows
