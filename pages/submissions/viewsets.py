"""Enquiries and their subjects in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from pages.base.exports import VisitorsExportMixin
from pages.submissions.models import ContactSubject, Enquiry


class NothingIsAdded(ModelPermissionPolicy):
    """Submissions come from visitors only."""

    refused = frozenset({"add"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the group allows, but for what nobody does in the admin."""
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """As the group allows, but for what nobody does in the admin."""
        return super().user_has_any_permission(user, set(actions) - self.refused)


class OnlyChanged(NothingIsAdded):
    """Rows that come into being and go with what they belong to."""

    refused = frozenset({"add", "delete"})


class EnquiryIndexView(VisitorsExportMixin, IndexView):
    """The enquiries, to be taken away as a list by whoever may see them."""


class EnquiryViewSet(SnippetViewSet):
    """The enquiries, unanswered first."""

    model = Enquiry
    index_view_class = EnquiryIndexView
    list_export = [
        "number",
        "received_at",
        "subject",
        "name",
        "organisation",
        "mail",
        "text",
        "is_answered",
        "note",
    ]
    icon = "mail"
    list_display = ["number", "subject", "received_at", "is_answered"]
    list_filter = ["is_answered", "subject"]
    search_fields = ["name", "organisation", "mail", "text"]
    ordering = ["is_answered", "-received_at"]
    copy_view_enabled = False
    permission_policy = NothingIsAdded(Enquiry)


class SubjectViewSet(SnippetViewSet):
    """The subjects, and who answers them."""

    model = ContactSubject
    icon = "list-ul"
    list_display = ["name_ja", "name_en", "mail"]


class EnquiriesGroup(SnippetViewSetGroup):
    """Both under one entry of the menu."""

    items = (EnquiryViewSet, SubjectViewSet)
    menu_label = _("Enquiries")
    menu_icon = "mail"
    menu_order = 230
