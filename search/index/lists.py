"""What stands on pages that list what other pages and records hold."""

from typing import Any

from pages.awards.models import AwardWinner
from pages.awards.winners import WinnersPage
from pages.base.facts import source_locale_id
from pages.members.models import MembersPage, PeoplePage
from pages.resources.indexes import (
    DocumentsPage,
    VideosPage,
    public_documents,
    public_recordings,
)
from search.index.texts import Texts


def _winners(page: Any, texts: Texts) -> None:
    rows = AwardWinner.objects.filter(page__live=True, page__locale=source_locale_id())
    for row in rows.select_related("municipality", "prize"):
        texts.add_record(row.municipality)
        texts.add_record(row.prize)
        texts.add_pair(row, "project")


def _records(page: Any, texts: Texts) -> None:
    for record in page.records():
        texts.add_record(record)


def _documents(page: Any, texts: Texts) -> None:
    for document in public_documents():
        texts.add_pair(document, "title")


def _recordings(page: Any, texts: Texts) -> None:
    for recording in public_recordings():
        texts.add_pair(recording, "title")


LISTS = {
    WinnersPage: _winners,
    MembersPage: _records,
    PeoplePage: _records,
    DocumentsPage: _documents,
    VideosPage: _recordings,
}


def add_listed(page: Any, texts: Texts) -> None:
    """Adds what a list page shows."""
    if type(page) in LISTS:
        LISTS[type(page)](page, texts)
