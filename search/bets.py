"""Best bets: pages that editors put above the results of a search, each in its own language."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from search.analysis import fold
from search.index.drafts import address_of


@dataclass(frozen=True)
class Bet:
    """A page or an address of another site."""

    title: str
    url: str
    description: str


def best_bets(text: str, lang: str) -> list[Bet]:
    """What editors recommend for these very words, whatever their width, kana and case."""
    wanted = _key(text)
    promoted = [
        each
        for each in SearchPromotion.objects.select_related("query").order_by("sort_order", "pk")
        if _key(each.query.query_string) == wanted
    ]
    numbers = [each.page_id for each in promoted if each.page_id]
    pages = _pages(numbers, lang) if numbers else {}
    bets = []
    for each in promoted:
        if each.page_id in pages:
            page = pages[each.page_id]
            bets.append(Bet(page.title, address_of(page), each.description))
        elif each.external_link_url:
            bets.append(Bet(each.external_link_text, each.external_link_url, each.description))
    return bets


def _pages(numbers: list[int], lang: str) -> dict[int, Page]:
    shown = Page.objects.live().public().filter(alias_of=None, locale__language_code=lang)
    return shown.in_bulk(numbers)


def _key(text: str) -> str:
    return "".join(fold(text).split())
