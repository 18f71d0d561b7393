"""A municipality's request for membership, and each change of its state."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from pages.submissions.models import Submission
from portal import clock

__all__ = ["MembershipChange", "MembershipRequest"]

KEPT = timedelta(days=365)  # after the decision


class GivenFieldPanel(FieldPanel):
    """A value as it was sent, or a dash where there is none."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{"read_only": True, **kwargs})

    def format_value_for_display(self, value: Any) -> Any:
        """As Wagtail shows it, but never “None”."""
        return "—" if value in (None, "") else super().format_value_for_display(value)


class MembershipRequest(Submission):
    """A request as it was sent, and how far it has come.

    Only `pages.submissions.memberships.deciding` changes its state: with the mail that tells of
    it, and the membership that follows.
    """

    prefix = "M"
    # To ask for membership is no mention of the municipality: neither usage nor search know of it.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        """How far a request has come."""

        RECEIVED = "received", pgettext_lazy("membership request", "Received")
        BOARD = "board", pgettext_lazy("membership request", "Before the board")
        ACCEPTED = "accepted", pgettext_lazy("membership request", "Accepted")
        DECLINED = "declined", pgettext_lazy("membership request", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("membership request", "Withdrawn")

    municipality = models.ForeignKey(
        "pages.Municipality",
        models.SET_NULL,
        verbose_name=_("municipality"),
        null=True,
        related_name="+",
        editable=False,
    )
    mayor = models.CharField(_("name of the mayor"), max_length=80, editable=False)
    name = models.CharField(_("person in charge"), max_length=80, editable=False)
    department = models.CharField(_("department"), max_length=120, editable=False)
    mail = models.EmailField(_("e-mail address"), editable=False)
    phone = models.CharField(_("telephone"), max_length=40, blank=True, editable=False)
    wished_from = models.DateField(_("wished from"), null=True, editable=False)
    remarks = models.TextField(_("remarks"), blank=True, editable=False)
    state = models.CharField(
        pgettext_lazy("membership request", "state"),
        max_length=10,
        choices=State,
        default=State.RECEIVED,
        editable=False,
    )
    member_from = models.DateField(_("member from"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    note = models.TextField(
        _("note of the secretariat"), blank=True, help_text=_("Visitors do not see it.")
    )

    panels = [
        HelpPanel(template="pages/submissions/admin/membership_state.html"),
        FieldRowPanel([GivenFieldPanel("municipality"), GivenFieldPanel("mayor")]),
        FieldRowPanel([GivenFieldPanel("name"), GivenFieldPanel("department")]),
        FieldRowPanel([GivenFieldPanel("mail"), GivenFieldPanel("phone")]),
        FieldRowPanel([GivenFieldPanel("received_at"), GivenFieldPanel("wished_from")]),
        GivenFieldPanel("remarks"),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("membership request")
        verbose_name_plural = _("membership requests")

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.state in OPEN

    @property
    def other_open_requests(self) -> "models.QuerySet[MembershipRequest]":
        """Those of the same municipality; who sends one does not learn of others."""
        others = MembershipRequest.objects.exclude(pk=self.pk).filter(state__in=OPEN)
        return others.exclude(municipality=None).filter(municipality=self.municipality_id)


OPEN = (MembershipRequest.State.RECEIVED, MembershipRequest.State.BOARD)


class MembershipChange(models.Model):
    """A change of a request's state: from what to what, by whom, when."""

    request = models.ForeignKey(MembershipRequest, models.CASCADE, related_name="changes")
    before = models.CharField(max_length=10, choices=MembershipRequest.State)
    after = models.CharField(max_length=10, choices=MembershipRequest.State)
    by = models.CharField(max_length=320)  # a name, which stays when the account goes
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of a membership request")
        constraints = [
            models.UniqueConstraint(fields=["request", "after"], name="each_state_reached_once")
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.after}"
