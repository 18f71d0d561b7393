"""The form of an event: where one is from, who takes part, what it costs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pages.records.models import Municipality
from pages.submissions.fields import MailField, MunicipalityField, place_name
from pages.submissions.further_questions.questions import Kept, Question, kept_answers
from pages.submissions.registrations import eligibility, places
from pages.submissions.registrations.models import Places, Registration
from pages.submissions.steps import VisitorForm, said_of

LONGEST_NEEDS = 1000


@dataclass(frozen=True)
class Quota:
    """The fee of an address, and how many a municipality may register; none: not limited."""

    fee_jpy: int = 0
    addresses: int | None = None


@dataclass(frozen=True)
class Offer:
    """An event as registration sees it. Without a quota for somebody, it is not for them.

    `event`: its Japanese page; `page`: the one with the form. `calendar`: the event as a file for
    the visitor's calendar.
    """

    event: Any
    page: Any
    capacity: int | None
    begins_at: datetime | None
    by_lot: bool = False
    members: Quota | None = field(default_factory=Quota)
    others: Quota | None = field(default_factory=Quota)
    states_fees: bool = False
    eligibility: str = ""
    open_to: str | None = None
    calendar: Callable[[], str] = str
    questions: tuple[Question, ...] = ()

    def quota_of(self, municipality: Municipality) -> Quota | None:
        """That of a municipality, by its membership at this moment."""
        return self.members if municipality.is_member else self.others

    def differs_from(self, counted: Places) -> bool:
        """Whether the count does not know yet what the event says now."""
        known = (counted.capacity, counted.begins_at, counted.by_lot)
        return known != (self.capacity, self.begins_at, self.by_lot)

    @property
    def most_at_once(self) -> int:
        """How many participants a form takes: so many that no quota needs a second one."""
        quotas = [quota.addresses for quota in (self.members, self.others) if quota]
        return min(MOST_AT_ONCE, max((number or MOST_AT_ONCE for number in quotas), default=1))


MOST_AT_ONCE = 5


class RegistrationForm(VisitorForm):
    """A registration as a visitor writes it."""

    purpose = gettext_lazy(
        "We use what you enter to hold this event: to give places, to send you what you need to"
        " take part, and to count who took part. It is erased one year after the event."
    )
    version = "registration-2026-11"

    municipality = MunicipalityField(
        label=gettext_lazy("Name of your municipality"),
        help_text=gettext_lazy(
            "In kanji, kana or Latin letters. Where several have the name, with the prefecture."
        ),
        error_messages={"required": gettext_lazy("Enter your municipality.")},
    )
    affiliation = forms.ChoiceField(
        label=gettext_lazy("Affiliation"),
        choices=Registration.Affiliation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where you work.")},
    )
    eligible = forms.BooleanField(
        label=gettext_lazy("I am among those this event is for"),
        error_messages={"required": gettext_lazy("Tick the box if the event is for you.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    mail = MailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send what you need to take part to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
    )
    needs = forms.CharField(
        label=gettext_lazy("What we should prepare for you"),
        help_text=gettext_lazy("Such as captions or a sign language interpreter."),
        max_length=LONGEST_NEEDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        if offer.eligibility:
            self.fields["eligible"].help_text = offer.eligibility
        else:
            del self.fields["eligible"]
        self._questions = {each.name: each for each in offer.questions}
        for name, question in self._questions.items():
            self.fields[name] = question.field()
        self._others = range(2, offer.most_at_once + 1)
        for number in self._others:
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Participant %(number)s: name") % {"number": number},
                max_length=80,
                required=False,
            )
            self.fields[f"mail_{number}"] = MailField(
                label=_("Participant %(number)s: e-mail address") % {"number": number},
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuses half a participant, one address twice, and more addresses than there may be."""
        values: dict[str, Any] = super().clean() or {}
        for number in self._others:
            self._refuse_half(number)
        mails = [mail.casefold() for _name, mail in self.participants]
        for number in self._others:
            mail = values.get(f"mail_{number}")
            if mail and mails.count(mail.casefold()) > 1:
                self.add_error(
                    f"mail_{number}", _("Each participant needs an address of their own.")
                )
        is_elsewhere = values.get("affiliation") not in (None, *eligibility.OFFICES)
        if self.offer.open_to == eligibility.Eligible.OFFICES and is_elsewhere:
            self.add_error("affiliation", eligibility.for_offices())
        if isinstance(values.get("municipality"), Municipality):
            self._refuse_beyond_quota(values["municipality"])
        return values

    def _refuse_half(self, number: int) -> None:
        name, mail = f"name_{number}", f"mail_{number}"
        values = self.cleaned_data
        if values.get(name) and not values.get(mail) and mail not in self.errors:
            self.add_error(mail, _("Enter the e-mail address of participant %d.") % number)
        if values.get(mail) and not values.get(name) and name not in self.errors:
            self.add_error(name, _("Enter the name of participant %d.") % number)

    def _refuse_beyond_quota(self, municipality: Municipality) -> None:
        quota = self.offer.quota_of(municipality)
        if quota is None:
            is_for_others = municipality.is_member
            refusal = eligibility.for_others() if is_for_others else eligibility.for_members()
            self.add_error("municipality", refusal)
            return
        left = places.addresses_left(self.offer.event.pk, municipality.pk, quota.addresses)
        if left is not None and len(self.participants) > left:
            self.add_error("municipality", beyond_quota(left))

    @property
    def participants(self) -> list[tuple[str, str]]:
        """Name and address of each, in the order of the form."""
        values = self.cleaned_data
        pairs = [("name", "mail"), *((f"name_{n}", f"mail_{n}") for n in self._others)]
        entered = ((values.get(name), values.get(mail)) for name, mail in pairs)
        return [(name, mail) for name, mail in entered if name and mail]

    @property
    def answers(self) -> Kept:
        """The answers to the questions of the event, as they are kept."""
        return kept_answers(self.offer.questions, self.cleaned_data)

    @property
    def quota(self) -> Quota:
        """The quota of the municipality that was entered."""
        return self.offer.quota_of(self.cleaned_data["municipality"]) or Quota()

    @property
    def fee_jpy(self) -> int:
        """The total of all participants, tax included."""
        return self.quota.fee_jpy * len(self.participants)

    @property
    def further(self) -> list[forms.BoundField]:
        """The fields of a second participant and of those after."""
        return [self[f"{name}_{n}"] for n in self._others for name in ("name", "mail")]

    @property
    def further_is_used(self) -> bool:
        """Whether anything stands in those fields, or an error at them."""
        return any(field.value() or field.errors for field in self.further)

    @property
    def further_label(self) -> str:
        """The heading of the folded fields."""
        most = self.offer.most_at_once
        return _("Further participants (up to %(number)s in all)") % {"number": most}

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the registrant, without those of further participants."""
        further = {field.name for field in self.further}
        return [field for field in super().asked if field.name not in further]

    @property
    def given(self) -> list[tuple[Any, str]]:
        """The entries, without fields of participants that there are none of, and the total."""
        values = self.cleaned_data
        rows = [
            (each.label, self._said(each.name))
            for each in (*self.asked, *self.further)
            if each.name in {"needs", *self._questions} or values[each.name] not in ("", None)
        ]
        return [*rows, (_("Total fee"), self.terms)] if self.offer.states_fees else rows

    def _said(self, name: str) -> str:
        value = self.cleaned_data[name]
        if isinstance(value, Municipality):
            return place_name(value)
        if name == "affiliation":
            return str(Registration.Affiliation(value).label)
        if value and name in self._questions:
            return self._questions[name].said(value)
        return said_of(_("Yes") if value is True else value)

    @property
    def terms(self) -> str:
        """The total of the fees: of a municipality that leaves the council it changes."""
        if not self.fee_jpy:
            return _("Free of charge")
        number = len(self.participants)
        return ngettext(
            "¥%(fee)s including tax for %(number)s participant",
            "¥%(fee)s including tax for %(number)s participants",
            number,
        ) % {"fee": f"{self.fee_jpy:,}", "number": number}

    @property
    def limits(self) -> list[str]:
        """Who cannot register, in sentences."""
        offer = self.offer
        return list(eligibility.limits(members_only=offer.others is None, open_to=offer.open_to))

    @property
    def availability(self) -> str:
        """How many places are left at this moment, or that one can wait for one."""
        row = Places.objects.filter(pk=self.offer.event.pk).first()
        if row.awaits_draw if row else self.offer.by_lot:
            number = self.offer.capacity or 0
            return ngettext(
                "%(number)s place is given by lot.", "%(number)s places are given by lot.", number
            ) % {"number": f"{number:,}"}
        left = row.left if row else self.offer.capacity
        if left is None:
            return ""
        if left == 0:
            return _("All places are taken. You can register for the waiting list.")
        return ngettext("%(number)s place left", "%(number)s places left", left) % {
            "number": f"{left:,}"
        }


def beyond_quota(left: int) -> str:
    """Why a municipality cannot register so many addresses."""
    if not left:
        return _("Your municipality has registered as many addresses as it may.")
    return ngettext(
        "Your municipality may register %(number)s more address.",
        "Your municipality may register %(number)s more addresses.",
        left,
    ) % {"number": left}
