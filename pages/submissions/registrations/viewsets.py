"""Registrations in the admin: who has registered for what, and how those with a place take part."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.button import BaseButton, Button, HeaderButton
from wagtail.models import Page
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from pages.submissions.further_questions.columns import AnswersExportMixin
from pages.submissions.messages.views import message_button
from pages.submissions.messages.views import urls as message_urls
from pages.submissions.registrations.attendance_views import urls as attendance_urls
from pages.submissions.registrations.models import Participant, Places
from pages.submissions.registrations.registering import cancel
from pages.submissions.registrations.resending import resend_button
from pages.submissions.registrations.resending import urls as resending_urls
from pages.submissions.viewsets import NothingIsAdded, OnlyChanged


class ParticipantFilterSet(WagtailFilterSet):
    """By event and by who has a place."""

    page = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Event"),
        queryset=lambda request: Page.objects.filter(eventpage__places__isnull=False),
    )

    class Meta:
        model = Participant
        fields = ["page", "state"]


class ParticipantIndexView(AnswersExportMixin, IndexView):
    """The participants in the order in which they registered, with a button for each."""

    export_headings: dict[str, Any] = {
        "get_state_display": pgettext_lazy("participant", "state"),
        "registration.municipality": gettext_lazy("municipality"),
        "registration.get_affiliation_display": gettext_lazy("affiliation"),
        "registration.needs": gettext_lazy("what we should prepare"),
        "registration.fee_jpy": gettext_lazy("fee (yen)"),
        "registration.received_at": gettext_lazy("received"),
        "registration.number": gettext_lazy("Receipt number"),
    }

    answers_of_row = "registration."

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Also the list at the door, where the participants of one event are shown."""
        buttons: list[Button] = super().header_more_buttons
        event, user = self.request.GET.get("page", ""), self.request.user
        if event.isascii() and event.isdecimal() and may_cancel(user):
            buttons.append(attendance_button(int(event[:9])))
            buttons.append(message_button(int(event[:9])))
        return buttons

    def get_list_more_buttons(self, instance: Participant) -> list[BaseButton]:
        """Cancels for somebody who has asked for it by telephone, or sends them the link again."""
        buttons: list[BaseButton] = super().get_list_more_buttons(instance)
        user: Any = self.request.user
        buttons += resend_button(instance, user)
        if instance.state != Participant.State.CANCELLED and may_cancel(user):
            address = reverse("cancel_participant", args=[instance.pk])
            buttons.append(Button(_("Cancel for them"), url=address, icon_name="cross"))
        return buttons


class ParticipantEditView(EditView):
    """One participant, with the way to send them the link to their own page again."""

    @cached_property
    def header_buttons(self) -> list[BaseButton]:
        """It stands above the form."""
        buttons: list[BaseButton] = super().header_buttons
        return [*resend_button(self.object, self.request.user, HeaderButton), *buttons]


class ParticipantViewSet(SnippetViewSet):
    """Who takes part, who waits, who has cancelled."""

    model = Participant
    index_view_class = ParticipantIndexView
    edit_view_class = ParticipantEditView
    icon = "group"
    list_display = ["name", "mail", "registration__municipality", "page", "state", "turn"]
    list_export = [
        "page",
        "turn",
        "get_state_display",
        "name",
        "mail",
        "registration.municipality",
        "registration.get_affiliation_display",
        "registration.needs",
        "registration.fee_jpy",
        "registration.received_at",
        "registration.number",
        "attended_at",
        "note",
    ]
    filterset_class = ParticipantFilterSet
    search_fields = ["name", "mail", "note"]
    copy_view_enabled = False
    permission_policy = NothingIsAdded(Participant)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the list shows of each, in one query."""
        related = Participant.objects.select_related("registration__municipality", "page")
        return related.order_by("page", "turn")


class PlacesIndexView(IndexView):
    """The events with registration, each with the list at its door."""

    def get_list_more_buttons(self, instance: Places) -> list[Button]:
        """Leads to who came, and from one event to the next."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        user: Any = self.request.user
        if may_cancel(user):
            buttons.append(attendance_button(instance.pk))
            buttons.append(message_button(instance.pk))
        if instance.page.permissions_for_user(user).can_copy():
            buttons.append(next_event_button(instance.pk))
        return buttons


class PlacesViewSet(SnippetViewSet):
    """How those who have a place take part, event by event."""

    model = Places
    index_view_class = PlacesIndexView
    icon = "calendar-check"
    list_display = ["page", "capacity", "taken", "full_since"]
    copy_view_enabled = False
    permission_policy = OnlyChanged(Places)


class RegistrationsGroup(SnippetViewSetGroup):
    """Both under one entry of the menu."""

    items = (ParticipantViewSet, PlacesViewSet)
    menu_label = gettext_lazy("Registrations")
    menu_icon = "group"
    menu_order = 220


def may_cancel(user: Any) -> bool:
    """Whether somebody may cancel for participants."""
    return bool(user.has_perm("pages.change_participant"))


def cancel_participant(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then cancels; the registrant is told by mail, and who moves up."""
    participant = get_object_or_404(
        Participant.objects.select_related("registration__page", "page"), pk=pk
    )
    listed = f"{reverse('wagtailsnippets_pages_participant:list')}?page={participant.page_id}"
    if not may_cancel(request.user):
        messages.error(request, _("You may not cancel for participants."))
        return redirect(listed)
    if request.method != "POST":
        context = {"participant": participant, "listed": listed}
        return render(request, "pages/submissions/admin/cancel_participant.html", context)
    cancel([participant])
    messages.success(request, _("“%(name)s” no longer takes part.") % {"name": participant.name})
    return redirect(listed)


urls = [
    path("<int:pk>/cancel/", cancel_participant, name="cancel_participant"),
    *attendance_urls,
    *message_urls,
    *resending_urls,
]


def registration_buttons(page: Any, user: Any) -> Iterator[Button]:
    """From the page of an event to those who registered for it, how many, and to who came."""
    places = Places.objects.filter(page__translation_key=page.translation_key).first()
    if places is None:
        return
    if user.has_perm("pages.view_participant"):
        address = f"{reverse('wagtailsnippets_pages_participant:list')}?page={places.pk}"
        label = _("Registrations (%(number)s)") % {"number": places.taken}
        yield Button(label, url=address, icon_name="group", priority=70)
    if may_cancel(user):
        yield attendance_button(places.pk, priority=71)


def next_event_button(page_id: int) -> Button:
    """Leads to a copy of the event with its form, its questions and no days."""
    address = reverse("wagtailadmin_pages:copy", args=[page_id])
    return Button(_("Hold another like it"), url=address, icon_name="copy", priority=90)


def attendance_button(page_id: int, priority: int = 100) -> Button:
    """Leads to the list at the door."""
    address = reverse("attendance", args=[page_id])
    return Button(_("Attendance list"), url=address, icon_name="tick", priority=priority)
