"""The search in the database: index, its state, synonyms, texts of PDFs, counts of searches."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.analysis import nfkc


class IndexState(models.Model):
    """Which rows are searched, and which are being written; there is one such row at most."""

    current = models.PositiveIntegerField(null=True)
    building = models.PositiveIntegerField(null=True)
    building_at = models.DateTimeField(null=True)  # when the rebuild last gave a sign of life
    analyzer = models.PositiveIntegerField(default=0)
    # Counts the changes of index and synonyms: what a process remembers is good for one count.
    changes = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the search index")

    def __str__(self) -> str:
        return f"{self.current} ({self.changes})"


class Entry(models.Model):
    """An indexed text: a page, document or recording in one language, or a part of it.

    The full-text index of the database stands over `tokens` (migration 0002); `terms` holds the
    same terms by field for the ranking, which is done in Python and so is the same everywhere.
    """

    generation = models.PositiveIntegerField()
    source = models.CharField(max_length=40)  # `page:12`, `document:5`, `recording:3`
    item = models.CharField(max_length=50)  # what the versions in both languages share
    lang = models.CharField(max_length=2)
    part = models.PositiveSmallIntegerField(default=0)  # a PDF's page, from 1; parts of long texts
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=500)
    text = models.TextField()
    day = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    prefectures = models.CharField(max_length=200)  # `,21,41,`
    papers_of = models.CharField(max_length=500, blank=True)  # items a document belongs to, spaced
    terms = models.TextField()
    tokens = models.TextField()
    length = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("entry of the search index")
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return f"{self.key} ({self.lang})"


class Synonym(models.Model):
    """Words that are searched for together, in one language or across both."""

    words = models.CharField(
        _("words"),
        max_length=300,
        help_text=_("Separated by commas: “研修会, セミナー, 講習会”. A search for one finds all."),
    )
    only_finds = models.CharField(
        _("only finds"),
        max_length=300,
        blank=True,
        help_text=_(
            "When filled in, a search for one of the words above also finds these, but not the "
            "other way round."
        ),
    )

    panels = [FieldPanel("words"), FieldPanel("only_finds")]

    class Meta:
        ordering = ["words"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{self.words} → {self.only_finds}" if self.only_finds else self.words

    def clean(self) -> None:
        """One word alone is a synonym of nothing."""
        super().clean()
        if not self.only_finds and len(split_words(self.words)) < 2:
            raise ValidationError({"words": _("Give two words or more, separated by commas.")})

    def pairs(self) -> list[tuple[str, str]]:
        """Every word with every other word it also finds."""
        words = split_words(self.words)
        if self.only_finds:
            return [(word, other) for word in words for other in split_words(self.only_finds)]
        return [(word, other) for word in words for other in words if other != word]


def split_words(text: Any) -> list[str]:
    """The words of a list with Western or Japanese commas."""
    parts = nfkc(str(text)).replace("、", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


class PdfText(models.Model):
    """The text of a PDF by its pages, read once when the file is uploaded."""

    class Problem(models.TextChoices):
        """Why there is no text, or only a part of it."""

        NONE = "", _("None")
        NO_TEXT = "no_text", _("The file holds pictures of pages, no text.")
        LOCKED = "locked", _("The file is protected by a password.")
        BROKEN = "broken", _("The file cannot be read.")
        CUT = "cut", _("Only the first pages were read.")

    document = models.OneToOneField(
        "pages.PortalDocument", models.CASCADE, related_name="pdf_text", verbose_name=_("document")
    )
    file = models.CharField(max_length=300)  # whose text this is: name and size
    pages = models.JSONField(default=list)
    problem = models.CharField(
        _("problem"), max_length=10, choices=Problem, blank=True, default=Problem.NONE
    )

    class Meta:
        verbose_name = _("text of a PDF")

    def __str__(self) -> str:
        return self.file


class SearchCount(models.Model):
    """The searches for some words on a day and their number of results; nothing of whose."""

    day = models.DateField(_("date"))
    query = models.CharField(_("searched for"), max_length=100)
    lang = models.CharField(_("language"), max_length=2)
    times = models.PositiveIntegerField(_("times"), default=0)
    found = models.PositiveIntegerField(_("results"), default=0)

    class Meta:
        verbose_name = _("count of searches")
        constraints = [
            models.UniqueConstraint(fields=["day", "query", "lang"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return self.query
