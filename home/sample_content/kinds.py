"""The kinds of items that become pages: a new one is a line here, and a module for its facts.

An item of a kind that is not named here is skipped, and so are references to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from home.models import HomePage
from home.sample_content.awards import award_facts, award_links
from home.sample_content.council import (
    activities_facts,
    activities_links,
    bylaws_facts,
    council_facts,
    declaration_facts,
    declaration_links,
    greeting_facts,
    history_links,
    officers_facts,
    officers_links,
)
from home.sample_content.entries import ContentEntry
from home.sample_content.events import event_facts, event_links
from home.sample_content.information import information_facts
from home.sample_content.members import members_facts
from home.sample_content.news import news_facts, news_links
from home.sample_content.proposals import proposal_facts, proposal_links
from home.sample_content.records import Library
from home.sample_content.surveys import survey_facts, survey_links
from home.sample_content.tree import Tree
from pages.awards.models import AwardRoundPage, AwardsIndexPage
from pages.awards.winners import WinnersPage
from pages.base.page import BasePage
from pages.council.activities import ActivitiesPage
from pages.council.bylaws import BylawsPage
from pages.council.history import HistoryPage
from pages.council.models import CouncilPage, DeclarationPage, GreetingPage
from pages.council.officers import OfficersPage
from pages.events.indexes import (
    AssembliesIndexPage,
    EventsIndexPage,
    SummitsIndexPage,
    TrainingIndexPage,
)
from pages.events.models import AssemblyPage, SpecialSessionPage, SummitPage, TrainingPage
from pages.information.models import InformationPage
from pages.members.models import MembersPage, PeoplePage
from pages.news.models import NewsIndexPage, NewsPage
from pages.proposals.models import ProposalPage, ProposalsIndexPage
from pages.resources.indexes import (
    DocumentsPage,
    ResourcesIndexPage,
    SurveysIndexPage,
    VideosPage,
)
from pages.resources.surveys import SurveyPage

Facts = Callable[[Any, ContentEntry, Library], None]
Links = Callable[[Any, ContentEntry, Tree], None]


@dataclass(frozen=True)
class PageKind:
    """How an item becomes a page."""

    model: type[BasePage]
    parent: str = "home"  # the key of the page it stands under, unless the item names another
    facts: Facts | None = None
    links: Links | None = None  # facts that name other pages, filled when all pages are there
    prose: tuple[str, ...] = ()  # texts besides title, short title, summary and body


KINDS: dict[str, PageKind] = {
    "home": PageKind(HomePage, parent="", prose=("tagline",)),
    "council": PageKind(CouncilPage, facts=council_facts),
    "greeting": PageKind(GreetingPage, "council", greeting_facts),
    "history": PageKind(HistoryPage, "council", links=history_links),
    "officers": PageKind(OfficersPage, "council", officers_facts, officers_links),
    "bylaws": PageKind(BylawsPage, "council", bylaws_facts),
    "activities": PageKind(ActivitiesPage, "council", activities_facts, activities_links),
    "declaration": PageKind(DeclarationPage, "council", declaration_facts, declaration_links),
    "members": PageKind(MembersPage, "council", members_facts),
    "people": PageKind(PeoplePage, "council"),
    "news-index": PageKind(NewsIndexPage),
    "events-index": PageKind(EventsIndexPage),
    "summits-index": PageKind(SummitsIndexPage, "events"),
    "assemblies-index": PageKind(AssembliesIndexPage, "events"),
    "training-index": PageKind(TrainingIndexPage, "events"),
    "awards-index": PageKind(AwardsIndexPage),
    "winners": PageKind(WinnersPage, "awards"),
    "proposals-index": PageKind(ProposalsIndexPage),
    "resources-index": PageKind(ResourcesIndexPage),
    "documents": PageKind(DocumentsPage, "resources"),
    "videos": PageKind(VideosPage, "resources"),
    "surveys-index": PageKind(SurveysIndexPage, "resources"),
    "information": PageKind(InformationPage, facts=information_facts),
    "news": PageKind(NewsPage, "news", news_facts, news_links),
    "summit": PageKind(SummitPage, "summits", event_facts, event_links, prose=("theme",)),
    "assembly": PageKind(AssemblyPage, "assemblies", event_facts, event_links),
    "founding": PageKind(AssemblyPage, "assemblies", event_facts, event_links),
    "session": PageKind(SpecialSessionPage, "assemblies", event_facts, event_links),
    "training": PageKind(TrainingPage, "training", event_facts, event_links),
    "award": PageKind(AwardRoundPage, "awards", award_facts, award_links),
    "proposal": PageKind(ProposalPage, "proposals", proposal_facts, proposal_links),
    "survey": PageKind(SurveyPage, "surveys", survey_facts, survey_links),
}
