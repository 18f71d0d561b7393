"""Inline rows that several sections have: extensions, documents, recordings."""

from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page, ReferenceIndex

from pages import lifecycle
from pages.public import NONE_MET, public, restricted


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
        """A new row for an extension that the lifecycle has derived."""
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
    def is_published(self) -> bool:
        """Whether readers see the document already."""
        is_published: bool = self.document.is_published
        return is_published


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
    def is_published(self) -> bool:
        """Whether readers see the recording already."""
        is_published: bool = self.recording.is_published
        return is_published

    @classmethod
    def kept_back(cls) -> set[int]:
        """The recordings that items announce for a later day."""
        return set()


def recordings_kept_back(met: frozenset[int] = NONE_MET) -> set[int]:
    """The recordings that no list shows: announced for a later day, or of items that are closed.

    A recording has no rights of its own: it is as private as the items that name it. With the ids
    of restrictions that a reader has met, it is not closed by these.
    """
    kinds = BaseRecordingRow.__subclasses__()
    return _of_closed_items(kinds, met).union(*(rows.kept_back() for rows in kinds))


def _of_closed_items(kinds: Iterable[Any], met: frozenset[int]) -> set[int]:
    """The recordings that items or texts name, but none that anybody may read."""
    named = _named_in_texts(met)
    is_open = ExpressionWrapper(public("page__", met=met), models.BooleanField())
    for model in kinds:
        rows = model.objects.order_by().annotate(is_open=is_open)
        for number, opens in rows.values_list("recording", "is_open"):
            named[opens].add(number)
    return named[False] - named[True]


def _named_in_texts(met: frozenset[int]) -> dict[bool, set[int]]:
    """The recordings in texts that anybody may read, and in those of restricted pages.

    The text of a page that is not public yet neither opens nor closes a recording.
    """
    recording: Any = apps.get_model("pages.Recording")
    kinds = ContentType.objects.get_for_models(recording, Page)
    page = Page.objects.filter(pk=OuterRef("number"))
    shown = (
        ReferenceIndex.objects.filter(
            to_content_type=kinds[recording],
            base_content_type=kinds[Page],
            model_path__startswith="body.",
        )
        .annotate(number=Cast("object_id", models.IntegerField()))
        .annotate(
            is_open=Exists(page.filter(public(met=met))),
            is_closed=Exists(page.filter(restricted(met=met))),
        )
    )
    named: dict[bool, set[int]] = {True: set(), False: set()}
    for number, opens, closes in shown.values_list("to_object_id", "is_open", "is_closed"):
        if opens or closes:
            named[opens].add(int(number))
    return named
