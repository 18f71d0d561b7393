"""An entry for a round of the awards, its files, and each change of its state."""

from base64 import b32encode
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.admin import display
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from pages.originals import originals
from pages.submissions.further_questions.answers import AnswersMixin
from pages.submissions.further_questions.questions import Question, said
from pages.submissions.memberships.models import GivenFieldPanel
from pages.submissions.models import Submission
from pages.wording import file_note
from portal import clock

__all__ = ["AwardEntry", "EntryChange", "EntryFile"]

DRAFTS_KEPT = timedelta(days=30)  # after the round has closed
KEPT = timedelta(days=365)  # after the results
LONGEST_PROJECT, LONGEST_SUMMARY = 200, 2000


class AwardEntry(AnswersMixin, Submission):
    """An entry as it was saved last, and how far it has come.

    Nobody has an account: who has the signed link made of `key` reads and edits it. `version`
    rises with every change, so that of two windows none overwrites the other unseen.
    """

    prefix = "E"
    # To enter is no mention of the municipality: neither usage nor search know of it.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        """How far an entry has come."""

        DRAFT = "draft", pgettext_lazy("award entry", "Draft")
        RECEIVED = "received", pgettext_lazy("award entry", "Received")
        NOMINATED = "nominated", pgettext_lazy("award entry", "Nominated")
        WINNER = "winner", pgettext_lazy("award entry", "Winner")
        NOT_SELECTED = "not_selected", pgettext_lazy("award entry", "Not selected")
        WITHDRAWN = "withdrawn", pgettext_lazy("award entry", "Withdrawn")

    class Listed(models.TextChoices):
        """The kinds of rows that an entry can become."""

        FINALIST = "finalist", _("Finalist")
        WINNER = "winner", _("Winner")

    page = models.ForeignKey(
        "pages.AwardRoundPage",
        models.CASCADE,
        related_name="award_entries",
        verbose_name=_("award round"),
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
    name = models.CharField(_("person in charge"), max_length=80, editable=False)
    mail = models.EmailField(_("e-mail address"), editable=False)
    phone = models.CharField(_("telephone"), max_length=40, blank=True, editable=False)
    project = models.CharField(_("project"), max_length=LONGEST_PROJECT, blank=True, editable=False)
    category = models.ForeignKey(
        "pages.AwardCriterion",
        models.SET_NULL,
        verbose_name=_("kind of work"),
        null=True,
        related_name="+",
        editable=False,
    )
    summary = models.TextField(pgettext_lazy("award entry", "summary"), blank=True, editable=False)
    state = models.CharField(
        pgettext_lazy("award entry", "state"),
        max_length=12,
        choices=State,
        default=State.DRAFT,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(_("saved last"), default=clock.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    listed_as = models.CharField(
        _("row of the round"), max_length=10, choices=Listed, blank=True, editable=False
    )
    # The closing date of which its draft was reminded: for each nobody is written to twice.
    reminded_for = models.DateField(null=True, editable=False)
    note = models.TextField(
        _("note of the secretariat"), blank=True, help_text=_("Visitors do not see it.")
    )

    panels = [
        HelpPanel(template="pages/submissions/admin/entry_state.html"),
        FieldRowPanel([GivenFieldPanel("page"), GivenFieldPanel("municipality")]),
        GivenFieldPanel("project"),
        GivenFieldPanel("category"),
        GivenFieldPanel("summary"),
        HelpPanel(template="pages/submissions/admin/entry_answers.html"),
        FieldRowPanel([GivenFieldPanel("name"), GivenFieldPanel("phone")]),
        FieldRowPanel([GivenFieldPanel("mail"), GivenFieldPanel("sent_at")]),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("award entry")
        verbose_name_plural = _("award entries")

    def __str__(self) -> str:
        return self.number

    @property
    @display(description=_("Receipt number"))
    def number(self) -> str:
        """The receipt number: E-2026-7F3KQ9XM; from it nobody learns how many have entered."""
        return f"{self.prefix}-{self.year}-{b32encode(self.key.bytes)[:8].decode()}"

    @property
    def is_draft(self) -> bool:
        """Whether it was never sent."""
        return self.state == self.State.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        """Whether it takes part no longer."""
        return self.state == self.State.WITHDRAWN

    @property
    def missing(self) -> list[str]:
        """The fields that must be filled in before it can be sent, in the order of the form."""
        asks_category = bool(categories_of(self.page))
        is_there = {
            "project": bool(self.project),
            "category": bool(self.category_id) or not asks_category,
            "summary": bool(self.summary),
        }
        unanswered = [each.name for each in self._unanswered]
        return [*(name for name, is_filled in is_there.items() if not is_filled), *unanswered]

    @property
    def _unanswered(self) -> list[Question]:
        """The questions of the round that must be answered and are not."""
        asked = questions_of(self.page)
        return [each for each in asked if each.is_required and each.key not in self.answers]

    @property
    @display(description=_("Missing parts"))
    def missing_said(self) -> str:
        """The names of what is missing, for the list of the secretariat."""
        questions = {each.name: said(each.label) for each in self._unanswered}
        names = (questions.get(name) or _name_of_field(name) for name in self.missing)
        return str(_(", ")).join(names)

    @property
    @display(description=_("Files"))
    def file_names(self) -> str:
        """The names of its files."""
        return str(_(", ")).join(each.name for each in self.files.all())


def categories_of(page: Any) -> list[Any]:
    """The kinds of work that a round invites; none where its list says what judges look at."""
    return list(page.criteria.all()) if page.criteria_are_invited_work else []


def questions_of(page: Any) -> tuple[Question, ...]:
    """The questions that the editor of a round asks besides, as they are published."""
    return tuple(row.as_question() for row in page.questions.all())


def note_on_questions(page_id: int | None) -> str:
    """The effect of changed questions on the entries of a round; empty without entries."""
    there = AwardEntry.objects.filter(page=page_id).exclude(state=AwardEntry.State.WITHDRAWN)
    drafts = there.filter(state=AwardEntry.State.DRAFT).count()
    sent = there.count() - drafts
    if not drafts + sent:
        return ""
    said_of_change = _(
        "Entries there are: %(sent)s sent, %(drafts)s drafts. If you change the questions, answers"
        " that were given stay as they were. What you ask anew and need is named as missing in the"
        " list of entries and to the entrants, who can answer it until entries close."
    )
    return str(said_of_change) % {"sent": sent, "drafts": drafts}


def _name_of_field(name: str) -> str:
    field: Any = AwardEntry._meta.get_field(name)
    return str(field.verbose_name)


def file_path(file: "EntryFile", name: str) -> str:
    """Where a file is stored: under a name of its own, as what visitors type names no path."""
    return f"{FOLDER}{file.entry.key.hex}/{uuid4().hex}.{name.rpartition('.')[2]}"


FOLDER = "award_entries/"


class EntryFile(models.Model):
    """A file of an entry, checked before it is stored."""

    entry = models.ForeignKey(AwardEntry, models.CASCADE, related_name="files")
    file = models.FileField(upload_to=file_path, storage=originals, max_length=120)
    name = models.CharField(max_length=120)  # as the visitor calls it
    size = models.PositiveIntegerField()  # in bytes, as stored

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file of an award entry")

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """The badge before the name, such as `PDF`."""
        return self.name.rpartition(".")[2].upper()

    @property
    def about(self) -> str:
        """Its type and size, shown before the click."""
        return file_note(self.kind, self.size)


@receiver(post_delete, sender=EntryFile)
def erase_file(sender: type, instance: EntryFile, **kwargs: Any) -> None:
    """With its row the file goes, however the row went; not before that is certain."""
    storage, name = instance.file.storage, str(instance.file.name)
    transaction.on_commit(lambda: storage.delete(name))


class EntryChange(models.Model):
    """A change of an entry's state: from what to what, by whom, when."""

    entry = models.ForeignKey(AwardEntry, models.CASCADE, related_name="changes")
    before = models.CharField(max_length=12, choices=AwardEntry.State)
    after = models.CharField(max_length=12, choices=AwardEntry.State)
    by = models.CharField(max_length=320)  # a name, which stays when the account goes
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of an award entry")

    def __str__(self) -> str:
        return f"{self.entry} {self.after}"
