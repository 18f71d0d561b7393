"""The search in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.search_promotions.views.settings import CreateView as PromotionCreateView
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from search.models import Synonym


class AddSynonym(CreateView):
    """A new synonym, begun with the words of a search where the report leads here."""

    def get_initial(self) -> dict[str, Any]:
        """The words of the address."""
        return {**super().get_initial(), "words": self.request.GET.get("words", "")}


class SynonymViewSet(SnippetViewSet):
    """Words that are searched for together."""

    model = Synonym
    icon = "search"
    list_display = ["words", "only_finds"]
    search_fields = ["words", "only_finds"]
    menu_label = _("Synonyms of the search")
    menu_order = 260
    add_to_admin_menu = True
    add_view_class = AddSynonym


class RecommendPage(PromotionCreateView):
    """Wagtail's form for promoted results, begun with the words of a search."""

    def get_initial(self) -> dict[str, Any]:
        """The words of the address."""
        asked = self.request.GET.get("query_string", "")
        return {**super().get_initial(), "query_string": asked}
