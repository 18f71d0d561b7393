"""The words of a page's facts, read from the columns, rows and records that hold them.

A field that a page type gets is indexed without a line here: `x_ja` and `x_en` belong to their
languages, names of records to both, a row's fields are read like the page's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from pages.media import PortalDocument, Recording
from pages.public import in_open_collection, public
from pages.records.models import BaseRecord, Municipality, Person


@dataclass
class FactTexts:
    """The texts by language, the readings of names, and the days and prefectures named."""

    by_language: dict[str, list[str]] = field(default_factory=lambda: {"ja": [], "en": []})
    unquoted: list[str] = field(default_factory=list)  # indexed, never in a snippet
    readings: list[str] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    prefectures: set[int] = field(default_factory=set)

    def add(self, language: str, text: Any) -> None:
        """Add a text in a language, unless it is there."""
        if text and str(text) not in self.by_language[language]:
            self.by_language[language].append(str(text))

    def add_pair(self, thing: Any, name: str) -> None:
        """Add a text that a record has in both languages."""
        for language in self.by_language:
            self.add(language, getattr(thing, f"{name}_{language}", ""))

    def add_record(self, record: Any) -> None:
        """Add the names of a record, in full and in short, with its prefecture."""
        for name in ("name", "short_name", "prefecture"):
            self.add_pair(record, name)
        if getattr(record, "kana", ""):
            self.readings.append(record.kana)
        if isinstance(record, Municipality):
            self.prefectures.add(record.prefecture)
        if isinstance(record, Person):
            self.unquoted += [
                name
                for office in record.offices.all()
                for name in (office.title_ja, office.title_en)
                if name
            ]

    def add_label(self, label: Any) -> None:
        """Add the label of a fact in both languages: 会場, 締切延長."""
        for language in self.by_language:
            with override(language):
                if str(label) not in self.unquoted:
                    self.unquoted.append(str(label))


def facts_of(page: Any) -> FactTexts:
    """Everything the facts of a page say."""
    texts = FactTexts()
    facts = page.facts if page.facts_fields else None
    if facts is not None:
        fields = [facts._meta.get_field(name) for name in facts.facts_fields]
        _read(facts, fields, texts)
    return texts


def _read(thing: Any, fields: list[Any], texts: FactTexts) -> None:
    for column in fields:
        if column.one_to_many:
            rows = getattr(thing, column.name).all()
            rows = [row for row in rows if getattr(row, "is_published", True)]
            if rows:
                texts.add_label(column.related_model._meta.verbose_name)
            for row in rows:
                _read(row, _fields_of(row, column.field.name), texts)
        else:
            _read_value(thing, column, texts)


def _fields_of(row: Any, parent: str) -> list[Any]:
    # Rows of rows: the officers of a term.
    children = [link for link in row._meta.related_objects if isinstance(link.field, ParentalKey)]
    return [own for own in row._meta.concrete_fields if own.name != parent] + children


def _read_value(thing: Any, column: Any, texts: FactTexts) -> None:
    value = getattr(thing, column.name)
    if value is None or value == "":
        return
    if not isinstance(column, models.CharField | models.BooleanField):
        texts.add_label(column.verbose_name)
    if isinstance(value, models.Model):
        _read_model(value, texts)
    elif isinstance(value, date):
        texts.days.add(value.date() if isinstance(value, datetime) else value)
    elif isinstance(column, models.CharField) and _is_text(thing, column):
        for language in _languages(column.name):
            texts.add(language, value)


def _is_text(thing: Any, column: Any) -> bool:
    """Whether a column holds words, and not the other side of a bilingual pair twice."""
    has_sides = hasattr(type(thing), f"{column.name}_ja")
    return not (
        has_sides or column.choices or isinstance(column, models.URLField | models.SlugField)
    )


def _languages(name: str) -> Iterator[str]:
    ending = name[-3:]
    yield from [ending[1:]] if ending in ("_ja", "_en") else ["ja", "en"]


def _read_model(value: Any, texts: FactTexts) -> None:
    if isinstance(value, BaseRecord):
        texts.add_record(value)
    elif isinstance(value, PortalDocument | Recording):
        if value.is_published and not _is_closed(value):
            texts.add_pair(value, "title")
    elif isinstance(value, Page):
        versions = value.get_translations(inclusive=True).filter(public(), alias_of=None)
        titles = dict(versions.values_list("locale__language_code", "title"))
        for language in texts.by_language:
            texts.add(language, titles.get(language))


def _is_closed(value: Any) -> bool:
    documents = PortalDocument.objects.filter(in_open_collection(), pk=value.pk)
    return isinstance(value, PortalDocument) and not documents.exists()
