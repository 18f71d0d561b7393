"""The glossary in the admin, beside the records."""

from wagtail.snippets.views.snippets import SnippetViewSet

from pages.bilingual.glossary import GlossaryTerm


class GlossaryViewSet(SnippetViewSet):
    """Terms with their English."""

    model = GlossaryTerm
    icon = "openquote"
    add_to_admin_menu = True
    menu_order = 260
    list_display = ["japanese", "english", "note"]
    search_fields = ["japanese", "english"]
