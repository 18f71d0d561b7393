"""Entries in the admin: the list, one entry with its files and history, and the way to its row."""

from typing import Any

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import BaseButton, Button
from wagtail.models import Page
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from pages.submissions.entries.admin_views import drafts_button, entry_buttons
from pages.submissions.entries.models import AwardEntry, questions_of
from pages.submissions.further_questions.columns import AnswersExportMixin
from pages.submissions.further_questions.questions import said
from pages.submissions.viewsets import NothingIsAdded


class EntryFilterSet(WagtailFilterSet):
    """By round and by how far an entry has come."""

    page = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Award round"),
        queryset=lambda request: Page.objects.filter(
            awardroundpage__award_entries__isnull=False
        ).distinct(),
    )

    class Meta:
        model = AwardEntry
        fields = ["page", "state"]


class EntryIndexView(AnswersExportMixin, IndexView):
    """The entries, each with what can be done with it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Also a mail to all drafts, where the entries of one round are shown."""
        buttons: list[Button] = super().header_more_buttons
        if self._round_id:
            buttons.extend(drafts_button(self._round_id, self.request.user))
        return buttons

    @cached_property
    def columns(self) -> list[Any]:
        """Also the answers to its questions, where the entries of one round are shown."""
        asked = questions_of(self._round) if self._round else ()
        answers = [Column(f"words_by_key.{each.key}", label=said(each.label)) for each in asked]
        return [*super().columns, *answers]

    @property
    def _round_id(self) -> int:
        """The round whose entries are shown; 0 where those of all are."""
        page = self.request.GET.get("page", "")
        return int(page[:9]) if page.isascii() and page.isdecimal() else 0

    @cached_property
    def _round(self) -> Any:
        rounds: Any = AwardEntry._meta.get_field("page").related_model
        return rounds.objects.filter(pk=self._round_id).first()

    def get_list_more_buttons(self, instance: AwardEntry) -> list[BaseButton]:
        """The decisions beside the other buttons."""
        buttons: list[BaseButton] = super().get_list_more_buttons(instance)
        return [*buttons, *entry_buttons(instance, self.request.user)]


class EntryEditView(EditView):
    """One entry: what was entered, its files and history, and the decisions on it."""

    @cached_property
    def header_more_buttons(self) -> list[BaseButton]:
        """The decisions above the form."""
        buttons: list[BaseButton] = super().header_more_buttons
        return [*entry_buttons(self.object, self.request.user), *buttons]


class EntryViewSet(SnippetViewSet):
    """Entries for the awards, the newest first."""

    model = AwardEntry
    index_view_class = EntryIndexView
    edit_view_class = EntryEditView
    icon = "pick"
    menu_label = gettext_lazy("Award entries")
    menu_icon = "pick"
    menu_order = 227
    add_to_admin_menu = True
    list_display = [
        *("number", "municipality", "project", "page", "state"),
        *("missing_said", "saved_at", "listed_as"),
    ]
    list_export = [
        *("number", "page", "get_state_display", "municipality", "project", "category", "summary"),
        *("file_names", "missing_said", "name", "mail", "phone", "received_at", "sent_at"),
        *("get_listed_as_display", "note"),
    ]
    export_headings = {
        "get_state_display": pgettext_lazy("award entry", "state"),
        "get_listed_as_display": gettext_lazy("row of the round"),
        "received_at": gettext_lazy("begun"),
    }
    filterset_class = EntryFilterSet
    search_fields = [
        *("municipality__name_ja", "municipality__name_en", "municipality__kana"),
        *("project", "summary", "name", "mail", "note"),
    ]
    copy_view_enabled = False
    permission_policy = NothingIsAdded(AwardEntry)

    def get_queryset(self, request: Any) -> Any:
        """With what the list shows of each, in few queries."""
        related = AwardEntry.objects.select_related("municipality", "page", "category")
        related = related.prefetch_related("files", "page__criteria", "page__questions")
        return related.order_by("-received_at", "-pk")
