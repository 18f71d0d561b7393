"""The steps of loading the initial content, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils.translation import override
from wagtail.models import Locale

from home.models import HomePage
from home.sample_content.accounts import MODERATORS, TRANSLATORS, ensure_groups
from home.sample_content.content import FOLDER, read_content
from home.sample_content.english import translate
from home.sample_content.files import attach_files
from home.sample_content.glossary import load_glossary
from home.sample_content.pages import Item, find_page, items_of, make_page, publish
from home.sample_content.promotions import put_on_front_page
from home.sample_content.records import RECORD_KINDS, Library, load_records
from home.sample_content.redirects import load_redirects
from home.sample_content.site import follow, locales, open_site, welcome_pages
from home.sample_content.subjects import load_subjects
from home.sample_content.tree import Tree
from home.sample_content.workflow import ensure_workflow
from pages.base.page import BasePage

Say = Callable[[str], None]
Made = list[tuple[Item, BasePage]]


def load(say: Say, folder: Path = FOLDER) -> None:
    """Add what is not there yet; what is there stays as it is.

    Raises ContentError, with nothing written, when the content cannot be loaded as a whole.
    """
    content = read_content(folder)
    say(f"Content: read from {folder}")
    with transaction.atomic(), override("ja"):
        japanese, english = locales()
        library = Library(content)
        _load_records(library, say)
        say(f"Subjects of enquiries: {load_subjects(content)} added")
        tree = Tree(content)
        made = _load_japanese(library, tree, japanese, say)
        _load_english(made, english, say)
        if made:
            follow(japanese, english)
        say(f"Glossary: {load_glossary(content)} added")
        count = ensure_groups(_home(japanese), _home(english))
        say(f"Groups: {count} set up")
        added, there = load_redirects(tree)
        say(f"Old addresses: {added} added, {there} already there")
        say(f"Files: {attach_files(library.new_files)} added")
        ensure_workflow(_home(english), (TRANSLATORS.name, MODERATORS.name))


def _load_records(library: Library, say: Say) -> None:
    for kind in RECORD_KINDS:
        added, there = load_records(kind, library)
        say(f"{kind.name.capitalize()}: {added} added, {there} already there")


def _load_japanese(library: Library, tree: Tree, japanese: Locale, say: Say) -> Made:
    """The pages made now, with their items; all are published, in the order of the content."""
    made: Made = []
    items = items_of(library.content)
    for item in items:
        page = find_page(item, japanese)
        if page is None:
            page = _make(item, library, tree, japanese)
            made.append((item, page))
        tree.put(item.key, page)
    for item, page in made:
        publish(item, page, tree)
    if any(isinstance(page, HomePage) for _item, page in made):
        put_on_front_page(library, tree)
    say(f"Japanese pages: {len(made)} added, {len(items) - len(made)} already there")
    return made


def _make(item: Item, library: Library, tree: Tree, japanese: Locale) -> BasePage:
    if item.kind.parent:
        return make_page(item, library, tree, japanese)
    welcome = welcome_pages()
    home = make_page(item, library, tree, japanese)
    open_site(home, welcome, library.content)
    return home


def _load_english(made: Made, english: Locale, say: Say) -> None:
    """Only of pages made now: an English page that an editor removed stays removed."""
    for item, page in made:
        translate(item, page, english)
    aliases = sum(item.untranslated for item, _ in made)
    say(f"English pages: {len(made) - aliases} translated, {aliases} shown in Japanese")


def _home(locale: Locale) -> HomePage | None:
    home: HomePage | None = HomePage.objects.filter(locale=locale).first()
    return home
