"""Entering for a round on its own page: when it takes entries, and why not."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages import lifecycle
from pages.base.windows import ApplicationWindowMixin
from pages.submissions import steps
from pages.submissions.entries.entering import begin, of_signed
from pages.submissions.entries.form import WhoForm
from pages.submissions.entries.mails import BELOW
from pages.submissions.entries.models import AwardEntry, note_on_questions
from pages.submissions.entries.own import answer_own
from pages.submissions.form_below import FormBelowMixin
from pages.submissions.further_questions.rows import why_not_asked
from pages.wording.ways import ApplicationWay
from portal import clock


class EntriesMixin(FormBelowMixin, ApplicationWindowMixin):
    """A round whose page has a form, where its editor says so."""

    takes_entries = models.BooleanField(
        _("entries on this site"),
        null=True,
        blank=True,
        help_text=_(
            "The page then has a form in both languages, from the day entries open until the day"
            " they close; an extension opens it again. Municipalities save drafts, attach files and"
            " send the entry; you find them under “Award entries”."
        ),
    )

    form_fields = ("takes_entries", "questions")
    # What may not be published is told from the questions as they are sent, too.
    rows_of_dates = (*ApplicationWindowMixin.rows_of_dates, "questions")
    questions: Any  # the rows of a subclass

    title_below = pgettext_lazy("award round", "Entry")
    below = BELOW
    closed_template = "pages/submissions/entries/closed.html"

    class Meta:
        abstract = True

    @property
    def has_form(self) -> bool:
        """Whether its editor has given it the form."""
        return bool(self.facts.takes_entries)

    @property
    def is_taking(self) -> bool:
        """Whether one can enter at this moment."""
        return self.takes_entries_now

    def sent_by(self, key: str) -> AwardEntry | None:
        """The entry of a signed link; none where it is forged, or one of another round."""
        entry = of_signed(key)
        return entry if entry and entry.page_id == self.facts.pk else None

    def answer_own(self, request: HttpRequest) -> HttpResponse:
        """The entrant's own page."""
        return answer_own(self, request)

    @property
    def takes_entries_now(self) -> bool:
        """Whether one can enter at this moment."""
        within = lifecycle.is_open(self.schedule, clock.now())
        return bool(self.facts.takes_entries) and within and not self.status.is_over

    @property
    def note_on_questions(self) -> str:
        """The effect of changed questions on the entries there are, for the editor."""
        return note_on_questions(self.pk)

    def form_kind(self) -> steps.FormKind:
        """The form that begins an entry, and the service that takes it in."""
        template = "pages/submissions/entries/form.html"
        return steps.FormKind(partial(WhoForm, page=self), begin, BELOW, template)

    @property
    def way(self) -> ApplicationWay:
        """The form of its own page, in the language of the page."""
        way = super().way
        if not self.facts.takes_entries:
            return way
        return replace(way, form=f"{self.get_url() or ''}{BELOW}", is_here=True)

    def refuse_publication(self) -> None:
        """The form needs to know from when to when, and is the only form."""
        super().refuse_publication()
        if not self.is_own_source or not self.takes_entries:
            return
        errors: dict[str, Any] = {}
        if not self.opens_on or not self.closes_on:
            errors["opens_on"] = _("Say from when to when one can enter.")
        if self.entry_url:
            errors["entry_url"] = _(
                "Entries are sent on this site: take out the address of the other form."
            )
        unasked = why_not_asked(self.questions.all())
        if unasked:
            errors["takes_entries"] = unasked
        if errors:
            raise ValidationError(errors)
