"""Images, documents and recordings, with their texts in both languages."""

import posixpath
import re
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError
from wagtail.images.models import get_upload_to as image_upload_to
from wagtail.search import index
from willow.image import UnrecognisedImageFormatError

from pages.embargo import EmbargoMixin, is_stored
from pages.file_names import ascii_file_name, document_path, recording_path
from pages.originals import HIDDEN_SIZES, originals
from pages.pdf import count_pages
from pages.pictures import CleanImageField


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

    title: Any
    file = CleanImageField(
        verbose_name=_("file"),
        upload_to=image_upload_to,
        storage=originals,
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
        self.title = normalize("NFC", self.title)
        if self.file and self.file.is_new:
            self.file.save(self.file.name, self.file.file, save=False)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)
        for size in self.renditions.all():
            if size.is_hidden == self.may_be_shown:  # the consent was given, or taken back
                size.delete()

    def get_upload_to(self, filename: str) -> str:
        """Under a name in ASCII, as Japanese reads."""
        return str(super().get_upload_to(ascii_file_name(filename)))

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

    def get_upload_to(self, filename: str) -> str:
        """Where no web server reaches, while the people in the picture have not agreed."""
        name = str(super().get_upload_to(filename))
        return name if self.image.may_be_shown else HIDDEN_SIZES + posixpath.basename(name)

    @property
    def is_hidden(self) -> bool:
        """Whether it lies where only the admin reaches it."""
        return str(self.file.name).startswith(HIDDEN_SIZES)


class PublicationKind(models.TextChoices):
    """The kinds of documents."""

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


class PortalDocument(EmbargoMixin, AbstractDocument):
    """A document on record, with or without its file.

    While the file has not been handed over, pages name the document and mark its file as to follow;
    there is never a dead link. `title` is Japanese, as are the documents themselves.
    """

    title: Any
    file = models.FileField(
        _("file"),
        upload_to=document_path,
        storage=originals,
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
        self.title = normalize("NFC", self.title)
        if self.file and not getattr(self.file, "_committed", True):  # not yet in the storage
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def _set_document_file_metadata(self) -> None:
        """Wagtail's own hook for a new file; pages that cannot be read stay unknown."""
        super()._set_document_file_metadata()
        is_pdf = self.file_type == "PDF"
        self.page_count = count_pages(self.file.read()) if is_pdf else None
        self.file.seek(0)

    def is_stored_locally(self) -> bool:
        """Wagtail's editor asks this before it looks for the file; a document may have none yet."""
        return bool(self.file) and super().is_stored_locally()

    @property
    def title_ja(self) -> str:
        """The Japanese title, under the name that every bilingual text has."""
        return self.title

    @property
    def anchor(self) -> str:
        """The name of its row in the list of documents, and its key in the search."""
        return self.key or f"document-{self.pk}"

    @property
    def has_file(self) -> bool:
        """Whether there is something to download: a lost file counts as not there."""
        return is_stored(self.file.name)

    @property
    def is_there(self) -> bool:
        """Whether there is a file to open."""
        return self.has_file

    @property
    def file_type(self) -> str:
        """The badge before the name, such as `PDF`; empty while there is no file."""
        return self.file_extension.upper() if self.file else ""

    @property
    def filename(self) -> str:
        """The last part of its address: the stored name in ASCII, empty without a file."""
        return ascii_file_name(posixpath.basename(self.file.name or "")) if self.file else ""


# Hosts of recordings, by their public addresses and the players that come without cookies.
PLAYERS = (
    (
        re.compile(r"https://(?:www\.youtube\.com/watch\?v=|youtu\.be/)([\w-]{11})"),
        "https://www.youtube-nocookie.com/embed/",
    ),
    (re.compile(r"https://vimeo\.com/(\d+)"), "https://player.vimeo.com/video/"),
)


class Recording(EmbargoMixin, index.Indexed, models.Model):
    """A recorded talk or session: at its host's address, as a file of our own, or still to come."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(
        _("address of the video"),
        blank=True,
        help_text=_(
            "Without an address or a file, pages show the title with “to follow”, and no event"
            " says that its recordings are available."
        ),
    )
    file = models.FileField(
        _("file"),
        upload_to=recording_path,
        storage=originals,
        blank=True,
        validators=[FileExtensionValidator(["mp3", "mp4", "webm"])],
        help_text=_("Instead of an address: a video or sound file (MP4, WebM, MP3)."),
    )

    panels = [
        FieldRowPanel([FieldPanel("title_ja"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("url"), FieldPanel("published_on")]),
        FieldPanel("file"),
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
    def is_there(self) -> bool:
        """Whether it can be watched: at an address, or as a file that is not lost."""
        return bool(self.url) or is_stored(self.file.name)

    @property
    def anchor(self) -> str:
        """The name of its row in the list of recordings, and its key in the search."""
        return self.key

    @property
    def address(self) -> str:
        """Where to watch it; empty while it is still to come."""
        if self.url or not self.is_there:
            return self.url
        name = ascii_file_name(posixpath.basename(self.file.name or ""))
        return reverse("recording", args=[self.pk, name])

    @property
    def host(self) -> str:
        """The name of the video's host, shown before the reader goes there."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def embed_url(self) -> str:
        """The player's address that sets no cookies, for the hosts the content policy allows."""
        for pattern, player in PLAYERS:
            match = pattern.match(self.url)
            if match:
                return player + match.group(1)
        return ""
