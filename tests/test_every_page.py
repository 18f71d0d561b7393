"""Every page type in both languages: what must hold of any page a reader can open."""

import re
from copy import copy
from datetime import date

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.db import transaction
from django.test import Client
from wagtail.models import get_page_models

from pages.base.facts import source_locale_id
from pages.base.page import BasePage
from pages.submissions.questionnaires.models import QuestionnaireQuestion
from pages.submissions.questionnaires.publishing import PublishedCounts
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def tree():
    """One page of every type, by its address."""
    home = factories.site()
    council = factories.CouncilPageFactory(parent=home)
    about = council_pages(council)
    members = factories.MembersPageFactory(parent=council)
    factories.MembershipCountFactory(page=members)
    people = factories.PeoplePageFactory(parent=council)
    news_index = factories.NewsIndexPageFactory(parent=home)
    events = factories.EventsIndexPageFactory(parent=home)
    awards = factories.AwardsIndexPageFactory(parent=home)
    proposals = factories.ProposalsIndexPageFactory(parent=home)
    summits = factories.SummitsIndexPageFactory(parent=events)
    trainings = factories.TrainingIndexPageFactory(parent=events)
    assemblies = factories.AssembliesIndexPageFactory(parent=events)
    winners = factories.WinnersPageFactory(parent=awards)
    summit = factories.SummitPageFactory(parent=summits, venue=factories.VenueFactory())
    speaker = factories.EventSpeakerFactory(
        page=summit, municipality=factories.MunicipalityFactory(member_confirmed=True)
    )
    factories.OfficeFactory(person=speaker.person, municipality=speaker.municipality)
    training = factories.TrainingPageFactory(parent=trainings)
    assembly = factories.AssemblyPageFactory(parent=assemblies)
    session = factories.SpecialSessionPageFactory(parent=assemblies)
    award = factories.AwardRoundPageFactory(parent=awards, ceremony_event=summit)
    factories.AwardWinnerFactory(page=award)
    proposal = factories.ProposalPageFactory(parent=proposals, prepared_at=assembly)
    news = factories.NewsPageFactory(parent=news_index, item=training)
    resources = resources_pages(factories.ResourcesIndexPageFactory(parent=home))
    information = factories.InformationPageFactory(parent=home, with_contact=True, is_sample=True)
    return [
        home, council, members, people, news_index, events, awards, proposals, summits, trainings,
        assemblies, winners, summit, training, assembly, session, award, proposal, news,
        *about, *resources, information, questionnaire(home), counted(questionnaire(home)),
    ]  # fmt: skip


def questionnaire(home):
    """A questionnaire with a question of every kind."""
    page = factories.QuestionnairePageFactory(parent=home, is_sample=True)
    choices = {
        "one": "a | 甲 | A\nb | 乙 | B",
        "several": "a | 甲 | A\nb | 乙 | B",
        "scale": "\n".join(f"{step} | {step}点 | {step} points" for step in range(1, 6)),
    }
    for kind in QuestionnaireQuestion.Kind.values:
        factories.QuestionnaireQuestionFactory(
            page=page, kind=kind, key=kind, choices=choices.get(kind, "")
        )
    return page


def counted(page):
    """The questionnaire after it has closed, with its counts."""
    page.closes_on = date(2019, 3, 31)
    page.published_results = PublishedCounts.of(page).as_json()
    page.save()
    return page


def council_pages(council):
    """The pages below the council's, each with a row of every kind."""
    history = factories.HistoryPageFactory(parent=council)
    factories.HistoryEntryFactory(page=history, item=council)
    officers = factories.OfficersPageFactory(parent=council)
    factories.OfficerFactory(term=factories.OfficerTermFactory(page=officers))
    factories.AdviserFactory(page=officers)
    bylaws = factories.BylawsPageFactory(parent=council, document=factories.PortalDocumentFactory())
    factories.BylawArticleFactory(page=bylaws)
    activities = factories.ActivitiesPageFactory(parent=council)
    factories.ActivityExampleFactory(
        activity=factories.ActivityFactory(page=activities), item=history
    )
    factories.ActivityPlanFactory(page=activities)
    greeting = factories.GreetingPageFactory(parent=council, person=factories.PersonFactory())
    declaration = factories.DeclarationPageFactory(parent=council)
    return [history, officers, bylaws, activities, greeting, declaration]


def resources_pages(resources):
    """The index of documents, recordings and surveys, and what stands below it."""
    factories.PortalDocumentFactory(kind="materials")
    factories.RecordingFactory()
    surveys = factories.SurveysIndexPageFactory(parent=resources)
    survey = factories.SurveyPageFactory(parent=surveys)
    factories.SurveyResultFactory(page=survey)
    documents = factories.DocumentsPageFactory(parent=resources)
    videos = factories.VideosPageFactory(parent=resources)
    return [resources, documents, videos, surveys, survey]


def page_types():
    """All page classes an editor can create."""
    return {
        model for model in get_page_models() if issubclass(model, BasePage) and model.is_creatable
    }


@pytest.fixture(scope="module")
def crawl(django_db_setup, django_db_blocker):
    """Every page type in both languages as a reader gets it, made once for all tests here."""
    source_locale_id.cache_clear()
    with django_db_blocker.unblock(), transaction.atomic():
        japanese = tree()
        for page in japanese:
            factories.translate(page, said=f"English {page.slug}")
        yield visit(japanese)
        transaction.set_rollback(True)


def visit(pages):
    """Addresses with their parsed HTML, and what every link on them answers.

    Records that a page shows below its own address are addresses like any other.
    """
    client, documents = Client(), {}
    for page in pages:
        own = [page.url, *(page.url + below for below in page.paths_below())]
        for address in (*own, *(f"/en{each}" for each in own)):
            response = client.get(address)
            assert response.status_code == 200, address
            documents[address] = BeautifulSoup(response.content, "html.parser")
    links = {
        link["href"].split("#")[0]
        for html in documents.values()
        for link in html.find_all("a", href=re.compile("^/"))
    }
    answers = {link: client.get(link).status_code for link in links}
    return {"types": {type(page) for page in pages}, "documents": documents, "answers": answers}


@pytest.fixture
def documents(crawl):
    """Every address and its parsed HTML."""
    return {address: copy(html) for address, html in crawl["documents"].items()}


def test_the_tree_holds_every_page_type(crawl):
    assert crawl["types"] == page_types()


def test_every_page_says_its_language(documents):
    for address, html in documents.items():
        assert html.html["lang"] == ("en" if address.startswith("/en") else "ja"), address


def test_every_page_has_one_h1_and_skips_no_heading_level(documents):
    for address, html in documents.items():
        levels = [int(tag.name[1]) for tag in html.main.find_all(re.compile(r"^h[1-6]$"))]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        steps = list(zip(levels, levels[1:], strict=False))
        assert all(after <= before + 1 for before, after in steps), (address, levels)


def test_every_page_has_a_title_of_its_own_and_a_description(documents):
    titles = [html.title.get_text() for html in documents.values()]
    assert len(set(titles)) == len(titles), titles
    for address, html in documents.items():
        assert html.find("meta", attrs={"name": "description"})["content"], address


def test_canonical_links_name_the_page_itself(documents):
    for address, html in documents.items():
        assert html.find("link", rel="canonical")["href"].endswith(f"testserver{address}"), address


def test_hreflang_links_are_reciprocal(documents):
    said = {
        address: {
            link["hreflang"]: link["href"].split("testserver")[1]
            for link in html.find_all("link", rel="alternate", hreflang=True)
        }
        for address, html in documents.items()
    }
    for address, versions in said.items():
        assert set(versions) == {"ja", "en", "x-default"}, address
        assert address in versions.values()
        assert versions["x-default"] == versions["ja"]
        assert said[versions["ja"]] == said[versions["en"]] == versions


def test_every_link_of_every_page_leads_somewhere(crawl):
    assert not {link: code for link, code in crawl["answers"].items() if code != 200}


def test_fragments_name_something_on_the_page(documents):
    for address, html in documents.items():
        for link in html.find_all("a", href=re.compile("^#")):
            assert html.find(id=link["href"][1:]), (address, link)


def test_ids_are_unique(documents):
    for address, html in documents.items():
        ids = [tag["id"] for tag in html.find_all(id=True)]
        assert len(ids) == len(set(ids)), (address, ids)


def unmarked_japanese(html):
    """Japanese text of an English page that stands in no element with lang="ja"."""
    for text in html.find_all(string=JAPANESE):
        if not isinstance(text, NavigableString) or text.parent.name in ("script", "style"):
            continue
        nearest = text.find_parent(lang=True)
        if nearest is None or nearest["lang"] != "ja":
            yield str(text).strip()


def test_english_pages_hold_no_unmarked_japanese(documents):
    for address, html in documents.items():
        if address.startswith("/en"):
            html.find("nav", class_="lang").decompose()
            assert not list(unmarked_japanese(html.body)), address


def test_japanese_pages_speak_japanese(documents):
    """No label of the interface is left in English on a Japanese page."""
    for address, html in documents.items():
        if address.startswith("/en"):
            continue
        for tag in html.find_all(lang="en"):
            tag.decompose()
        for tag in html.body.find_all(["h2", "dt", "button", "caption", "th", "summary", "label"]):
            text = tag.get_text(strip=True)
            assert not text or JAPANESE.search(text), (address, text)


def test_pages_carry_no_inline_style_or_script(documents):
    for address, html in documents.items():
        assert not html.find_all(style=True), address
        assert not html.find_all("style"), address
        # A data block is not a script: browsers run nothing in it.
        inline = html.find_all("script", src=False)
        assert {script.get("type") for script in inline} <= {"application/ld+json"}, address


def test_tables_scroll_in_a_focusable_region_with_a_name(documents):
    for address, html in documents.items():
        for table in html.find_all("table"):
            region = table.find_parent(class_="table")
            assert region, address
            assert region["tabindex"] == "0"
            assert region.get("aria-label") or region.get("aria-labelledby")
