"""The search in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import Synonym


class SynonymViewSet(SnippetViewSet):
    """Words that are searched for together."""

    model = Synonym
    icon = "search"
    list_display = ["words", "only_finds"]
    search_fields = ["words", "only_finds"]
    menu_label = _("Synonyms of the search")
    menu_order = 260
    add_to_admin_menu = True
