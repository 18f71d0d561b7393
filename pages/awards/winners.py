"""Every winner of every round in one table, to be searched by year, prize and prefecture."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from pages.awards.models import AwardRoundPage, AwardWinner
from pages.base.choices import BaseFilteredListPage
from pages.base.facets import FacetedList, FacetField
from pages.base.facts import source_locale_id
from pages.base.listing import by_fact, in_tree_of
from pages.base.page import BasePage
from pages.public import public
from pages.wording import format_year
from pages.wording.records import localized_text

__all__ = ["WinnersPage"]


Winner = tuple[Any, Any]  # a round and a row of its winners


def filtered_winners(rounds: Iterable[Any], query: QueryDict) -> FacetedList[Winner]:
    """The public winners under the filters of an address. Raises UnknownChoiceError."""
    winners = [(page, row) for page in rounds for row in page.public_winners]
    prizes = {row.prize.key: row.prize for _page, row in winners}
    places = {str(row.municipality.prefecture): row.municipality for _page, row in winners}
    fields: list[FacetField[Winner]] = [
        FacetField(
            "year",
            _("Year"),
            lambda winner: str(winner[0].facts.year or ""),
            lambda year: format_year(int(year), era=False),
            lambda year: -int(year),
        ),
        FacetField(
            "prize",
            _("Prize"),
            lambda winner: winner[1].prize.key,
            lambda key: localized_text(prizes[key], "list_name"),
            lambda key: (prizes[key].rank, key),
        ),
        FacetField(
            "pref",
            _("Prefecture"),
            lambda winner: str(winner[1].municipality.prefecture),
            lambda number: localized_text(places[number], "prefecture"),
            int,
        ),
    ]
    return FacetedList(winners, fields, query)


class WinnersPage(BaseFilteredListPage):
    """All winners, grouped by round."""

    parent_page_types = ["pages.AwardsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/awards/winners_page.html"
    max_count_per_parent = 1
    lists_others = True

    class Meta:
        verbose_name = _("awards: all winners")

    def listed(self) -> Iterator[Any]:
        """The winners' municipalities, prizes and projects."""
        rows = AwardWinner.objects.filter(public("page__"), page__locale=source_locale_id())
        for row in rows.select_related("municipality", "prize"):
            yield row.municipality
            yield row.prize
            yield row, "project"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the rounds with the winners chosen, and what can be chosen."""
        context = super().get_context(request, *args, **kwargs)
        rounds = list(by_fact(in_tree_of(self, AwardRoundPage), "number"))
        winners = filtered_winners(rounds, request.GET)
        shown: dict[int, list[Any]] = {page.pk: [] for page in rounds}
        for page, row in winners.results():
            shown[page.pk].append(row)
        ceremonies = self.ceremonies(rounds)
        groups = [
            {
                "round": page,
                "winners": shown[page.pk],
                "ceremony": ceremonies.get(page.facts.ceremony_event_id),
            }
            for page in rounds
        ]
        context["choice"] = winners
        context["facets"] = {facet.name: facet for facet in winners.facets()}
        context["groups"] = [group for group in groups if group["winners"]]
        context["count"] = sum(len(group["winners"]) for group in context["groups"])
        context["incomplete"] = [group["round"] for group in context["groups"] if _has_gaps(group)]
        context["undecided"] = [page for page in rounds if not page.public_winners]
        return context

    def ceremonies(self, rounds: list[AwardRoundPage]) -> dict[int, BasePage]:
        """The summits of the rounds in the tree being read, by the ids that the rounds name."""
        events: Any = AwardRoundPage._meta.get_field("ceremony_event").related_model
        named = events.objects.filter(pk__in=[page.facts.ceremony_event_id for page in rounds])
        keys = dict(named.values_list("translation_key", "pk"))
        versions = in_tree_of(self, events).prefetch_related(None)
        events_here = versions.filter(translation_key__in=keys)
        return {keys[event.translation_key]: event for event in events_here}


def _has_gaps(group: dict[str, Any]) -> bool:
    return not group["round"].facts.winners_complete
