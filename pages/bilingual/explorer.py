"""The explorer's column and filter for the state of English."""

from typing import Any

from django.db.models import QuerySet
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from pages.base.per_request import PerRequest
from pages.bilingual.states import KINDS, MISSING, NONE, TranslationState, pages_in, states_of

_states: PerRequest[dict[Any, TranslationState]] = PerRequest()


class StateColumn(Column):
    """Something of the state of a page's English; one query for a whole screen."""

    def show(self, page: Page, state: TranslationState) -> str:
        """The text of the cell: the state in words."""
        return str(state)

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Adds what is shown of the page of this row."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        listed = parent_context["table"].data
        states = _states.get_or_make(parent_context["request"], lambda: states_of(listed))
        state = states.get(instance.translation_key, TranslationState())
        context["value"] = self.show(instance, state)
        return context


class EnglishColumn(StateColumn):
    """The state of a page's English, linked to the review."""

    def show(self, page: Page, state: TranslationState) -> str:
        """The state, linked where somebody is translating."""
        if state.kind in (NONE, MISSING):
            return state.label
        address = reverse("bilingual:review", args=[page.pk])
        return format_html('<a href="{}" data-english="{}">{}</a>', address, state.kind, state)


class EnglishFilter(ChoiceFilter):
    """Pages whose English is in one state."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """All pages where nothing is chosen."""
        return pages_in(qs, value) if value else qs


class PortalPageFilterSet(GenericPageFilterSet):
    """Wagtail's filters and ours."""

    english = EnglishFilter(
        label=_("English"), choices=KINDS, empty_label=_("Any"), widget=RadioSelect
    )


class PortalPages(PageViewSet):
    """Wagtail's views of pages, with the state of English in the explorer."""

    model = Page
    filterset_class = PortalPageFilterSet
    columns = [
        *ExplorableIndexView.base_columns,
        EnglishColumn("english", label=_("English"), width="14%"),
    ]
