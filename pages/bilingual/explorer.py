"""The explorer's column and filter: how far the English of each page is."""

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

from pages.bilingual.states import KINDS, NONE, State, pages_in, states_of


class EnglishColumn(Column):
    """The state of a page's English, leading to what there is to do."""

    def get_value(self, instance: Any) -> Any:
        """The state, linked where somebody is translating."""
        state = getattr(instance, "english_state", State())
        if state.kind == NONE:
            return state.label
        address = reverse("bilingual:review", args=[instance.pk])
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


class PortalExplorer(ExplorableIndexView):
    """The explorer with the state of English, fetched in one query for a whole screen."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Hands each listed page its state."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        listed = list(context["object_list"])
        states = states_of(listed)
        for page in listed:
            page.english_state = states.get(page.translation_key, State())
        return context


class PortalPages(PageViewSet):
    """Wagtail's views of pages with our explorer."""

    model = Page
    index_view_class = PortalExplorer
    filterset_class = PortalPageFilterSet
    columns = [
        *ExplorableIndexView.base_columns,
        EnglishColumn("english", label=_("English"), width="14%"),
    ]
