"""What the admin offers for the site as a whole."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.promotions import Promotion


class PromotionViewSet(SnippetViewSet):
    """Links on the front page, put in order by dragging."""

    model = Promotion
    icon = "link"
    menu_label = _("Front page links")
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["text_ja", "text_en", "shown_from", "shown_until"]


register_snippet(PromotionViewSet)
