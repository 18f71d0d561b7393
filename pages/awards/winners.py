"""Every winner of every round in one table, to be searched by year, prize and prefecture."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from pages.awards.models import AwardRoundPage
from pages.base.listing import by_fact, in_tree_of
from pages.base.page import BasePage

__all__ = ["WinnersPage"]


@dataclass(frozen=True)
class WinnerChoice:
    """What a reader may choose by, as far as it is on record, and what was chosen.

    Of a value that is not on record, such as a mistyped year, nothing is chosen.
    """

    years: tuple[int, ...]
    prizes: tuple[Any, ...]
    places: tuple[Any, ...]  # one municipality for each prefecture
    year: int | None = None
    prize: str = ""
    prefecture: int | None = None

    @classmethod
    def of(cls, rounds: Iterable[Any], query: QueryDict) -> Self:
        """All choices of some rounds, and those made in the address."""
        decided = [each for each in rounds if each.told_winners]
        rows = [row for each in decided for row in each.told_winners]
        years = {each.facts.year for each in decided if each.facts.year}
        prizes = {row.prize.key: row.prize for row in rows}
        places = {row.municipality.prefecture: row.municipality for row in rows}
        year, prize, place = (query.get(name, "") for name in ("year", "prize", "pref"))
        return cls(
            years=tuple(sorted(years, reverse=True)),
            prizes=tuple(sorted(prizes.values(), key=lambda each: (each.rank, each.key))),
            places=tuple(places[number] for number in sorted(places)),
            year={str(each): each for each in years}.get(year),
            prize=prize if prize in prizes else "",
            prefecture={str(each): each for each in places}.get(place),
        )

    @property
    def is_made(self) -> bool:
        """Whether the table shows a part of the winners only."""
        return bool(self.year or self.prize or self.prefecture)

    def winners_of(self, page: Any) -> list[Any]:
        """The winners of a round that were chosen."""
        if self.year not in (None, page.facts.year):
            return []
        return [row for row in page.told_winners if self._names(row)]

    def _names(self, row: Any) -> bool:
        return self.prize in ("", row.prize.key) and self.prefecture in (
            None,
            row.municipality.prefecture,
        )


class WinnersPage(BasePage):
    """All winners: a group of rows for each round."""

    parent_page_types = ["pages.AwardsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/awards/winners_page.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("awards: all winners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the rounds with the winners chosen, and what can be chosen."""
        context = super().get_context(request, *args, **kwargs)
        rounds = list(by_fact(in_tree_of(self, AwardRoundPage), "number"))
        choice = WinnerChoice.of(rounds, request.GET)
        ceremonies = self.ceremonies(rounds)
        groups = [
            {
                "round": each,
                "winners": choice.winners_of(each),
                "ceremony": ceremonies.get(each.facts.ceremony_event_id),
            }
            for each in rounds
        ]
        context["choice"] = choice
        context["groups"] = [group for group in groups if group["winners"]]
        context["count"] = sum(len(group["winners"]) for group in context["groups"])
        context["incomplete"] = [group["round"] for group in context["groups"] if _has_gaps(group)]
        context["undecided"] = [each for each in rounds if not each.told_winners]
        return context

    def ceremonies(self, rounds: list[AwardRoundPage]) -> dict[int, BasePage]:
        """The summits of the rounds in the tree being read, by the ids that the rounds name."""
        events: Any = AwardRoundPage._meta.get_field("ceremony_event").related_model
        named = events.objects.filter(pk__in=[each.facts.ceremony_event_id for each in rounds])
        keys = dict(named.values_list("translation_key", "pk"))
        versions = in_tree_of(self, events).prefetch_related(None)
        found = versions.filter(translation_key__in=keys)
        return {keys[event.translation_key]: event for event in found}


def _has_gaps(group: dict[str, Any]) -> bool:
    return not group["round"].facts.winners_complete
