"""The rows of each list, in a fixed number of queries."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from home.open_data.versions import Versions
from pages.awards.models import AwardRoundPage
from pages.base.listing import by_fact, in_tree_of
from pages.events.calendar import event_times
from pages.events.models import EventPage
from pages.events.order import fiscal_year_of, newest_first
from pages.members.base import below
from pages.members.models import MembersPage
from pages.proposals.models import ProposalPage
from pages.records.models import Municipality
from portal import clock

Row = dict[str, Any]


def events(home: Page, request: HttpRequest) -> list[Row]:
    """Summits, assemblies, sessions and training, newest first."""
    found = newest_first(in_tree_of(home, EventPage))
    versions = Versions(found, request)
    return [_event(event, versions) for event in found]


def _event(event: Any, versions: Versions) -> Row:
    facts = event.facts
    starts, ends = event_times(event) if facts.start_date else (None, None)
    return {
        "key": event.slug,
        "type": event.kind,
        **versions.of(event),
        "edition": facts.edition,
        "fiscal_year": fiscal_year_of(event),
        **_state(event),
        "starts": _iso(starts),
        "ends": _iso(ends),
        **_named(facts.venue, "venue", facts.venue_text_ja, facts.venue_text_en),
        "online": facts.online_platform or "",
        "places": facts.capacity,
    }


def awards(home: Page, request: HttpRequest) -> list[Row]:
    """The rounds of the awards, newest first."""
    found = list(by_fact(in_tree_of(home, AwardRoundPage), "number"))
    versions = Versions(found, request)
    return [
        {
            "key": each.slug,
            **versions.of(each),
            "round": each.facts.number,
            "year": each.facts.year,
            **_state(each),
            "results_on": _iso(each.facts.results_on),
            "ceremony_on": _iso(each.facts.ceremony_on),
            "winners": each.winner_count,
        }
        for each in found
    ]


def proposals(home: Page, request: HttpRequest) -> list[Row]:
    """Policy proposals, newest first."""
    found = list(by_fact(in_tree_of(home, ProposalPage), "handed_over_on"))
    versions = Versions(found, request)
    return [
        {
            "key": each.slug,
            **versions.of(each),
            "handed_over_on": _iso(each.facts.handed_over_on),
            "published_on": _iso(each.facts.published_on),
            "addressees_ja": _together(_addressees(each, "ja"), "、"),
            "addressees_en": _together(_addressees(each, "en"), "; "),
        }
        for each in found
    ]


def members(home: Page, request: HttpRequest) -> list[Row]:
    """Municipalities on record, with what is known of their membership: not the list of members."""
    lists = MembersPage.objects.live().select_related("locale")
    addresses = {page.locale.language_code: page for page in lists}
    versions = Versions([], request)
    return [
        {
            "key": each.key,
            "code": each.code,
            "name_ja": each.name_ja,
            "name_en": each.name_en or "",
            "kana": each.kana,
            "kind": each.kind,
            "prefecture_ja": each.prefecture_ja,
            "prefecture_en": each.prefecture_en,
            "membership": "confirmed" if each.member_confirmed else "not_confirmed",
            **{
                f"url_{language}": versions.address(addresses[language], below(each))
                if language in addresses
                else ""
                for language in ("ja", "en")
            },
        }
        for each in Municipality.objects.on_record().order_by("code")
    ]


LISTS: dict[str, Callable[[Page, HttpRequest], list[Row]]] = {
    "events": events,
    "awards": awards,
    "proposals": proposals,
    "members": members,
}


def _state(item: Any) -> Row:
    status = item.status
    opens, closes = (
        moment and moment.astimezone(clock.TOKYO).date() for moment in (status.opens, status.closes)
    )
    return {"state": status.state.value, "opens": _iso(opens), "closes": _iso(closes)}


def _named(record: Any, name: str, japanese: str | None, english: str | None) -> Row:
    """A record's names, or the words that stand for it."""
    return {
        f"{name}_ja": (record.name_ja if record else japanese) or "",
        f"{name}_en": (record.name_en if record else english) or "",
    }


def _addressees(proposal: Any, language: str) -> Iterable[str]:
    for row in proposal.facts.addressees.all():
        role, name = getattr(row, f"role_{language}"), getattr(row.person, f"name_{language}")
        yield _together([role or "", name or ""], " ")


def _together(texts: Iterable[str], between: str) -> str:
    return between.join(text for text in texts if text)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
