"""The rows of the lists, in a fixed number of queries."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from home.open_data.versions import Versions
from pages.awards.models import AwardRoundPage
from pages.base.listing import by_fact, in_tree_of
from pages.events.calendar import event_times
from pages.events.dates import fiscal_year_of, newest_first
from pages.events.models import EventPage
from pages.members.base import below
from pages.members.models import MembersPage
from pages.proposals.models import ProposalPage
from pages.public import public
from pages.records.models import Municipality
from portal import clock

Row = dict[str, Any]


def events(home: Page, request: HttpRequest) -> list[Row]:
    """Summits, assemblies, sessions and training, newest first."""
    pages = newest_first(in_tree_of(home, EventPage))
    versions = Versions(pages, request)
    return [_event(event, versions) for event in pages]


def _event(event: Any, versions: Versions) -> Row:
    facts = event.facts
    starts, ends = event_times(event) if facts.start_date else (None, None)
    return {
        "key": event.slug,
        "type": event.own_type.key,
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
    rounds = list(by_fact(in_tree_of(home, AwardRoundPage), "number"))
    versions = Versions(rounds, request)
    return [
        {
            "key": round_.slug,
            **versions.of(round_),
            "round": round_.facts.number,
            "year": round_.facts.year,
            **_state(round_),
            "results_on": _iso(round_.facts.results_on),
            "ceremony_on": _iso(round_.facts.ceremony_on),
            "winners": round_.winner_count,
        }
        for round_ in rounds
    ]


def proposals(home: Page, request: HttpRequest) -> list[Row]:
    """Policy proposals, newest first."""
    pages = list(by_fact(in_tree_of(home, ProposalPage), "handed_over_on"))
    versions = Versions(pages, request)
    return [
        {
            "key": page.slug,
            **versions.of(page),
            "handed_over_on": _iso(page.facts.handed_over_on),
            "published_on": _iso(page.facts.published_on),
            "addressees_ja": _together(_addressees(page, "ja"), "、"),
            "addressees_en": _together(_addressees(page, "en"), "; "),
        }
        for page in pages
    ]


def members(home: Page, request: HttpRequest) -> list[Row]:
    """Municipalities on record, with what is known of their membership: not the list of members."""
    lists = MembersPage.objects.filter(public()).select_related("locale")
    addresses = {page.locale.language_code: page for page in lists}
    if not addresses and MembersPage.objects.exists():  # the list is closed, and so are its rows
        return []
    versions = Versions([], request)
    return [
        {
            "key": municipality.key,
            "code": municipality.code,
            "name_ja": municipality.name_ja,
            "name_en": municipality.name_en or "",
            "kana": municipality.kana,
            "kind": municipality.kind,
            "prefecture_ja": municipality.prefecture_ja,
            "prefecture_en": municipality.prefecture_en,
            "membership": "confirmed" if municipality.is_member else "not_confirmed",
            **{
                f"url_{language}": versions.address(addresses[language], below(municipality))
                if language in addresses
                else ""
                for language in ("ja", "en")
            },
        }
        for municipality in Municipality.objects.on_record().order_by("code")
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
