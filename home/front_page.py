"""The content of the front page, from the tree of the home page shown."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from wagtail.models import Page

from home.call import events_of_today, urgent_call
from home.promotions import promoted_links
from home.site_tree import SiteTree
from pages.awards.models import AwardRoundPage, AwardsIndexPage, AwardWinner
from pages.base.links import Link, link_of
from pages.base.listing import in_tree_of
from pages.council.models import CouncilPage
from pages.events.dates import newest_first
from pages.events.indexes import SummitsIndexPage
from pages.events.models import EventPage, SummitPage
from pages.lifecycle import State
from pages.members.models import MembersPage
from pages.members.prefectures import on_record_map
from pages.news.models import NewsIndexPage, news_items_in_tree_of
from pages.news.news_list import Items, updates_of, with_pinned_first
from pages.proposals.models import ProposalPage, ProposalsIndexPage
from pages.wording import is_japanese

NEWS_ROWS = 5
RECORD_ROWS = 3
CASES = 6


@dataclass(frozen=True)
class Layout:
    """The parts of the front page of a language, as templates in the order of the page."""

    beside_headline: str
    below_headline: str
    sections: tuple[str, ...]


# Readers of Japanese come for what they can apply to now, readers of English for the record.
LAYOUTS = {
    "ja": Layout(
        "home/call.html",
        "",
        ("home/news.html", "home/awards.html", "home/summits_and_proposals.html"),
    ),
    "en": Layout(
        "home/brief.html",
        "home/call_strip.html",
        ("home/award_cases.html", "home/past_summits.html", "home/proposals_and_news.html"),
    ),
}


def front_page(home: Page, site_tree: SiteTree) -> dict[str, Any]:
    """The template's context: sections, the one call, news, the latest records."""
    items = news_items_in_tree_of(home)
    rounds = sorted(items.of(AwardRoundPage), key=lambda page: page.facts.number or 0, reverse=True)
    decided = [page for page in rounds if page.status.state == State.RESULTS]
    sections = _sections(site_tree)
    call = urgent_call(items)
    return {
        **sections,
        "on_record": on_record_map() if sections["members_page"] else None,
        "activities": _activities(home),
        "call": call,
        "also_today": _others_today(items, call),
        "news": with_pinned_first(updates_of(items))[:NEWS_ROWS],
        "promoted": promoted_links(home),
        "decided_round": decided[0] if decided else None,
        "running_round": rounds[0] if rounds and rounds[0] not in decided else None,
        "cases": _cases(decided),
        "summits": _past_summits(items.of(EventPage), decided),
        "proposals": _latest_proposals(items.of(ProposalPage)),
    }


def _others_today(items: Items, call: Any) -> list[Any]:
    """The events of today besides the one that is called for."""
    called_for = call.url if call else ""
    return [event for event in events_of_today(items) if event.url != called_for]


class PastSummit(NamedTuple):
    """A summit with the round of the awards whose prizes were presented there."""

    summit: Any
    award_round: AwardRoundPage | None


def _past_summits(events: list[Any], decided: list[AwardRoundPage]) -> list[PastSummit]:
    """The latest summits, with the round of the awards whose prizes were presented there."""
    summits = [event for event in events if event.own_type == SummitPage.item_type]
    past = [summit for summit in summits if summit.status.has_taken_place]
    latest = newest_first(past)[:RECORD_ROWS]
    rounds = {page.facts.ceremony_event_id: page for page in decided}
    return [PastSummit(summit, rounds.get(summit.facts.pk)) for summit in latest]


def _latest_proposals(proposals: list[Any]) -> list[Any]:
    dated = [proposal for proposal in proposals if proposal.day]
    return sorted(dated, key=lambda proposal: proposal.day, reverse=True)[:RECORD_ROWS]


def _cases(decided: list[AwardRoundPage]) -> list[AwardWinner]:
    rows = [row for page in decided for row in page.facts.winners.all() if row.summary_ja]
    return rows[:CASES]


def _activities(home: Page) -> list[str]:
    """The council's activities: the first list on its page; shown in English only."""
    if is_japanese():
        return []
    council = in_tree_of(home, CouncilPage).prefetch_related(None).first()
    lists = (block.value for block in council.body if block.block_type == "list") if council else ()
    return list(next(iter(lists), {"items": []})["items"])


def _sections(site_tree: SiteTree) -> dict[str, Link | None]:
    """The sections' first pages by name, from the menus; one that does not exist is absent."""
    pages = {
        "awards_index": site_tree.page_of(AwardsIndexPage),
        "council": site_tree.page_of(CouncilPage),
        "news_index": site_tree.page_of(NewsIndexPage),
        "summits_index": site_tree.page_of(SummitsIndexPage),
        "proposals_index": site_tree.page_of(ProposalsIndexPage),
        "members_page": site_tree.page_of(MembersPage),
        "join": site_tree.at("join"),
    }
    summaries = _summaries_of([page for page in (pages["awards_index"], pages["join"]) if page])
    return {
        name: link_of(page, summaries.get(page.pk, "")) if page else None
        for name, page in pages.items()
    }


def _summaries_of(pages: list[Page]) -> dict[int, str]:
    """The pages' summaries by their ids, in one query for all: the site tree holds no such text."""
    asked = [
        page.cached_content_type.model_class()
        .objects.filter(pk=page.pk)
        .order_by()
        .values_list("pk", "summary")
        for page in pages
    ]
    return dict(asked[0].union(*asked[1:])) if asked else {}
