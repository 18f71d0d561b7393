"""Registration for an event on its own page: when it takes any, for whom, and why not."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages import lifecycle
from pages.base.changes import FactChange
from pages.base.windows import ApplicationWindowMixin
from pages.events.calendar import calendar_of
from pages.submissions import steps
from pages.submissions.form_below import FormBelowMixin
from pages.submissions.further_questions.questions import Question
from pages.submissions.further_questions.rows import why_not_asked
from pages.submissions.registrations.eligibility import Eligible, limits
from pages.submissions.registrations.form import Offer, Quota, RegistrationForm
from pages.submissions.registrations.lots import is_drawn
from pages.submissions.registrations.mails import BELOW
from pages.submissions.registrations.models import Registration
from pages.submissions.registrations.own import answer_own
from pages.submissions.registrations.places import rule_is_fixed
from pages.submissions.registrations.registering import of_signed, register
from pages.submissions.registrations.telling import is_told, tell_soon
from pages.wording.records import localized_text
from pages.wording.ways import ApplicationWay
from portal import clock

HELD_SECONDS = 60


class RegistrationMixin(FormBelowMixin, ApplicationWindowMixin):
    """An event whose page has a form, where its editor says so."""

    takes_registrations = models.BooleanField(
        gettext_lazy("registration on this site"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "The page then has a form in both languages, from the day applications open until the"
            " day they close. Places are counted; when they are taken, the page says so by itself"
            " and the form keeps a waiting list. Registrants get a mail when you publish another"
            " day, hour or place or call the event off, and a reminder at 9:00 on the day before."
        ),
    )

    open_to = models.CharField(
        gettext_lazy("who may register"),
        max_length=10,
        choices=Eligible,
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: anybody. The page says it, and the form takes nobody else."),
    )

    questionnaire = models.ForeignKey(
        "pages.QuestionnairePage",
        models.SET_NULL,
        verbose_name=gettext_lazy("questionnaire to participants"),
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy(
            "Once the event is over, the own pages of those who had a place lead to it, in their"
            " language and as long as it takes answers."
        ),
    )

    form_fields = ("takes_registrations", "open_to", "questions")
    # What may not be published is told from the questions as they are sent, too.
    rows_of_dates = (*ApplicationWindowMixin.rows_of_dates, "questions")
    questions: Any  # the rows of a subclass

    title_below = gettext_lazy("Registration")
    below = BELOW
    rows_of_form = ("extensions", "fees")
    closed_template = "pages/submissions/registrations/closed.html"

    class Meta:
        abstract = True

    @property
    def has_form(self) -> bool:
        """Whether its editor has given it the form."""
        return bool(self.facts.takes_registrations)

    @property
    def is_taking(self) -> bool:
        """Whether one can register at this moment."""
        return self.takes_any

    def sent_by(self, key: str) -> Registration | None:
        """The registration of a signed link; none where it is forged, or one for another event."""
        registration = of_signed(key)
        return registration if registration and registration.page_id == self.facts.pk else None

    def answer_own(self, request: HttpRequest) -> HttpResponse:
        """The registrant's own page."""
        return answer_own(self, request)

    def after_changes(self, changes: list[FactChange]) -> None:
        """Registrants are told what they must learn of."""
        super().after_changes(changes)
        if any(is_told(change) for change in changes):
            tell_soon(self.pk)

    @property
    def takes_any(self) -> bool:
        """Whether one can register now, be it for the waiting list."""
        schedule = self.schedule
        within = lifecycle.is_open(schedule, clock.now())
        return bool(self.facts.takes_registrations) and within and not self.status.is_over

    @property
    def takes_waiting(self) -> bool:
        """Whether all places are taken and one can still wait for one."""
        return self.takes_any and not self.status.accepts

    def form_kind(self) -> steps.FormKind:
        """The form with what this event offers, and the service that takes it in."""
        form = partial(RegistrationForm, offer=self.offer())
        template = "pages/submissions/registrations/form.html"
        return steps.FormKind(form, register, BELOW, template)

    def offer(self) -> Offer:
        """The terms on which registration takes people."""
        facts = self.facts
        fees = facts.fees.all()
        quotas = {row.audience: Quota(row.amount_jpy, row.max_addresses) for row in fees}
        states_fees = bool(quotas.keys() & {"everybody", "members", "others"})
        everybody = quotas.get("everybody") if states_fees else Quota()
        return Offer(
            event=facts,
            page=self,
            capacity=facts.capacity,
            begins_at=self.schedule.begins,
            by_lot=self.gives_by_lot,
            members=quotas.get("members", everybody),
            others=None if self._is_for_members(quotas) else quotas.get("others", everybody),
            states_fees=states_fees,
            open_to=facts.open_to,
            eligibility=localized_text(facts, "eligibility"),
            calendar=self.as_calendar,
            questions=self.further_questions,
        )

    @property
    def gives_by_lot(self) -> bool:
        """Whether lots are drawn after applications have closed."""
        return bool(self.facts.takes_registrations) and self.facts.capacity_rule == "lottery"

    @property
    def lot_line(self) -> str:
        """The sentence on the draw for as long as it is still to come; else empty."""
        if not self.gives_by_lot or self.status.is_over or is_drawn(self.facts):
            return ""
        if self.takes_any:
            return _(
                "Places are given by lot after applications have closed. Everybody who registers"
                " learns the outcome by e-mail."
            )
        if self.why_no_draw:
            return ""
        return _(
            "Places are now given by lot. Everybody who has registered learns the outcome by"
            " e-mail."
        )

    @property
    def why_no_draw(self) -> str:
        """Why lots cannot be drawn at this moment; empty where they can."""
        now, schedule = clock.now(), self.schedule
        if not self.gives_by_lot:
            return _("Places of this event are not given by lot.")
        if self.status.is_cancelled_or_postponed:
            return _("The event is called off.")
        if self.takes_any or (schedule.opens and now < schedule.opens):
            return _("Applications have not closed yet.")
        if schedule.begins and schedule.begins <= now:
            return _("The event has begun.")
        return ""

    @property
    def further_questions(self) -> tuple[Question, ...]:
        """The questions of its editor as they are published; in a rush read once a minute."""
        key = f"further-questions:{self.facts.pk}:{self.facts.live_revision_id}"
        held: Any = cache.get_or_set(key, self._read_questions, HELD_SECONDS)
        return tuple(held)

    def _read_questions(self) -> tuple[Question, ...]:
        return tuple(row.as_question() for row in self.facts.questions.all())

    @property
    def limits_of_registration(self) -> list[str]:
        """Who cannot register here, in sentences; none where registration is not on this site."""
        if not self.facts.takes_registrations:
            return []
        members_only = self._is_for_members({row.audience for row in self.facts.fees.all()})
        return list(limits(members_only=members_only, open_to=self.facts.open_to))

    def _is_for_members(self, audiences: Collection[str]) -> bool:
        """Whether the editor says so, or there is a fee for members and none for anybody else."""
        alone = {"everybody", "members", "others"}.intersection(audiences) == {"members"}
        return self.facts.open_to == Eligible.MEMBERS or alone

    def as_calendar(self) -> str:
        """The event for the calendar of somebody who registered; in a rush made once a minute."""
        key = f"calendar:{self.pk}:{self.live_revision_id}"
        return str(cache.get_or_set(key, self._made_calendar, HELD_SECONDS))

    def _made_calendar(self) -> str:
        return calendar_of(self.title, [self], lambda event: event.full_url).decode()

    @property
    def way(self) -> ApplicationWay:
        """The form of its own page, in the language of the page."""
        way = super().way
        if not self.facts.takes_registrations:
            return way
        return replace(way, form=f"{self.get_url() or ''}{BELOW}", is_here=True)

    def refuse_publication(self) -> None:
        """The form needs to know from when to when, and is the only form."""
        super().refuse_publication()
        if not self.is_own_source or not self.takes_registrations:
            return
        errors: dict[str, Any] = {}
        if not self.opens_on or not self.closes_on:
            errors["opens_on"] = _("Say from when to when one can register.")
        if self.application_url:
            errors["application_url"] = _(
                "Registration is on this site: take out the address of the other form."
            )
        unasked = why_not_asked(self.questions.all())
        if unasked:
            errors["takes_registrations"] = unasked
        if self.gives_by_lot and not self.capacity:
            errors["capacity"] = _("Say how many places are given by lot.")
        if rule_is_fixed(self.pk, by_lot=self.gives_by_lot):
            errors["capacity_rule"] = _(
                "The rule for places stays as it is: people have registered under it."
            )
        if errors:
            raise ValidationError(errors)
