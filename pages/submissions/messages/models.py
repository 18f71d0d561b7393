"""A message to the registrants of an event: to whom, its words, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.submissions.registrations.models import Participant
from portal import clock

__all__ = ["RegistrantMessage"]

LONGEST_SUBJECT, LONGEST_TEXT = 200, 10_000


class RegistrantMessage(models.Model):
    """A message as it was sent.

    `key` is made with the form: sent twice, it is one message. Its mails are written all at once,
    after it, and `written_at` is noted with them: whatever is killed in between, each registrant
    gets one mail.
    """

    wagtail_reference_index_ignore = True

    class Audience(models.TextChoices):
        """Whom it is for."""

        ACCEPTED = "accepted", _("Those who have a place")
        WAITING = "waiting", _("Those on the waiting list")
        ALL = "all", _("Everybody in line")

    page = models.ForeignKey("pages.EventPage", models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True)
    audience = models.CharField(max_length=10, choices=Audience)
    subject_ja = models.CharField(max_length=LONGEST_SUBJECT)
    text_ja = models.TextField(max_length=LONGEST_TEXT)
    subject_en = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    text_en = models.TextField(max_length=LONGEST_TEXT, blank=True)
    by = models.CharField(max_length=320)  # a name, which stays when the account goes
    sent_at = models.DateTimeField(default=clock.now)
    written_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)  # of its mails, once they are written

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message to registrants")
        verbose_name_plural = _("messages to registrants")

    def __str__(self) -> str:
        return self.subject_ja

    def words(self, language: str) -> tuple[str, str, str]:
        """Subject and text for a reader of a language, and the language they are in."""
        if language == "en" and self.text_en:
            return self.subject_en, self.text_en, "en"
        return self.subject_ja, self.text_ja, "ja"


STATES = {
    RegistrantMessage.Audience.ACCEPTED: frozenset({Participant.State.ACCEPTED}),
    RegistrantMessage.Audience.WAITING: frozenset({Participant.State.WAITING}),
    RegistrantMessage.Audience.ALL: frozenset(Participant.State) - {Participant.State.CANCELLED},
}
