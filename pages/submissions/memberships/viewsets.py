"""Membership requests in the admin: the list, one request with its history, and its decisions."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import BaseButton, Button, HeaderButton
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from pages.base.exports import VisitorsExportMixin
from pages.submissions.fields import DayField
from pages.submissions.memberships import mails
from pages.submissions.memberships.deciding import NEXT, consequences, decide, problem_of, why_not
from pages.submissions.memberships.models import OPEN, MembershipRequest
from pages.submissions.viewsets import NothingIsAdded
from portal import clock

State = MembershipRequest.State
_ACTIONS = {
    State.BOARD: gettext_lazy("Bring before the board"),
    State.ACCEPTED: gettext_lazy("Accept"),
    State.DECLINED: gettext_lazy("Decline"),
    State.WITHDRAWN: gettext_lazy("Withdraw"),
}
_ICONS = {
    State.BOARD: "arrow-right",
    State.ACCEPTED: "check",
    State.DECLINED: "cross",
    State.WITHDRAWN: "arrow-left",
}


def decision_buttons(
    membership: MembershipRequest, user: Any, kind: type[BaseButton] = Button
) -> list[BaseButton]:
    """A button for each state that may follow."""
    if not may_decide(user):
        return []
    return [
        kind(
            _ACTIONS[after],
            url=reverse("decide_membership", args=[membership.pk, after.value]),
            icon_name=_ICONS[after],
            priority=40 + place,
        )
        for place, after in enumerate(NEXT.get(membership.state, ()))
    ]


def may_decide(user: Any) -> bool:
    """Whether somebody may bring requests to another state."""
    return bool(user.has_perm("pages.change_membershiprequest"))


class MembershipIndexView(VisitorsExportMixin, IndexView):
    """The requests, each with the decisions that may follow."""

    def get_list_more_buttons(self, instance: MembershipRequest) -> list[BaseButton]:
        """The decisions beside the other buttons."""
        buttons: list[BaseButton] = super().get_list_more_buttons(instance)
        return [*buttons, *decision_buttons(instance, self.request.user)]


class MembershipEditView(EditView):
    """One request: what was entered, its history, and the decisions that may follow."""

    @cached_property
    def header_buttons(self) -> list[BaseButton]:
        """The decisions above the form, in plain sight."""
        buttons: list[BaseButton] = super().header_buttons
        return [*decision_buttons(self.object, self.request.user, HeaderButton), *buttons]


class MembershipViewSet(SnippetViewSet):
    """Requests for membership, the newest first."""

    model = MembershipRequest
    index_view_class = MembershipIndexView
    edit_view_class = MembershipEditView
    icon = "group"
    menu_label = gettext_lazy("Membership requests")
    menu_icon = "group"
    menu_order = 225
    add_to_admin_menu = True
    list_display = [
        "number",
        "municipality",
        "state",
        "received_at",
        "member_from",
        Column("open_together", label=gettext_lazy("Open requests of the municipality")),
    ]
    list_export = [
        "number",
        "get_state_display",
        "received_at",
        "municipality",
        "mayor",
        "name",
        "department",
        "mail",
        "phone",
        "wished_from",
        "remarks",
        "member_from",
        "decided_at",
        "note",
    ]
    export_headings = {"get_state_display": pgettext_lazy("membership request", "state")}
    list_filter = ["state"]
    search_fields = [
        *("municipality__name_ja", "municipality__name_en", "municipality__kana"),
        *("mail", "name", "mayor", "note"),
    ]
    copy_view_enabled = False
    permission_policy = NothingIsAdded(MembershipRequest)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With how many open requests each municipality has, in one query."""
        together = (
            MembershipRequest.objects.filter(municipality=OuterRef("municipality"), state__in=OPEN)
            .order_by()
            .values("municipality")
            .annotate(count=Count("pk"))
            .values("count")
        )
        requests = MembershipRequest.objects.select_related("municipality")
        return requests.annotate(open_together=Subquery(together)).order_by("-received_at", "-pk")


class MembershipDayForm(forms.Form):
    """The day from which an accepted request makes its municipality a member."""

    member_from = DayField(
        label=gettext_lazy("Member from"),
        help_text=gettext_lazy("Such as 2023-04-01."),
        error_messages={"required": gettext_lazy("Enter the day.")},
    )

    def clean_member_from(self) -> date:
        """Refuses a day that is far away."""
        day: date = self.cleaned_data["member_from"]
        problem = problem_of(day)
        if problem:
            raise forms.ValidationError(problem)
        return day


def decide_membership(request: HttpRequest, pk: int, after: str) -> HttpResponse:
    """Shows what a decision will do, and does it when it is confirmed."""
    membership = get_object_or_404(MembershipRequest.objects.select_related("municipality"), pk=pk)
    if after not in _ACTIONS:
        raise Http404
    if not may_decide(request.user):
        messages.error(request, _("You may not decide on membership requests."))
        return redirect("wagtailadmin_home")
    seen = request.POST.get("seen") if request.method == "POST" else None
    refusal = why_not(membership, after, seen)
    if refusal:
        messages.error(request, refusal)
        return redirect(_listed())
    form = _day_form(request, membership) if after == State.ACCEPTED else None
    day = form.cleaned_data["member_from"] if form and form.is_valid() else None
    if request.method == "POST" and (form is None or day):
        return _decided(request, membership, after, seen or "", day)
    context = {
        "membership": membership,
        "title": _ACTIONS[State(after)],
        "icon": _ICONS[State(after)],
        "listed": _listed(),
        "day_form": form,
        "day": day,
        **(_announced(membership, after, day) if form is None or day else {}),
    }
    return render(request, "pages/submissions/admin/decide_membership.html", context)


def _day_form(request: HttpRequest, membership: MembershipRequest) -> MembershipDayForm:
    if request.method == "POST":
        return MembershipDayForm(request.POST)
    if "member_from" in request.GET:
        return MembershipDayForm(request.GET)
    wished = membership.wished_from
    return MembershipDayForm({"member_from": max(wished or clock.today(), clock.today())})


def _announced(membership: MembershipRequest, after: str, day: date | None) -> dict[str, Any]:
    """The decision's consequences and its mail, exactly as it will be sent."""
    mail = mails.told(membership, after, day)
    return {
        "consequences": list(consequences(membership, after, day)),
        "mail": mail,
        "mail_language": get_language_info(membership.language)["name_translated"],
    }


def _decided(
    request: HttpRequest, membership: MembershipRequest, after: str, seen: str, day: date | None
) -> HttpResponse:
    try:
        decide(membership.pk, after, seen=seen, by=request.user, day=day)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        said = _("%(number)s: “%(state)s”. A mail to %(mail)s is on its way.")
        names = {"number": membership.number, "state": State(after).label, "mail": membership.mail}
        messages.success(request, said % names)
    return redirect(_listed())


def _listed() -> str:
    return reverse("wagtailsnippets_pages_membershiprequest:list")


urls = [path("<int:pk>/<slug:after>/", decide_membership, name="decide_membership")]
