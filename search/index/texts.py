"""The words of a page's facts, read from the columns, rows and records that hold them.

A field that a page type gets is found without a line here: `x_ja` and `x_en` belong to their
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
from pages.records.models import BaseRecord, Municipality, Person


@dataclass
class Texts:
    """What is said in each language, how names are read, and the days and prefectures named."""

    said: dict[str, list[str]] = field(default_factory=lambda: {"ja": [], "en": []})
    behind: list[str] = field(default_factory=list)  # found, but not quoted
    readings: list[str] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    prefectures: set[int] = field(default_factory=set)

    def add(self, language: str, text: Any) -> None:
        """A text in a language; each is kept once."""
        if text and str(text) not in self.said[language]:
            self.said[language].append(str(text))

    def add_pair(self, thing: Any, name: str) -> None:
        """A text that a thing has in both languages."""
        for language in self.said:
            self.add(language, getattr(thing, f"{name}_{language}", ""))

    def add_record(self, record: Any) -> None:
        """The names of a record, in full and in short, with the place it is in."""
        for name in ("name", "short_name", "prefecture"):
            self.add_pair(record, name)
        if getattr(record, "kana", ""):
            self.readings.append(record.kana)
        if isinstance(record, Municipality):
            self.prefectures.add(record.prefecture)
        if isinstance(record, Person):
            self.behind += [
                name
                for office in record.offices.all()
                for name in (office.title_ja, office.title_en)
                if name
            ]

    def add_label(self, label: Any) -> None:
        """What a page calls a fact, in both languages: 会場, 締切延長."""
        for language in self.said:
            with override(language):
                if str(label) not in self.behind:
                    self.behind.append(str(label))


def facts_of(page: Any) -> Texts:
    """Everything the facts of a page say."""
    texts = Texts()
    facts = page.facts if page.facts_fields else None
    if facts is not None:
        fields = [facts._meta.get_field(name) for name in facts.facts_fields]
        _read(facts, fields, texts)
    return texts


def _read(thing: Any, fields: list[Any], texts: Texts) -> None:
    for each in fields:
        if each.one_to_many:
            rows = [row for row in getattr(thing, each.name).all() if getattr(row, "is_out", True)]
            if rows:
                texts.add_label(each.related_model._meta.verbose_name)
            for row in rows:
                _read(row, _fields_of(row, each.field.name), texts)
        else:
            _read_value(thing, each, texts)


def _fields_of(row: Any, parent: str) -> list[Any]:
    # Rows of rows: the officers of a term.
    children = [each for each in row._meta.related_objects if isinstance(each.field, ParentalKey)]
    return [each for each in row._meta.concrete_fields if each.name != parent] + children


def _read_value(thing: Any, each: Any, texts: Texts) -> None:
    value = getattr(thing, each.name)
    if value is None or value == "":
        return
    if not isinstance(each, models.CharField | models.BooleanField):
        texts.add_label(each.verbose_name)
    if isinstance(value, models.Model):
        _read_model(value, texts)
    elif isinstance(value, date):
        texts.days.add(value.date() if isinstance(value, datetime) else value)
    elif isinstance(each, models.CharField) and _is_text(thing, each):
        for language in _languages(each.name):
            texts.add(language, value)


def _is_text(thing: Any, each: Any) -> bool:
    """Whether a column holds words, and not the other side of a bilingual pair twice."""
    has_sides = hasattr(type(thing), f"{each.name}_ja")
    return not (has_sides or each.choices or isinstance(each, models.URLField | models.SlugField))


def _languages(name: str) -> Iterator[str]:
    ending = name[-3:]
    yield from [ending[1:]] if ending in ("_ja", "_en") else ["ja", "en"]


def _read_model(value: Any, texts: Texts) -> None:
    if isinstance(value, BaseRecord):
        texts.add_record(value)
    elif isinstance(value, PortalDocument | Recording):
        if value.is_out:
            texts.add_pair(value, "title")
    elif isinstance(value, Page):
        texts.add("ja", value.title)
        versions = value.get_translations().live().filter(alias_of=None)
        texts.add("en", versions.values_list("title", flat=True).first())
