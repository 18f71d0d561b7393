"""Fact rows that more than one section has: deadlines put off, documents, recordings."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages import lifecycle


class BaseExtension(Orderable):
    """A closing date put off: announced on a day, from the old date (empty: unknown) to the new."""

    announced_on = models.DateField(_("announced on"))
    old_closes_on = models.DateField(_("old closing date"), null=True, blank=True)
    new_closes_on = models.DateField(_("new closing date"))

    panels = [
        FieldRowPanel(
            [
                FieldPanel("announced_on"),
                FieldPanel("old_closes_on"),
                FieldPanel("new_closes_on"),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("extension")

    @classmethod
    def of(cls, extension: lifecycle.Extension) -> Self:
        """The row of an extension that the lifecycle has found."""
        return cls(
            announced_on=extension.announced,
            old_closes_on=extension.old,
            new_closes_on=extension.new,
        )

    def as_extension(self) -> lifecycle.Extension:
        """The row as the lifecycle reads it."""
        return lifecycle.Extension(self.announced_on, self.old_closes_on, self.new_closes_on)


class BaseDocumentRow(Orderable):
    """A document that belongs to an item."""

    document = models.ForeignKey(
        "pages.PortalDocument", models.CASCADE, related_name="+", verbose_name=_("document")
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("document")

    @property
    def is_out(self) -> bool:
        """Whether readers see the document already."""
        is_out: bool = self.document.is_out
        return is_out


class BaseRecordingRow(Orderable):
    """A recording that belongs to an item."""

    recording = models.ForeignKey(
        "pages.Recording", models.CASCADE, related_name="+", verbose_name=_("recording")
    )

    panels = [FieldPanel("recording")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("recording")

    @property
    def is_out(self) -> bool:
        """Whether readers see the recording already."""
        is_out: bool = self.recording.is_out
        return is_out

    @classmethod
    def kept_back(cls) -> set[int]:
        """The recordings that items announce for a later day."""
        return set()


def recordings_kept_back() -> set[int]:
    """The recordings that no list shows yet, as an item announces them for a later day."""
    return set().union(*(rows.kept_back() for rows in BaseRecordingRow.__subclasses__()))
