"""On the editors' first screen: events that have begun and whose attendance is not published."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.admin.ui.components import Component

from pages.submissions.registrations.models import Participant, Places
from portal import clock

State = Participant.State
SHOWN_FOR = timedelta(days=60)  # whoever has not published it by then does not mean to


def attendance_due() -> QuerySet[Places]:
    """The public events with registrations, from their day on, that say nothing of who came."""
    now = clock.now()
    end_of_today = clock.start_of_day(clock.today() + timedelta(days=1))
    begun = Places.objects.filter(begins_at__lt=end_of_today, begins_at__gt=now - SHOWN_FOR)
    people = Participant.objects.filter(page=OuterRef("pk")).exclude(state=State.CANCELLED)
    untold = begun.filter(Exists(people), page__live=True, page__attendance_people=None)
    return untold.select_related("page").order_by("-begins_at")


class AttendanceDue(Component):
    """The events at whose door somebody is ticked, or whose figures wait, for those who may."""

    name = "attendance_due"
    template_name = "pages/submissions/admin/attendance_due.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The events that take place, the latest first."""
        user = parent_context["request"].user
        if not user.has_perm("pages.change_participant"):
            return {"events": []}
        events: list[Any] = [places.page for places in attendance_due()]
        return {"events": [each for each in events if not each.status.is_cancelled_or_postponed]}
