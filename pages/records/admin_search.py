"""Searching among records in the admin: an editor finds what is there however it is spelt.

An empty list would tempt an editor to add a second record of the same place or person.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView
from wagtail.snippets.views.snippets import IndexView

from pages.records.spelling import fold


def found(records: QuerySet, text: str) -> QuerySet:
    """The records of which some name holds every word of a text, in any spelling."""
    words = [word for word in text.split() if fold(word)]
    if not words:
        return records.none()
    for word in words:
        records = records.filter(records.model.found_by(word))
    return records


class RecordIndexView(IndexView):
    """A list of records with a search that knows spellings."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """The records found, in the order of the list."""
        return found(queryset, self.search_query) if self.is_searching else queryset


class RecordFilterForm(SearchFilterMixin, BaseFilterForm):
    """The search field of choosers."""

    def filter(self, objects: Any) -> Any:
        """The records found, in the order of the list."""
        text = self.cleaned_data.get("q")
        if not text:
            return objects
        self.is_searching, self.search_query = True, text
        return found(objects, text)


class RecordChooseView(ChooseView):
    """A chooser of records that knows spellings."""

    filter_form_class = RecordFilterForm


class RecordChooseResultsView(ChooseResultsView):
    """Its results while typing."""

    filter_form_class = RecordFilterForm
