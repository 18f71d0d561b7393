"""Fields that all records share: a stable key, names in two languages, search forms."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from pages.records.keys import free_key
from pages.records.spelling import fold, forms_of

ENGLISH_NAME_HELP = _(
    "Leave empty while the English form is not confirmed: English pages then show the Japanese "
    "name, marked as Japanese."
)


def name_panel(heading: str = "") -> MultiFieldPanel:
    """Both names of a record side by side."""
    return MultiFieldPanel(
        [FieldPanel("name_ja"), FieldPanel("name_en", help_text=ENGLISH_NAME_HELP)],
        heading or _("Name"),
    )


class BaseRecord(index.Indexed, models.Model):
    """A record with a stable key, by which content files and addresses refer to it."""

    key = models.SlugField(
        _("key"),
        unique=True,
        blank=True,
        help_text=_(
            "Short ASCII name, never changed later: other data refers to it. Left empty, it is "
            "made from the English name."
        ),
    )

    # The record's names in every spelling, by which editors find it (`pages.records.spelling`).
    forms = models.TextField(editable=False, blank=True, default="")
    named_in: tuple[str, ...] = ("name_ja", "name_en")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Gives a record typed in without a key one that is free."""
        self.complete()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "forms"}
        super().save(*args, **kwargs)

    def complete(self) -> None:
        """Fills in what follows from the rest; rows written in bulk ask for it themselves."""
        self.key = self.key or free_key(self)
        names = [line for name in self.named_in for line in (getattr(self, name) or "").split("\n")]
        self.forms = forms_of(names, getattr(self, "kana", ""))

    @classmethod
    def found_by(cls, word: str) -> Q:
        """The condition for records of which a name holds a word, in any spelling."""
        return Q(forms__contains=fold(word))

    def __str__(self) -> str:
        return getattr(self, "name_ja", None) or self.key

    @property
    def address(self) -> str:
        """The last part of the record's own address, where it has one."""
        return self.key

    @property
    def autocomplete_label(self) -> str:
        """The label that choosers show while typing."""
        return str(self)


def named_search_fields(*names: str) -> list[index.BaseField]:
    """Search fields for bilingual names: found by either language."""
    return [
        field
        for name in names
        for field in (index.SearchField(name), index.AutocompleteField(name))
    ]
