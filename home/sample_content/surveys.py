"""The facts of a survey, from its entry."""

from __future__ import annotations

from home.sample_content.entries import ContentEntry
from home.sample_content.records import Library
from home.sample_content.rows import set_linked, set_rows, set_text
from home.sample_content.tree import Tree
from pages.awards.models import AwardRoundPage
from pages.events.models import EventPage
from pages.resources.surveys import SurveyDocument, SurveyPage, SurveyResult


def survey_facts(page: SurveyPage, entry: ContentEntry, library: Library) -> None:
    """Fill the facts of a survey, but for those that name other pages."""
    page.fiscal_year = entry.number("fiscal_year")
    page.respondents, page.nominees = entry.number("respondents"), entry.number("nominees")
    set_text(page, "target", entry, "target")
    set_text(page, "plan", entry, "linked_plan")
    documents = library.all_of("documents", entry, "documents")
    set_linked(page, "documents", SurveyDocument, documents, "document")
    set_rows(page, "results", [_result(row) for row in entry.rows("results")])


def survey_links(page: SurveyPage, entry: ContentEntry, tree: Tree) -> None:
    """Fill the award round and the event that the survey belongs with."""
    page.award = tree.one(entry, "linked_award", AwardRoundPage)
    page.event = tree.one(entry, "linked_event", EventPage)


def _result(row: ContentEntry) -> SurveyResult:
    return SurveyResult(count=row.number("count"), **row.bilingual("label"))
