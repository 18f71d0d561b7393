"""What stands on the front page, in the tree of the home page shown."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from home.call import urgent_call
from home.frame import Frame
from home.promotions import promoted_links
from pages.awards.models import AwardRoundPage, AwardsIndexPage, AwardWinner
from pages.base.fallback import has_own_text
from pages.base.listing import in_tree_of
from pages.council.models import CouncilPage
from pages.events.indexes import SummitsIndexPage
from pages.events.order import newest_first
from pages.lifecycle import State
from pages.members.models import MembersPage
from pages.members.prefectures import on_record_map
from pages.news.models import NewsIndexPage, news_items_in_tree_of
from pages.news.updates import updates_of, with_pinned_first
from pages.proposals.models import ProposalsIndexPage
from pages.wording import is_japanese

NEWS_ROWS = 5
RECORD_ROWS = 3
CASES = 6


def front_page(home: Page, frame: Frame) -> dict[str, Any]:
    """The template's context: sections, the one call, news, the latest records."""
    items = news_items_in_tree_of(home)
    rounds = sorted(items.rounds, key=lambda each: each.facts.number or 0, reverse=True)
    decided = [each for each in rounds if each.status.state == State.RESULTS]
    sections = _sections(frame)
    return {
        **sections,
        "on_record": on_record_map() if sections["members_page"] else None,
        "activities": _activities(home),
        "call": urgent_call(items),
        "news": with_pinned_first(updates_of(items))[:NEWS_ROWS],
        "promoted": promoted_links(home),
        "decided_round": decided[0] if decided else None,
        "running_round": rounds[0] if rounds and rounds[0] not in decided else None,
        "cases": _cases(decided),
        "summits": _past_summits(items.events, decided),
        "proposals": _latest_proposals(items.proposals),
    }


def _past_summits(events: list[Any], decided: list[AwardRoundPage]) -> list[Any]:
    """The latest, each with the round of the awards whose prizes were presented there."""
    past = [each for each in events if each.kind == "summit" and each.status.state in PAST]
    latest = newest_first(past)[:RECORD_ROWS]
    rounds = {each.facts.ceremony_event_id: each for each in decided}
    for summit in latest:
        summit.award_round = rounds.get(summit.facts.pk)
    return latest


PAST = (State.HELD, State.RECORDINGS)


def _latest_proposals(proposals: list[Any]) -> list[Any]:
    dated = [each for each in proposals if each.day]
    return sorted(dated, key=lambda each: each.day, reverse=True)[:RECORD_ROWS]


def _cases(decided: list[AwardRoundPage]) -> list[AwardWinner]:
    rows = [row for each in decided for row in each.facts.winners.all() if row.summary_ja]
    return rows[:CASES]


def _activities(home: Page) -> list[str]:
    """What the council does, in the words of the first list on its page; shown in English only."""
    if is_japanese():
        return []
    council = in_tree_of(home, CouncilPage).prefetch_related(None).first()
    lists = (block.value for block in council.body if block.block_type == "list") if council else ()
    return list(next(iter(lists), {"items": []})["items"])


def _sections(frame: Frame) -> dict[str, Page | None]:
    """The sections' first pages by name, from the menus; one that does not exist is absent."""
    found = {
        "awards_index": frame.page_of(AwardsIndexPage),
        "council": frame.page_of(CouncilPage),
        "news_index": frame.page_of(NewsIndexPage),
        "summits_index": frame.page_of(SummitsIndexPage),
        "proposals_index": frame.page_of(ProposalsIndexPage),
        "members_page": frame.page_of(MembersPage),
        "join": frame.at("join"),
    }
    for page in filter(None, found.values()):
        page.foreign_language = "" if has_own_text(page) else "ja"
    _read_summaries(filter(None, (found["awards_index"], found["join"])))
    return found


def _read_summaries(pages: Iterable[Any]) -> None:
    """What the pages say of themselves, in one query for all: the frame holds no such text."""
    rows = {page.pk: page for page in pages}
    asked = [
        page.cached_content_type.model_class()
        .objects.filter(pk=pk)
        .order_by()
        .values_list("pk", "summary")
        for pk, page in rows.items()
    ]
    for pk, summary in asked[0].union(*asked[1:]) if asked else ():
        rows[pk].summary = summary
