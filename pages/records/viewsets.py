"""The records in the admin, together under one menu entry."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.media import Recording
from pages.records.admin_search import RecordIndexView
from pages.records.choosers import (
    MunicipalityChooser,
    OrganisationChooser,
    PersonChooser,
    VenueChooser,
)
from pages.records.models import Municipality, Organisation, Person, Prize, Venue


class RecordViewSet(SnippetViewSet):
    """A kind of record, found in any spelling."""

    index_view_class = RecordIndexView


class PersonViewSet(RecordViewSet):
    """People, found by name or reading."""

    model = Person
    chooser_viewset_class = PersonChooser
    icon = "user"
    list_display = ["name_ja", "name_en", "kana"]


class MunicipalityIndexView(RecordIndexView):
    """Leads to where the whole register is loaded."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Beside exporting the list."""
        buttons: list[Button] = super().header_more_buttons
        if self.request.user.has_perms(("pages.add_municipality", "pages.change_municipality")):
            address = reverse("municipality_register")
            buttons.append(Button(_("Load the national register"), url=address, icon_name="upload"))
        return buttons


class MunicipalityViewSet(RecordViewSet):
    """Municipalities, by prefecture."""

    model = Municipality
    index_view_class = MunicipalityIndexView
    chooser_viewset_class = MunicipalityChooser
    icon = "home"
    list_display = ["name_ja", "name_en", "prefecture", "member_confirmed", "member_since"]
    list_filter = ["prefecture", "kind", "member_confirmed"]


class OrganisationViewSet(RecordViewSet):
    """Ministries, associations and other bodies."""

    model = Organisation
    chooser_viewset_class = OrganisationChooser
    icon = "group"
    list_display = ["name_ja", "name_en", "kind"]
    list_filter = ["kind"]


class VenueViewSet(RecordViewSet):
    """Places where events are held."""

    model = Venue
    chooser_viewset_class = VenueChooser
    icon = "globe"
    list_display = ["name_ja", "name_en"]


class PrizeViewSet(RecordViewSet):
    """Prizes, in the order of lists."""

    model = Prize
    icon = "pick"
    list_display = ["name_ja", "name_en", "rank"]


class RecordingViewSet(SnippetViewSet):
    """Recordings, with or without their address."""

    model = Recording
    icon = "media"
    list_display = ["title_ja", "title_en", "published_on"]


class RecordsGroup(SnippetViewSetGroup):
    """All records."""

    items = (
        PersonViewSet,
        MunicipalityViewSet,
        OrganisationViewSet,
        VenueViewSet,
        PrizeViewSet,
        RecordingViewSet,
    )
    menu_label = _("Records")
    menu_icon = "list-ul"
    menu_order = 250
