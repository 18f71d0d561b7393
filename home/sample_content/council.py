"""The facts of the council's pages, from council.yaml; their texts are in pages.yaml."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from home.sample_content.entries import ContentEntry, text_columns
from home.sample_content.records import Library
from home.sample_content.rows import set_rows
from home.sample_content.tree import Tree
from pages.council.activities import (
    ActivitiesPage,
    Activity,
    ActivityExample,
    ActivityPlan,
    PlanPoint,
)
from pages.council.bylaws import BylawArticle, BylawsPage
from pages.council.history import HistoryEntry, HistoryPage
from pages.council.models import CouncilPage, DeclarationPage, GreetingPage
from pages.council.officers import Adviser, Officer, OfficersPage, OfficerTerm
from pages.events.models import EventPage


def council_facts(page: CouncilPage, entry: ContentEntry, library: Library) -> None:
    """Fill the key facts of the page that opens the section."""
    about = library.content.council.part("about")
    page.announced_on, page.began_on = about.day("announced"), about.day("first_assembly")
    page.pamphlet = library.one("documents", about, "pamphlet")


def greeting_facts(page: GreetingPage, entry: ContentEntry, library: Library) -> None:
    """Fill whose message it is, and that others tell it."""
    greeting = library.content.council.part("greeting")
    page.person = library.one("people", greeting, "person")
    page.told_by_others = greeting.value("form") == "third_person_summary" or None


def declaration_facts(page: DeclarationPage, entry: ContentEntry, library: Library) -> None:
    """Fill when the declaration was adopted."""
    declaration = library.content.council.part("declaration")
    page.adopted_on = declaration.day("adopted")
    page.document = library.one("documents", declaration, "document")


def declaration_links(page: DeclarationPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill the event at which the declaration was adopted."""
    page.event = tree.one(tree.content.council.part("declaration"), "event", EventPage)


def history_links(page: HistoryPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill the entries, with their page where there is one."""
    entries = [
        HistoryEntry(day=row.day("date"), item=tree.one(row, "ref", Page), **_text(row))
        for row in tree.content.council.rows("history")
    ]
    set_rows(page, "entries", entries)


def bylaws_facts(page: BylawsPage, entry: ContentEntry, library: Library) -> None:
    """Fill the articles in summary, and the document."""
    bylaws = library.content.council.part("bylaws")
    set_rows(page, "articles", [_article(row) for row in bylaws.rows("articles")])
    page.articles_complete = bylaws.value("complete")
    page.document = library.one("documents", bylaws, "document")


def officers_facts(page: OfficersPage, entry: ContentEntry, library: Library) -> None:
    """Fill the terms with their officers, the newest first, and the advisers."""
    officers = library.content.council.part("officers")
    terms = [_term(row, library) for row in reversed(officers.rows("terms"))]
    set_rows(page, "terms", terms)
    advisers = [_post(Adviser, row, library) for row in officers.rows("advisers")]
    set_rows(page, "advisers", advisers)


def officers_links(page: OfficersPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill the assemblies that elected the officers."""
    terms = list(page.terms.all())
    rows = reversed(tree.content.council.part("officers").rows("terms"))
    for term, row in zip(terms, rows, strict=True):
        term.elected_at = tree.one(row, "elected_at", EventPage)
    page.terms = terms


def activities_facts(page: ActivitiesPage, entry: ContentEntry, library: Library) -> None:
    """Fill the plans by fiscal year."""
    plans = library.content.council.part("activities").rows("plans")
    set_rows(page, "plans", [_plan(row, library) for row in plans])


def activities_links(page: ActivitiesPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill the kinds of activity, with the pages that show them at work."""
    rows = tree.content.council.part("activities").rows("items")
    set_rows(page, "activities", [_activity(row, tree) for row in rows])


def _text(row: ContentEntry, field: str = "text") -> dict[str, Any]:
    return dict(text_columns(field, row.as_text()))


def _article(row: ContentEntry) -> BylawArticle:
    return BylawArticle(
        number=row.number("number"), **row.bilingual("heading"), **row.bilingual("summary")
    )


def _term(row: ContentEntry, library: Library) -> OfficerTerm:
    term = OfficerTerm(
        total=row.number("total"), complete=bool(row.value("complete")), **_title(row, "term")
    )
    set_rows(term, "officers", [_post(Officer, member, library) for member in row.rows("members")])
    return term


def _post(model: type, row: ContentEntry, library: Library) -> Any:
    person = library.needed("people", row, "person")
    return model(person=person, as_of=row.day("as_of"), **row.bilingual("post"))


def _plan(row: ContentEntry, library: Library) -> ActivityPlan:
    plan = ActivityPlan(
        fiscal_year=row.number("fiscal_year"),
        document=library.one("documents", row, "document"),
        **_title(row, "title"),
    )
    set_rows(plan, "points", [PlanPoint(**_text(point)) for point in row.rows("points")])
    return plan


def _activity(row: ContentEntry, tree: Tree) -> Activity:
    activity = Activity(**_text(row))
    examples = [ActivityExample(item=item) for item in tree.all_of(row, "refs", Page)]
    set_rows(activity, "examples", examples)
    return activity


def _title(row: ContentEntry, name: str) -> dict[str, str]:
    return row.bilingual(name, "title")
