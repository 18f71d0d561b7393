"""Best bets: pages that editors put above the results of a search in their own language."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from pages.public import public
from search.analysis import fold
from search.index.documents import address_of


@dataclass(frozen=True)
class BestBet:
    """A page or an address of another site."""

    title: str
    url: str
    description: str


def best_bets(text: str, lang: str) -> list[BestBet]:
    """The recommendations for these very words, whatever their width, kana and case."""
    wanted = _key(text)
    promotions = [
        promotion
        for promotion in SearchPromotion.objects.select_related("query").order_by(
            "sort_order", "pk"
        )
        if _key(promotion.query.query_string) == wanted
    ]
    numbers = [promotion.page_id for promotion in promotions if promotion.page_id]
    pages = _pages(numbers, lang) if numbers else {}
    bets = []
    for promotion in promotions:
        if promotion.page_id in pages:
            page = pages[promotion.page_id]
            bets.append(BestBet(page.title, address_of(page), promotion.description))
        elif promotion.external_link_url:
            bets.append(
                BestBet(
                    promotion.external_link_text, promotion.external_link_url, promotion.description
                )
            )
    return bets


def _pages(numbers: list[int], lang: str) -> dict[int, Page]:
    shown = Page.objects.filter(public(), alias_of=None, locale__language_code=lang)
    return shown.in_bulk(numbers)


def _key(text: str) -> str:
    return "".join(fold(text).split())
