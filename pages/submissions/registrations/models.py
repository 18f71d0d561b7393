"""The count of an event's places, and who registered for them."""

from base64 import b32encode
from datetime import timedelta

from django.contrib.admin import display
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from pages.submissions.further_questions.answers import AnswersMixin
from pages.submissions.models import Submission
from pages.wording.dates import format_moment
from portal import clock

__all__ = [
    "Draw",
    "MunicipalityCount",
    "Participant",
    "Places",
    "Registration",
    "RegistrationChange",
]

KEPT = timedelta(days=365)  # after the event


class Places(models.Model):
    """The count of one event: how many places there are and are taken; whatever the language.

    Only `pages.submissions.registrations.places` changes the numbers, in one transaction with the
    participants; `manage.py check_places` compares both. `last_turn` is the place in line of
    whoever came last.
    """

    page = models.OneToOneField(
        "pages.EventPage",
        models.CASCADE,
        primary_key=True,
        related_name="places",
        verbose_name=_("event"),
        editable=False,
    )
    capacity = models.PositiveIntegerField(_("places"), null=True, editable=False)
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    last_turn = models.PositiveIntegerField(default=0, editable=False)
    full_since = models.DateTimeField(_("full since"), null=True, editable=False)
    begins_at = models.DateTimeField(null=True, editable=False)  # from then on nobody moves up
    by_lot = models.BooleanField(_("by lot"), default=False, editable=False)
    drawn_at = models.DateTimeField(_("drawn"), null=True, editable=False)
    joining_url = models.URLField(
        _("link to take part"),
        blank=True,
        help_text=_(
            "Shown to those who have a place, on their own page and in mails, and to nobody else."
        ),
    )
    joining_note = models.TextField(
        _("how to take part"),
        blank=True,
        help_text=_("Such as a meeting number and what to have ready. Shown beside the link."),
    )

    panels = [
        FieldPanel("page", read_only=True),
        FieldRowPanel(
            [FieldPanel("capacity", read_only=True), FieldPanel("taken", read_only=True)]
        ),
        HelpPanel(template="pages/submissions/admin/draw.html"),
        FieldPanel("joining_url"),
        FieldPanel("joining_note_ja"),
        FieldPanel("joining_note_en"),
    ]

    class Meta:
        ordering = ["-page_id"]
        verbose_name = _("registration for an event")
        verbose_name_plural = _("registrations for events")

    def __str__(self) -> str:
        return str(self.page)

    @property
    def left(self) -> int | None:
        """How many places are left; none where their number is not limited."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def awaits_draw(self) -> bool:
        """Whether nobody has a place before lots are drawn."""
        return self.by_lot and self.drawn_at is None

    @property
    def free(self) -> int:
        """How many of a limited number of places somebody can be given at once."""
        return 0 if self.awaits_draw else self.left or 0


class Draw(models.Model):
    """The draw of an event: from the seed its order can be told again (`lots.order_of`)."""

    page = models.OneToOneField(
        "pages.EventPage", models.CASCADE, primary_key=True, related_name="draw"
    )
    seed = models.PositiveBigIntegerField(_("seed"))
    drawn_at = models.DateTimeField(_("drawn"), default=clock.now)
    registrations = models.PositiveIntegerField(_("registrations drawn from"))
    participants = models.PositiveIntegerField(_("participants drawn from"))
    places = models.PositiveIntegerField(_("places given"))

    class Meta:
        verbose_name = _("draw")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.seed}"


class MunicipalityCount(models.Model):
    """How many addresses a municipality has registered for an event, waiting ones included."""

    page = models.ForeignKey("pages.EventPage", models.CASCADE, related_name="+")
    municipality = models.ForeignKey("pages.Municipality", models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "municipality"], name="one_count_a_municipality"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.count}"


class Registration(AnswersMixin, Submission):
    """One form of one or several participants; the mails about it go to the first of them."""

    prefix = "R"

    class Affiliation(models.TextChoices):
        """Where a registrant works."""

        MUNICIPALITY = "municipality", _("Municipality")
        BOARD = "board", _("Board of education")
        SCHOOL = "school", pgettext_lazy("affiliation", "School")

    page = models.ForeignKey(
        "pages.EventPage",
        models.CASCADE,
        related_name="registrations",
        verbose_name=_("event"),
        editable=False,
    )
    municipality = models.ForeignKey(
        "pages.Municipality",
        models.SET_NULL,
        verbose_name=_("municipality"),
        null=True,
        related_name="+",
        editable=False,
    )
    affiliation = models.CharField(
        _("affiliation"), max_length=20, choices=Affiliation, editable=False
    )
    mail = models.EmailField(_("e-mail address"), editable=False)
    needs = models.TextField(_("what we should prepare"), blank=True, editable=False)
    was_member = models.BooleanField(_("member at the time"), editable=False)
    fee_jpy = models.PositiveIntegerField(_("fee (yen)"), editable=False)
    note = models.TextField(
        _("note of the secretariat"), blank=True, help_text=_("Visitors do not see it.")
    )

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return self.number

    @property
    @display(description=_("Receipt number"))
    def number(self) -> str:
        """The receipt number: R-2026-7F3KQ9XM; from it nobody learns how many have registered."""
        return f"{self.prefix}-{self.year}-{b32encode(self.key.bytes)[:8].decode()}"

    @property
    def in_line(self) -> list["Participant"]:
        """Its participants in the order of the form."""
        return sorted(self.participants.all(), key=lambda each: each.turn)

    @property
    def taking_part(self) -> list["Participant"]:
        """Those of them who have a place or wait for one."""
        return [each for each in self.in_line if each.state != Participant.State.CANCELLED]

    @property
    def has_place(self) -> bool:
        """Whether any of its participants has a place."""
        return any(each.state == Participant.State.ACCEPTED for each in self.participants.all())


class RegistrationChange(models.Model):
    """That a registrant changed something: what, and when; never what it was or has become."""

    class What(models.TextChoices):
        """The things that a registrant can change."""

        ANSWERS = "answers", _("answers")
        MAIL = "mail", _("e-mail address")
        NAME = "name", _("name")
        NEEDS = "needs", _("what we should prepare")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="changes")
    what = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of a registration")

    @property
    def moment(self) -> str:
        """When it was, in the language being read."""
        return format_moment(self.at.astimezone(clock.TOKYO))

    def __str__(self) -> str:
        return str(_(", ")).join(str(self.What(each).label) for each in self.what)


class Participant(models.Model):
    """One address that takes part. `turn` is its place in line: who came first is served first."""

    class State(models.TextChoices):
        """Whether there is a place."""

        ACCEPTED = "accepted", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        PENDING = "pending", _("Waits for the draw")
        CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")

    registration = models.ForeignKey(
        Registration,
        models.CASCADE,
        related_name="participants",
        verbose_name=_("registration"),
        editable=False,
    )
    page = models.ForeignKey(
        "pages.EventPage",
        models.CASCADE,
        related_name="participants",
        verbose_name=_("event"),
        editable=False,
    )
    turn = models.PositiveIntegerField(_("place in line"), editable=False)
    name = models.CharField(_("name"), max_length=80, editable=False)
    mail = models.EmailField(_("e-mail address"), editable=False)
    mail_folded = models.CharField(max_length=254, editable=False)
    state = models.CharField(
        pgettext_lazy("participant", "state"), max_length=10, choices=State, editable=False
    )
    attended_at = models.DateTimeField(_("came"), null=True, editable=False)
    note = models.TextField(
        _("note of the secretariat"), blank=True, help_text=_("Visitors do not see it.")
    )

    panels = [
        FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("mail", read_only=True)]),
        FieldRowPanel([FieldPanel("state", read_only=True), FieldPanel("turn", read_only=True)]),
        FieldPanel("registration", read_only=True),
        HelpPanel(template="pages/submissions/admin/registration_answers.html"),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["page", "turn"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["page", "turn"], name="one_turn_a_participant"),
            models.UniqueConstraint(
                fields=["page", "mail_folded"],
                condition=~models.Q(state="cancelled"),
                name="one_place_an_address",
            ),
        ]
        indexes = [models.Index(fields=["page", "state", "turn"], name="participants_in_line")]

    def __str__(self) -> str:
        return self.name
