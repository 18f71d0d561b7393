"""Images, documents and recordings, with their texts in both languages."""

import posixpath
import re
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError
from wagtail.images.models import get_upload_to as image_upload_to
from wagtail.search import index
from willow.image import UnrecognisedImageFormatError

from pages.pdf import count_pages
from pages.pictures import CleanImageField
from portal import clock


class Consent(models.TextChoices):
    """Whether the people in a picture have agreed to be shown."""

    NOBODY = "nobody", _("Nobody can be recognised")
    GIVEN = "given", _("Everybody shown has agreed; for pupils their parents or guardians")
    MISSING = "missing", _("Not everybody has agreed, or not yet")


class PortalImage(AbstractImage):
    """A picture; its title is a name for editors, readers get the texts below.

    The file is kept upright, in sRGB and without metadata: the place where pupils were photographed
    is nobody's business.
    """

    file = CleanImageField(
        verbose_name=_("file"),
        upload_to=image_upload_to,
        width_field="width",
        height_field="height",
    )
    alt = models.CharField(
        _("text alternative"),
        max_length=250,
        help_text=_("Say what is seen. Read aloud by screen readers, shown when it cannot load."),
    )
    caption = models.CharField(
        _("caption"), max_length=250, blank=True, help_text=_("Who, what, where and when.")
    )
    credit = models.CharField(
        _("credit"),
        max_length=120,
        help_text=_("The name alone: pages put “Photo:” before it."),
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    consent = models.CharField(
        _("consent"),
        max_length=10,
        choices=Consent,
        help_text=_("Pictures of people who have not agreed appear on no page."),
    )

    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "description"),
        "alt_ja",
        "alt_en",
        "caption_ja",
        "caption_en",
        "credit_ja",
        "credit_en",
        "taken_on",
        "consent",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("alt_ja"),
        index.SearchField("alt_en"),
        index.SearchField("caption_ja"),
        index.SearchField("caption_en"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps a new file first: its size, turned upright, belongs to the row."""
        if self.file and self.file.is_new:
            self.file.save(self.file.name, self.file.file, save=False)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    @property
    def may_be_shown(self) -> bool:
        """Whether pages may show it."""
        return self.consent != Consent.MISSING

    def generate_rendition_file(self, filter: Any, **kwargs: Any) -> Any:
        """A file that is no picture counts as a lost one: the page is shown without it."""
        try:
            return super().generate_rendition_file(filter, **kwargs)
        except (OSError, UnrecognisedImageFormatError, SyntaxError, ValueError) as error:
            raise SourceImageIOError(str(error)) from error

    @property
    def default_alt_text(self) -> str:
        """The alternative in the language being read."""
        return self.alt or self.title


class PortalRendition(AbstractRendition):
    """A size and format of a picture."""

    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


def out_by_today() -> Q:
    """Documents and recordings whose day has come, and those without one."""
    return Q(published_on=None) | Q(published_on__lte=clock.today())


class OutOnItsDay:
    """What readers see from the day on which it is published."""

    published_on: Any

    @property
    def is_out(self) -> bool:
        """Whether its day has come; where none is known, it has."""
        is_out = self.published_on is None or self.published_on <= clock.today()
        if not is_out:
            clock.note_change(clock.start_of_day(self.published_on))
        return is_out


class PublicationKind(models.TextChoices):
    """What a document is."""

    MATERIALS = "materials", _("Materials")
    PRESS_RELEASE = "press_release", _("Press release")
    PROPOSAL = "proposal", _("Policy proposal")
    GUIDELINES = "guidelines", _("Entry guidelines")
    COMMENTS = "comments", _("Judges' comments")
    SURVEY_RESULTS = "survey_results", _("Survey results")
    NOTICE = "notice", _("Notice")
    PAMPHLET = "pamphlet", _("Pamphlet")
    BOOKLET = "booklet", _("Booklet")
    FORM = "form", _("Form")
    BYLAWS = "bylaws", _("Bylaws")
    PLAN = "plan", _("Activity plan")


class PortalDocument(OutOnItsDay, AbstractDocument):
    """A document on record, with or without its file.

    While the file has not been handed over, pages name the document and say that the file follows;
    there is never a dead link. `title` is Japanese, as are the documents themselves.
    """

    file = models.FileField(
        _("file"),
        upload_to="documents",
        blank=True,
        help_text=_("Without a file, pages show the title with “file to follow”."),
    )
    key = models.SlugField(_("key"), unique=True, null=True, blank=True)
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PublicationKind, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    page_count = models.PositiveIntegerField(_("number of pages"), null=True, editable=False)

    admin_form_fields = (
        "title",
        "title_en",
        "file",
        "kind",
        "published_on",
        "collection",
        "tags",
    )
    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("title_en"),
        index.AutocompleteField("title_en"),
    ]

    class Meta(Document.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """A document without a file has no extension to check."""
        if self.file:
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Size and pages are read from every new file, whoever brings it."""
        if self.file and not getattr(self.file, "_committed", True):  # not yet in the storage
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def _set_document_file_metadata(self) -> None:
        """Wagtail's own hook for a new file; pages that cannot be read stay unknown."""
        super()._set_document_file_metadata()
        is_pdf = self.file_type == "PDF"
        self.page_count = count_pages(self.file.read()) if is_pdf else None
        self.file.seek(0)

    @property
    def title_ja(self) -> str:
        """The Japanese title, under the name that every bilingual text has."""
        return self.title

    @property
    def has_file(self) -> bool:
        """Whether there is something to download: a lost file counts as not there."""
        name = self.file.name or ""
        return name != "" and self.file.storage.exists(name)

    @property
    def file_type(self) -> str:
        """The badge before the name, such as `PDF`; empty while there is no file."""
        return self.file_extension.upper() if self.file else ""

    @property
    def filename(self) -> str:
        """The file's own name, empty without a file."""
        return posixpath.basename(self.file.name or "")


# Hosts of recordings, by their public addresses and the players that come without cookies.
PLAYERS = (
    (
        re.compile(r"https://(?:www\.youtube\.com/watch\?v=|youtu\.be/)([\w-]{11})"),
        "https://www.youtube-nocookie.com/embed/",
    ),
    (re.compile(r"https://vimeo\.com/(\d+)"), "https://player.vimeo.com/video/"),
)


class Recording(OutOnItsDay, index.Indexed, models.Model):
    """A recorded talk or session, at its host's address or still to come."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(
        _("address of the video"),
        blank=True,
        help_text=_("Without an address, pages show the title with “to follow”."),
    )

    panels = [
        FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("url"), FieldPanel("published_on")]),
        FieldPanel("key"),
    ]
    search_fields = [
        index.SearchField("title_ja"),
        index.SearchField("title_en"),
        index.AutocompleteField("title_ja"),
        index.AutocompleteField("title_en"),
    ]

    class Meta:
        ordering = ["-published_on", "key"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return self.title_ja or self.key

    @property
    def host(self) -> str:
        """The name of the video's host, told before the reader goes there."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def embed_url(self) -> str:
        """The player's address that sets no cookies, for the hosts the content policy allows."""
        for pattern, player in PLAYERS:
            found = pattern.match(self.url)
            if found:
                return player + found.group(1)
        return ""
