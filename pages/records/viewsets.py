"""The records in the admin, together under one menu entry."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.media import Recording
from pages.records.choosers import (
    MunicipalityChooser,
    OrganisationChooser,
    PersonChooser,
    VenueChooser,
)
from pages.records.models import Municipality, Organisation, Person, Prize, Venue


class PersonViewSet(SnippetViewSet):
    """People, found by name or reading."""

    model = Person
    chooser_viewset_class = PersonChooser
    icon = "user"
    list_display = ["name_ja", "name_en", "kana"]


class MunicipalityViewSet(SnippetViewSet):
    """Municipalities, by prefecture."""

    model = Municipality
    chooser_viewset_class = MunicipalityChooser
    icon = "home"
    list_display = ["name_ja", "name_en", "prefecture", "member_confirmed"]
    list_filter = ["prefecture", "kind", "member_confirmed"]


class OrganisationViewSet(SnippetViewSet):
    """Ministries, associations and other bodies."""

    model = Organisation
    chooser_viewset_class = OrganisationChooser
    icon = "group"
    list_display = ["name_ja", "name_en", "kind"]
    list_filter = ["kind"]


class VenueViewSet(SnippetViewSet):
    """Places where events are held."""

    model = Venue
    chooser_viewset_class = VenueChooser
    icon = "globe"
    list_display = ["name_ja", "name_en"]


class PrizeViewSet(SnippetViewSet):
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
