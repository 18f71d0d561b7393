"""Evidence of an editors' report: what it says was published can be opened."""

from typing import Any

from pages.base.claims import documents_in, documents_of
from pages.lifecycle import MilestoneKind


def has_evidence(report: Any) -> bool:
    """Whether a report of documents or recordings leads to one that can be opened."""
    item = report.item.specific if report.item else None
    if report.kind == MilestoneKind.RECORDINGS.value:
        return bool(item and any(row.recording.is_there for row in item.facts.recordings.all()))
    if report.kind != MilestoneKind.DOCUMENT.value:
        return True
    named = [report.document, *documents_in(report), *(documents_of(item) if item else ())]
    return any(paper.has_file for paper in named if paper)
