"""On the editors' first screen: the rounds whose results were to be known by now."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.admin.ui.components import Component

from pages.awards.models import AwardRoundPage
from pages.base.facts import sources
from portal import clock


def overdue_rounds() -> QuerySet:
    """The public rounds whose day of the results, else of the ceremony, is past without winners."""
    today = clock.today()
    due = Q(results_on__lt=today) | Q(results_on=None, ceremony_on__lt=today)
    rounds: QuerySet = sources(AwardRoundPage).filter(due, live=True, winners=None)
    return rounds.order_by("path")


class OverdueResults(Component):
    """The rounds that wait for an editor to enter their results, for those who may."""

    name = "overdue_results"
    template_name = "pages/awards/admin/overdue_results.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The rounds that this person may edit, with the day on which results were due."""
        user = parent_context["request"].user
        rounds = [page for page in overdue_rounds() if page.permissions_for_user(user).can_edit()]
        return {"rounds": rounds}
