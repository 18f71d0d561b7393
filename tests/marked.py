"""Words that stand nowhere else, on whatever is to stay private."""

import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Page

from tests import factories
from tests.crawler import Answer, ask

KANA, LETTERS = "アイウエオカキクケコ", "bcdfghjklm"
MARK = re.compile(rf"(?:ナイショ|ヒソヒソ)[{KANA}]+ン|(?:secretmatter|hushpaper)[{LETTERS}]+x")
NUMBERS = itertools.count(100)
PAGE_TEXTS = {"title", "draft_title", "seo_title", "search_description"}
NOT_TEXTS = (models.URLField, models.SlugField, models.EmailField, models.FileField)
UIS = {"ja": "", "en": "/en"}


@dataclass(frozen=True)
class Marks:
    """The words of one private thing, two of each language: to search by one betrays the other.

    A search repeats what was asked, so only the companion tells that something was found.
    """

    what: str
    number: int = field(default_factory=lambda: next(NUMBERS))

    def _word(self, japanese: str, english: str) -> tuple[str, str]:
        digits = [int(digit) for digit in str(self.number)]
        kana, letters = ("".join(signs[digit] for digit in digits) for signs in (KANA, LETTERS))
        return f"{japanese}{kana}ン", f"{english}{letters}x"

    @property
    def sought(self) -> tuple[str, str]:
        """The words to search by."""
        return self._word("ナイショ", "Secretmatter")

    @property
    def betraying(self) -> tuple[str, str]:
        """The words that then must not be there."""
        return self._word("ヒソヒソ", "Hushpaper")

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.sought, *self.betraying)

    @property
    def text(self) -> str:
        """A text with all of them."""
        return " ".join(self.words)


# --- Putting them down --------------------------------------------------------------------------


def mark_page(page: Page, marks: Marks) -> None:
    """Puts the words into whatever texts a page has: prose in both languages, facts and rows."""
    for version in page.get_translations(inclusive=True):
        model = version.specific_class
        names = {name for name, _text in _texts_of(model, marks)} & PAGE_TEXTS
        facts = set(model.facts_fields) if version.pk != page.pk else set()
        texts = {
            name: text
            for name, text in _texts_of(model, marks)
            if name not in facts and (name in names or _is_own(model, name))
        }
        body = model._meta.get_field("body").to_python(
            json.dumps([{"type": "paragraph", "value": f"<p>{marks.text}</p>"}])
        )
        _plain(model).filter(pk=version.pk).update(**texts, body=body)
    _mark_rows(page.specific, page.specific_class.facts_fields, marks)


def _plain(model: Any) -> QuerySet:
    """Not modeltranslation's queries, which rename columns."""
    return QuerySet(model=model)


def _is_own(model: Any, name: str) -> bool:
    return model._meta.get_field(name).model is not Page


def _mark_rows(page: Any, names: Iterable[str], marks: Marks) -> None:
    for relation in map(page._meta.get_field, names):
        if relation.one_to_many:
            _mark_related(relation, [page.pk], marks)


def _mark_related(relation: Any, parents: list[Any], marks: Marks) -> None:
    model = relation.related_model
    rows = _plain(model).filter(**{f"{relation.field.name}__in": parents})
    numbers = list(rows.values_list("pk", flat=True))
    if texts := dict(_texts_of(model, marks)):
        rows.update(**texts)
    for below in model._meta.related_objects:
        if isinstance(below.field, ParentalKey):
            _mark_related(below, numbers, marks)


def _texts_of(model: Any, marks: Marks) -> Iterable[tuple[str, str]]:
    """The columns for words, with as many of the words as they take."""
    for column in model._meta.concrete_fields:
        is_text = isinstance(column, models.CharField | models.TextField)
        if not is_text or column.choices or isinstance(column, (*NOT_TEXTS, StreamField)):
            continue
        fitting = (marks.text, " ".join(marks.betraying), marks.betraying[0])
        most = column.max_length or 1000
        text = next((each for each in fitting if len(each) <= most), None)
        if text:
            yield column.name, text


def draft_beside(page: Page, marks: Marks) -> Page:
    """A page of the same type that was never published."""
    factory = getattr(factories, f"{page.specific_class.__name__}Factory")
    parent = Page.objects.get(pk=page.get_parent().pk)
    made = factory(parent=parent, live=False, slug=f"draft-{marks.number}")
    mark_page(made, marks)
    made.specific.save_revision()
    return made


def take_down(page: Page, marks: Marks) -> None:
    """Unpublishes a page, which thereafter only editors see."""
    mark_page(page, marks)
    Page.objects.get(pk=page.pk).specific.unpublish()


def change_in_draft(page: Page, marks: Marks) -> None:
    """Gives a public page words that are not published yet."""
    changed = page.specific
    changed.title = changed.summary = changed.seo_title = marks.text
    changed.save_revision()


# --- Looking for them ---------------------------------------------------------------------------


def leaks(answers: dict[str, Answer], private: Iterable[Marks]) -> set[tuple[str, str, str]]:
    """Where the words of private things stand: address, thing and word."""
    known = {word.lower(): marks.what for marks in private for word in marks.words}
    return {
        (address, known[word], word)
        for address, answer in answers.items()
        for word in MARK.findall(answer.plain)
        if word in known
    }


def found_by_search(client: Any, marks: Marks) -> set[tuple[str, str]]:
    """The questions to the search, in both languages, whose answers tell something of a thing."""
    telling = set()
    for word in marks.sought:
        slip = word[:3] + word[4:]  # what a hint would put right
        for ui, prefix in UIS.items():
            answers = {
                f"api {ui} {word}": ask(client, "/api/search/", q=word, lang="all", ui=ui),
                f"api {ui} {slip}": ask(client, "/api/search/", q=slip, lang="all", ui=ui),
                f"page {ui} {word}": ask(client, f"{prefix}/search/", q=word, lang="all"),
                f"begun {ui} {word}": ask(client, f"{prefix}/search/suggest/", q=word[:-2]),
            }
            telling |= {
                (marks.what, asked)
                for asked, answer in answers.items()
                if any(answer.holds(each) for each in marks.betraying)
                or (word not in asked and answer.holds(word))
                or answer.status != 200
            }
    return telling
