"""The rows that hold what visitors sent, and the mails that go out about it."""

from typing import ClassVar

from django.contrib.admin import display
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal import clock

__all__ = ["ContactSubject", "Enquiry", "Erasure", "OutgoingMail", "SendingCount"]


class OutgoingMail(models.Model):
    """A mail of the portal, written in the transaction of what it tells, and sent after it.

    `key` says what it is about, so that nothing is told twice: `enquiry:12:receipt`. It is also the
    first part of the mail's `Message-ID`: where a kill fell between sending and noting it, the two
    copies are known as one.
    """

    key = models.CharField(max_length=100, unique=True)
    to = models.EmailField()
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an event, attached as a file (RFC 5545)
    written_at = models.DateTimeField(default=clock.real_now)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)  # it could not be delivered, and is not tried

    class Meta:
        verbose_name = _("mail")

    def __str__(self) -> str:
        return self.key


class ContactSubject(models.Model):
    """A subject of enquiries, and who answers them."""

    name = models.CharField(_("subject"), max_length=60)
    mail = models.EmailField(
        _("answered by"),
        help_text=_("Enquiries on this subject are sent to this address. Visitors do not see it."),
    )
    takes_memberships = models.BooleanField(
        _("receives membership requests"),
        default=False,
        help_text=_(
            "Requests sent from the membership form go to this address. Of several subjects, to"
            " that of the first."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The lowest number comes first.")
    )

    panels = [
        FieldRowPanel([FieldPanel("name_ja"), FieldPanel("name_en")]),
        FieldPanel("mail"),
        FieldPanel("takes_memberships"),
        FieldPanel("position"),
    ]

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("subject of enquiries")
        verbose_name_plural = _("subjects of enquiries")

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """The base of everything that is sent: when, in which language, on which notice.

    `key` is made with the page that shows what will be sent: sent twice, it is received once.
    """

    prefix: ClassVar[str]

    key = models.UUIDField(unique=True, editable=False)
    language = models.CharField(max_length=10, editable=False)
    received_at = models.DateTimeField(_("received"), default=clock.now, editable=False)
    notice = models.CharField(max_length=20, editable=False)  # the version of the notice agreed to

    class Meta:
        abstract = True

    @property
    @display(description=_("Receipt number"))
    def number(self) -> str:
        """The receipt number that is said to the visitor: Q-2026-00012."""
        return f"{self.prefix}-{self.year}-{self.pk:05d}"

    @property
    def year(self) -> int:
        """The year in Japan in which it was received."""
        return self.received_at.astimezone(clock.TOKYO).year


class Enquiry(Submission):
    """A question to the secretariat."""

    prefix = "Q"

    subject = models.ForeignKey(
        ContactSubject, models.SET_NULL, verbose_name=_("subject"), null=True, editable=False
    )
    name = models.CharField(_("name"), max_length=80, editable=False)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True, editable=False)
    mail = models.EmailField(_("e-mail address"), editable=False)
    text = models.TextField(_("enquiry"), editable=False)
    is_answered = models.BooleanField(_("answered"), default=False)
    note = models.TextField(
        _("note of the secretariat"), blank=True, help_text=_("Visitors do not see it.")
    )

    panels = [
        FieldPanel("subject", read_only=True),
        FieldRowPanel(
            [FieldPanel("name", read_only=True), FieldPanel("organisation", read_only=True)]
        ),
        FieldRowPanel(
            [FieldPanel("mail", read_only=True), FieldPanel("received_at", read_only=True)]
        ),
        FieldPanel("text", read_only=True),
        FieldPanel("is_answered"),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")

    def __str__(self) -> str:
        return self.number


class Erasure(models.Model):
    """That personal data were erased: when, of which form, how many. Never whose."""

    form = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    erased_at = models.DateTimeField(default=clock.real_now)

    class Meta:
        verbose_name = _("erasure")

    def __str__(self) -> str:
        return f"{self.form} {self.count}"


class SendingCount(models.Model):
    """How often an address, or a network, has sent a form within an hour.

    `sender` is a keyed hash: who it was cannot be read back.
    """

    sender = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "hour"], name="one_count_an_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.count}"
