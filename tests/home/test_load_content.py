"""The initial content: what is published, what is left out, and what happens when it is wrong."""

import shutil
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page, ReferenceIndex, Revision, Site
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage, SiteSettings
from home.sample_content.content import FOLDER
from pages.awards.models import AwardRoundPage
from pages.council.activities import ActivitiesPage
from pages.council.bylaws import BylawsPage
from pages.council.history import HistoryPage
from pages.council.models import CouncilPage, DeclarationPage, GreetingPage
from pages.council.officers import OfficersPage
from pages.events.models import AssemblyPage, EventPage, SummitPage, TrainingPage
from pages.information.models import InformationPage
from pages.media import PortalDocument, Recording
from pages.members.models import MembersPage
from pages.news.models import NewsPage
from pages.proposals.models import ProposalPage
from pages.records.models import Municipality, Office, Organisation, Person, Prize, Venue
from pages.resources.surveys import SurveyPage
from portal import clock
from tests import databases
from tests.surfaces import stated

pytestmark = pytest.mark.one_database

PATHS = {
    "/",
    "/council/",
    *(f"/council/{name}/" for name in ("greeting", "history", "officers", "bylaws")),
    "/council/activities/",
    "/council/tsukuba-declaration/",
    "/council/members/",
    "/council/people/",
    "/news/",
    "/news/news-20220826-training-1-reminder/",
    "/news/news-20220601-summit-5-announcement/",
    "/news/news-20211101-assembly-2021-document/",
    "/news/news-20210630-summit-4-held/",
    "/news/news-20161216-booklet/",
    "/news/news-20161025-board/",
    "/events/",
    "/events/summits/",
    "/events/summits/tsukuba-summit-2015/",
    *(f"/events/summits/summit-{number}/" for number in range(1, 6)),
    "/events/summits/summit-2020-cancelled/",
    "/events/assemblies/",
    "/events/assemblies/launch-2016/",
    *(f"/events/assemblies/assembly-{year}/" for year in (2016, 2017, 2019, 2020, 2021, 2022)),
    "/events/assemblies/special-session-2019/",
    "/events/training/",
    "/events/training/training-1/",
    "/events/training/training-2/",
    "/awards/",
    "/awards/winners/",
    *(f"/awards/award-{name}/" for name in (2017, 2018, 2019, 2020, 5)),
    "/proposals/",
    "/proposals/proposal-2017/",
    "/proposals/proposal-2021/",
    "/proposals/proposal-hs-2021/",
    "/resources/",
    *(f"/resources/{name}/" for name in ("documents", "videos", "surveys")),
    "/resources/surveys/survey-2017/",
    "/resources/surveys/survey-2019/",
    "/join/",
    "/contact/",
    "/policies/",
    *(f"/policies/{name}/" for name in ("site", "privacy", "accessibility")),
}
COUNTED = (
    Page,
    Revision,
    Translation,
    StringTranslation,
    ReferenceIndex,
    Municipality,
    Organisation,
    Person,
    Office,
    Venue,
    Prize,
    PortalDocument,
    Recording,
    SiteSettings,
    Site,
)


def load(**options):
    out = StringIO()
    call_command("load_content", stdout=out, **options)
    return out.getvalue()


def content(name):
    """A file of the content."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture(scope="class")
def loaded(django_db_setup, django_db_blocker):
    """The whole content, loaded once for a class of tests and taken back after it."""
    with databases.content(django_db_blocker):
        yield


def japanese(model, slug):
    return model.objects.get(slug=slug, locale__language_code="ja")


def english(model, slug):
    return model.objects.get(slug=slug, locale__language_code="en")


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestLoadedSite:
    """The content of the database after one run."""

    @pytest.mark.parametrize(("language", "prefix"), [("ja", ""), ("en", "/en")])
    def test_every_address_is_there_and_live(self, language, prefix):
        pages = Page.objects.filter(locale__language_code=language, depth__gt=1).live()
        assert {page.url for page in pages} == {prefix + path for path in PATHS}

    def test_english_pages_are_complete_managed_translations(self):
        translations = Translation.objects.filter(target_locale__language_code="en", enabled=True)
        assert translations.count() == len(PATHS) - 1  # all but one, see below
        for translation in translations:
            done, total = translation.get_progress()
            assert done == total > 0
        aliases = Page.objects.filter(alias_of__isnull=False)
        assert [page.slug for page in aliases] == ["assembly-2021"]
        assert not StringTranslation.objects.filter(has_error=True).exists()

    def test_slugs_are_the_same_in_both_languages(self):
        def slugs(language):
            pages = Page.objects.filter(locale__language_code=language, depth__gt=2)
            return sorted(pages.values_list("slug", flat=True))

        assert slugs("ja") == slugs("en")

    def test_the_english_text_says_what_the_content_says(self):
        council = english(CouncilPage, "council")
        assert [block.block_type for block in council.body] == [
            "list", "heading", "paragraph", "heading", "list",
        ]  # fmt: skip
        assert council.body[0].value["items"][1] == "Mayors' summits"
        assert council.title == council.draft_title == "About the Council"
        summit = english(SummitPage, "summit-5")
        assert summit.theme == "Beyond the GIGA School: the view from the head of local government"
        assert summit.body[2].value["links"][0].address == "https://edu-expo.org/index.php"
        assert summit.short_title == "5th summit"

    def test_block_ids_do_not_depend_on_the_database(self):
        first = japanese(SummitPage, "summit-5").body.raw_data[0]
        assert first["id"] == "6cd12e65-f2f4-55e3-8f9d-6037e1a59bda"

    def test_the_site_begins_at_the_japanese_home_page(self):
        site = Site.objects.get()
        home = HomePage.objects.get(locale__language_code="ja")
        assert (site.root_page_id, site.is_default_site) == (home.pk, True)
        assert site.site_name == home.title == "全国ICT教育首長協議会"
        assert home.tagline == "首長の力で、\n学びの環境を変える。"
        assert Page.objects.filter(depth=2).count() == 2  # the welcome page is gone

    def test_site_settings_hold_both_names(self):
        settings = SiteSettings.objects.get()
        assert settings.name_en == "National Council of Mayors for ICT in Education"
        assert settings.name_en_provisional
        assert (settings.member_count, settings.member_count_year) == (130, 2022)
        assert settings.mail == ""

    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_the_menu_has_the_order_of_the_design(self, language):
        home = HomePage.objects.get(locale__language_code=language)
        menu = home.get_children().live().in_menu()
        assert [page.slug for page in menu] == [
            "council", "news", "events", "awards", "proposals", "resources", "join", "contact",
        ]  # fmt: skip
        assert Page.objects.get(slug="summits", locale__language_code=language).show_in_menus

    def test_dates_of_training_2(self):
        page = japanese(TrainingPage, "training-2")
        assert (page.opens_on, page.closes_on) == (date(2022, 9, 6), date(2022, 9, 26))
        assert (page.start_time, page.end_time, page.end_date) == (time(15), time(17, 15), None)
        extension = page.extensions.get()
        assert extension.announced_on == date(2022, 9, 22)
        assert (extension.old_closes_on, extension.new_closes_on) == (None, date(2022, 9, 26))
        assert page.outcome == EventPage.Outcome.SCHEDULED
        assert [row.event.slug for row in page.related_events.all()] == ["training-1"]

    def test_extensions_of_the_past_stand_in_the_change_log(self):
        change = japanese(TrainingPage, "training-2").fact_changes.get()
        assert (change.fact, change.before, change.after) == ("closes_on", None, "2022-09-26")
        assert change.changed_at == clock.start_of_day(date(2022, 9, 22))

    def test_facts_of_training_1(self):
        page = japanese(TrainingPage, "training-1")
        assert [(fee.payer_en, fee.amount_jpy) for fee in page.fees.all()] == [
            ("Members (up to five addresses per municipality)", 0),
            ("Non-members (per address)", 1000),
        ]
        assert (page.capacity, page.capacity_rule) == (300, "first_come")
        assert (page.recordings_from, page.recordings_partial) == (date(2022, 9, 20), True)
        assert page.recordings.count() == 2
        assert page.online_platform == "Zoom"

    def test_english_pages_hold_no_facts_and_read_them_through(self):
        page = english(TrainingPage, "training-2")
        assert page.closes_on is None
        assert page.facts.closes_on == date(2022, 9, 26)

    def test_speakers_are_tied_to_the_municipality_their_role_names(self):
        rows = japanese(SummitPage, "summit-5").speakers.all()
        places = {row.person.key: row.municipality and row.municipality.key for row in rows}
        assert places["yokoo-toshihiko"] == "taku"
        assert places["morita-mitsuru"] == "tsukuba"
        assert places["itakura-hiroshi"] is None
        chair = japanese(SummitPage, "summit-2").speakers.get(person__key="yokoo-toshihiko")
        assert chair.municipality is None  # the role is only 会長

    def test_the_summit_of_2020_is_cancelled_with_its_ceremony(self):
        page = japanese(SummitPage, "summit-2020-cancelled")
        assert page.outcome == EventPage.Outcome.CANCELLED
        assert page.cancellation_reason_en == "COVID-19"
        assert page.replacement_ja == "受賞自治体の発表を遠隔で収録し、動画で公開"
        award = japanese(AwardRoundPage, "award-2020")
        assert award.ceremony_event.pk == page.pk
        assert award.ceremony_cancelled

    def test_award_2020(self):
        award = japanese(AwardRoundPage, "award-2020")
        assert [(row.prize.key, row.municipality.key) for row in award.winners.all()] == [
            ("minister-mext", "tagawa"),
            ("minister-mic", "takagi"),
            ("minister-meti", "ina"),
            ("ict-award", "shinchi"),
        ]
        assert (award.number, award.entries, award.nominees) == (4, 48, 9)
        assert award.entry_note_ja.startswith("「教育クラウド時代の調達")
        assert award.winners_complete
        assert award.recordings.count() == 5  # presentations and winners' videos, each once

    def test_award_5(self):
        award = japanese(AwardRoundPage, "award-5")
        assert (award.opens_on, award.closes_on) == (date(2022, 8, 1), date(2022, 9, 14))
        assert [row.old_closes_on for row in award.extensions.all()] == [date(2022, 9, 5)]
        supporters = [(row.organisation.key, row.confirmed) for row in award.supporters.all()]
        assert supporters == [("mext", False), ("mic", False), ("meti", False)]
        assert award.criteria_are_invited_work
        assert award.winners_complete is False
        assert award.ceremony_on == date(2022, 11, 17)

    def test_assemblies(self):
        written = japanese(AssemblyPage, "assembly-2020")
        assert (written.start_date, written.fiscal_year) == (None, 2020)
        assert written.outcome == EventPage.Outcome.WRITTEN
        founding = japanese(AssemblyPage, "launch-2016")
        assert (founding.own_type.key, founding.organiser.key) == ("session", "council")
        tokyo = japanese(AssemblyPage, "assembly-2017")
        assert (tokyo.venue, tokyo.venue_text_en) == (None, "Tokyo")
        related = japanese(AssemblyPage, "assembly-2019").related_events.all()
        assert [row.event.slug for row in related] == ["special-session-2019"]

    def test_the_number_of_members_is_not_the_number_present(self):
        assert japanese(AssemblyPage, "assembly-2019").attendance_municipalities is None

    def test_finalists_and_committee(self):
        finalists = japanese(AwardRoundPage, "award-2018").finalists.all()
        keys = [row.municipality.key for row in finalists]
        assert keys == ["happo", "misato-shimane", "yonaguni"]
        award = japanese(AwardRoundPage, "award-5")
        assert [row.person.key for row in award.committee.all()] == [
            "okubo-noboru",
            "oyanagi-wakio",
        ]
        assert award.committee_complete is False
        assert japanese(AwardRoundPage, "award-2020").ministers_comments

    def test_the_untranslated_page_is_kept_from_search_engines(self, client):
        robots = '<meta name="robots" content="noindex">'
        page = client.get("/en/events/assemblies/assembly-2021/").content.decode()
        assert robots in page
        assert robots not in client.get("/en/events/assemblies/assembly-2020/").content.decode()

    def test_every_item_answers_in_both_languages(self, client):
        for path in sorted(PATHS):
            for address in (path, f"/en{path}"):
                assert client.get(address).status_code == 200, address

    def test_proposals(self):
        page = japanese(ProposalPage, "proposal-hs-2021")
        assert (page.handed_over_on, page.published_on) == (date(2021, 12, 16), date(2021, 12, 28))
        assert page.place.key == "digital-agency"
        assert japanese(ProposalPage, "proposal-2017").prepared_at.slug == "assembly-2017"
        assert page.signers.count() == page.deliverers.count() == 4
        assert page.parts_are_summaries
        assert japanese(ProposalPage, "proposal-2021").parts_are_summaries is None

    def test_news_point_at_item_and_document(self):
        held = japanese(NewsPage, "news-20210630-summit-4-held")
        assert held.item.slug == "summit-4"
        assert (held.document.key, held.kind) == ("doc-summit-4-press", "held")
        booklet = japanese(NewsPage, "news-20161216-booklet")
        assert (booklet.item, booklet.document.key) == (None, "doc-booklet-2016")

    def test_facts_of_the_council(self):
        council = japanese(CouncilPage, "council")
        assert (council.announced_on, council.began_on) == (date(2016, 8, 3), date(2016, 10, 19))
        assert council.pamphlet.key == "doc-pamphlet"
        declaration = japanese(DeclarationPage, "tsukuba-declaration")
        assert declaration.adopted_on == date(2015, 11, 10)
        assert declaration.event.slug == "tsukuba-summit-2015"

    def test_history_points_at_the_pages_that_tell_more(self):
        rows = japanese(HistoryPage, "history").entries.all()
        assert len(rows) == 15
        items = {row.day: row.item and row.item.slug for row in rows}
        assert items[date(2017, 7, 11)] == "proposal-2017"
        assert items[date(2022, 8, 29)] == "training-1"
        assert all(row.text_ja and row.text_en for row in rows)

    def test_officers_stand_term_by_term_the_newest_first(self):
        page = japanese(OfficersPage, "officers")
        terms = [(term.title_en, term.total, term.officers.count()) for term in page.terms.all()]
        assert terms == [
            ("Fiscal 2022 and 2023", None, 2),
            ("Election of May 2019", 12, 1),
            ("First term (elected October 2016)", 11, 5),
        ]
        adviser = page.advisers.get()
        assert (adviser.post_en, adviser.as_of) == ("Special Adviser", date(2021, 4, 7))

    def test_activities_and_plans(self):
        page = japanese(ActivitiesPage, "activities")
        first = page.activities.all()[0]
        assert [row.item.slug for row in first.examples.all()] == [
            "proposal-2017", "proposal-2021", "proposal-hs-2021",
        ]  # fmt: skip
        plans = {plan.fiscal_year: plan for plan in page.plans.all()}
        assert plans[2017].document.key == "doc-plan-fy2017"
        assert plans[2019].points.count() == 4

    def test_surveys(self):
        survey = japanese(SurveyPage, "survey-2019")
        assert (survey.fiscal_year, survey.respondents, survey.nominees) == (2019, 48, 9)
        assert survey.award.slug == "award-2020"
        assert [row.document.key for row in survey.documents.all()] == ["doc-survey-2019-results"]
        assert not survey.results.exists()  # no figure is known
        assert japanese(SurveyPage, "survey-2017").target_en == "All members"

    def test_joining_names_its_documents(self):
        page = japanese(InformationPage, "join")
        documents = [row.document.key for row in page.documents.all()]
        assert documents == ["doc-join-form", "doc-pamphlet"]
        assert page.with_contact
        assert japanese(InformationPage, "contact").with_contact

    # --- Rules for publishing ---------------------------------------------------------

    def test_the_fee_of_membership_is_not_published(self):
        for page in Page.objects.filter(depth__gt=1).specific():
            assert "10,000" not in str(page.body)
            assert "10000" not in str(page.body)

    def test_what_is_a_summary_says_so(self):
        assert japanese(GreetingPage, "greeting").told_by_others
        bylaws = japanese(BylawsPage, "bylaws")
        assert [row.number for row in bylaws.articles.all()] == [1, 2, 3, 4, 5, 6, 7]
        assert bylaws.articles_complete is False

    def test_no_list_of_officers_is_called_complete(self):
        terms = japanese(OfficersPage, "officers").terms.all()
        assert [term.complete for term in terms] == [False, False, False]

    def test_policies_are_marked_as_samples(self):
        for slug in ("policies", "site", "privacy", "accessibility"):
            assert japanese(InformationPage, slug).is_sample

    def test_uncertain_speakers_are_left_out(self):
        speakers = japanese(SummitPage, "tsukuba-summit-2015").speakers
        assert speakers.count() == 4
        assert not speakers.filter(person__key="uchiyama-keiji").exists()

    def test_uncertain_offices_are_left_out(self):
        assert not Person.objects.get(key="doko-shigeru").offices.exists()

    def test_a_reading_in_doubt_gives_no_kana_and_no_english_name(self):
        for key in ("itakura-hiroshi", "komatsu-tadashi"):  # reading_uncertain, name_completed
            person = Person.objects.get(key=key)
            assert (person.kana, person.name_en) == ("", "")
            assert person.name_ja
        assert Person.objects.get(key="yokoo-toshihiko").name_en == "Yokoo Toshihiko"

    def test_a_hall_in_doubt_becomes_its_building(self):
        building = "tokyo-international-exchange-center"
        assert japanese(SummitPage, "summit-3").venue.key == building
        assert japanese(AwardRoundPage, "award-2019").ceremony_venue.key == building
        assert japanese(SummitPage, "summit-2").venue.key == "plaza-heisei"

    def test_an_address_in_doubt_is_left_out(self):
        assert not Venue.objects.get(key="kikai-shinko").address_ja

    def test_a_document_in_doubt_is_tied_to_no_item(self):
        assert PortalDocument.objects.filter(key="doc-summit-press").exists()
        rows = japanese(SummitPage, "summit-1").documents.all()
        assert [row.document.key for row in rows] == ["doc-summit-1-notice"]

    def test_dates_in_doubt_are_left_out(self):
        assert PortalDocument.objects.get(key="doc-training-2").published_on is None
        assert PortalDocument.objects.get(key="doc-proposal-2021").published_on == date(2021, 4, 7)
        assert Recording.objects.get(key="video-award-2020-ina").published_on is None
        award = japanese(AwardRoundPage, "award-2017")
        assert (award.opens_on, award.closes_on) == (None, date(2017, 1, 20))

    def test_markers_are_not_prizes_and_old_pages_are_not_documents(self):
        assert Prize.objects.count() == 6
        assert not Prize.objects.filter(key__in=["finalist", "unconfirmed"]).exists()
        assert not PortalDocument.objects.filter(key__startswith="page-").exists()

    def test_a_project_title_in_doubt_is_marked(self):
        winners = japanese(AwardRoundPage, "award-2018").winners
        assert winners.get(municipality__key="takagi").project_uncertain
        assert not winners.get(municipality__key="saijo").project_uncertain

    def test_missing_winners_are_admitted(self):
        assert japanese(AwardRoundPage, "award-2019").winners_complete is False
        assert japanese(AwardRoundPage, "award-2018").winners_complete is True

    def test_everyone_the_content_names_is_on_record(self):
        """Who is on record follows from rows alone."""
        Municipality.objects.update(member_confirmed=False)
        found = set(Municipality.objects.on_record().values_list("key", flat=True))
        assert found == set(Municipality.objects.values_list("key", flat=True))

    def test_numbers_of_members_over_time(self):
        counts = MembersPage.objects.get(locale__language_code="ja").member_counts
        assert counts.count() == 13
        month = counts.get(month_only=True)
        assert (month.counted_on, month.count) == (date(2020, 5, 1), 135)
        assert list(counts.filter(approximate=True).values_list("count", flat=True)) == [130]

    def test_the_address_of_a_person_spells_no_reading_in_doubt(self):
        people = Person.objects.on_record()
        assert {p.address for p in people if not p.name_en} & {p.key for p in people} == set()
        assert all(person.address.isascii() for person in people)

    def test_only_confirmed_members_are_members(self):
        assert Municipality.objects.filter(member_confirmed=True).count() == 11
        assert not Municipality.objects.get(key="saijo").member_confirmed
        assert not Municipality.objects.filter(kana="").exists()

    def test_winners_and_their_prizes_are_those_of_the_content(self):
        for given in content("awards")["awards"]:
            winners = japanese(AwardRoundPage, given["key"]).winners.all()
            assert [(row.prize.key, row.municipality.key) for row in winners] == [
                (row["prize"], row["municipality"]) for row in given.get("winners", ())
            ], given["key"]

    def test_only_what_is_known_to_have_been_held_is_called_held(self, client):
        given = content("events")["events"]
        held = EventPage.objects.filter(outcome=EventPage.Outcome.HELD)
        assert {page.slug for page in held} == {
            each["key"] for each in given if each["status"] == "held"
        }
        with clock.at(datetime(2023, 1, 1, tzinfo=clock.TOKYO)):
            for tree in ("", "/en"):
                told = stated(client, f"{tree}/events/training/training-2/")
                assert {state for key, state, _day in told if key == "training-2"} == {"ended"}

    def test_no_text_repeats_a_day_of_its_window(self):
        for page in (*EventPage.objects.all(), *AwardRoundPage.objects.all()):
            text = f"{page.title} {page.summary} {page.body.raw_data}"
            for day in filter(None, (page.facts.opens_on, page.facts.closes_on)):
                assert f"{day.month}月{day.day}日" not in text, page.url
                assert f"{day.day} {day:%B}" not in text, page.url

    def test_voters_are_not_counted_as_present(self):
        assert japanese(SummitPage, "summit-1").attendance_municipalities is None
        assert japanese(SummitPage, "summit-1").attendance_voted == 51
        assert japanese(SummitPage, "tsukuba-summit-2015").attendance_municipalities == 55

    def test_bodies_do_not_repeat_facts(self):
        kinds = {
            block.block_type
            for page in Page.objects.filter(depth__gt=1).specific()
            for block in page.body
        }
        assert kinds == {"heading", "paragraph", "list", "related"}
        assert len(japanese(TrainingPage, "training-1").body) == 0

    # --- Running again ----------------------------------------------------------------

    def test_a_second_run_adds_nothing(self):
        before = counts()
        said = load()
        assert counts() == before
        assert f"Japanese pages: 0 added, {len(PATHS)} already there" in said

    def test_a_second_run_leaves_the_work_of_editors_alone(self):
        page = japanese(SummitPage, "summit-4")
        page.title, page.slug = "編集した題名", "renamed"
        page.save_revision().publish()
        Person.objects.filter(key="yokoo-toshihiko").update(name_ja="編集した氏名")
        english(SummitPage, "summit-3").delete()
        before = counts()
        load()
        assert counts() == before
        assert japanese(SummitPage, "renamed").title == "編集した題名"
        assert Person.objects.get(key="yokoo-toshihiko").name_ja == "編集した氏名"
        assert not SummitPage.objects.filter(slug="summit-4", locale__language_code="ja").exists()

    def test_if_empty_does_nothing_where_there_is_a_home_page(self):
        japanese(SummitPage, "summit-5").delete()
        before = counts()
        assert "nothing loaded" in load(if_empty=True)
        assert counts() == before


# --- Small contents ---------------------------------------------------------------------


def text(ja, en="English"):
    return {"ja": ja, "en": en}


SMALL = {
    "site": {"name": text("見本の会"), "contact": {}},
    "council": {"membership": {}},
    "municipalities": {"municipalities": []},
    "organisations": {"organisations": []},
    "people": {"people": [{"key": "someone", "name": text("見本 太郎")}]},
    "venues": {"venues": []},
    "prizes": {"prizes": []},
    "documents": {"documents": [], "recordings": []},
    "pages": {
        "pages": [
            {"key": "home", "kind": "home", "title": text("見本の会")},
            {"key": "events", "kind": "events-index", "title": text("催し")},
            {"key": "summits", "kind": "summits-index", "title": text("サミット")},
        ]
    },
    "news": {"news": []},
    "events": {
        "events": [
            {"key": "summit-1", "kind": "summit", "title": text("第1回"), "status": "held"},
            {"key": "visit-1", "kind": "visit", "title": text("視察"), "status": "held"},
        ]
    },
    "awards": {"awards": []},
    "proposals": {"proposals": []},
    "surveys": {"surveys": []},
}


@pytest.fixture
def small(tmp_path):
    """A function that writes a small content with some lines more in its summit."""

    def write(**summit):
        for name, data in SMALL.items():
            written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
            (tmp_path / f"{name}.yaml").write_text(written, encoding="utf-8")
        events = yaml.safe_load((tmp_path / "events.yaml").read_text(encoding="utf-8"))
        events["events"][0].update(summit)
        written = yaml.safe_dump(events, allow_unicode=True, sort_keys=False)
        (tmp_path / "events.yaml").write_text(written, encoding="utf-8")
        return tmp_path

    return write


def refusal(folder: Path) -> str:
    """The error message of the command, after checking that it wrote nothing."""
    before = counts()
    with pytest.raises(CommandError) as caught:
        load(content=folder)
    assert counts() == before
    assert not Locale.objects.filter(language_code="en").exists()
    said = str(caught.value)
    assert "\n" not in said
    return said


@pytest.mark.django_db
def test_a_missing_file_is_named(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    (folder / "events.yaml").unlink()
    assert "events.yaml is missing" in refusal(folder)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("events:\n  - key: a\n   kind: [", "events.yaml, line 3: this is not valid YAML"),
        ("events:\n  - key: a\n    key: b\n", "events.yaml, line 3: 'key' stands there twice."),
        ("- just a list", "events.yaml: a content file must hold a mapping."),
        ("event: []", "events.yaml: it must hold a list under 'events'."),
        ("events:\n  - kind: summit\n", "events.yaml, line 2: 'key' is missing."),
        ("events:\n  - {key: a, kind: b}\n  - {key: a, kind: b}\n", "(a): this key is used twice."),
        ("events:\n  - {key: home, kind: summit}\n", "(home): this key is used twice."),
    ],
)
def test_a_malformed_file_is_named_with_its_line(small, broken, said):
    folder = small()
    (folder / "events.yaml").write_text(broken, encoding="utf-8")
    assert said in refusal(folder)


@pytest.mark.django_db
def test_a_file_that_is_no_text_is_named(small):
    folder = small()
    (folder / "events.yaml").write_bytes(b"\xff\xfe\x00")
    assert "events.yaml is not UTF-8 text" in refusal(folder)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("summit", "said"),
    [
        (
            {"speakers": [{"person": "nobody", "role": text("市長")}]},
            "(summit-1): 'person' names 'nobody', which is not in people.yaml.",
        ),
        ({"related": ["nothing"]}, "'related' names 'nothing', which no content file holds."),
        ({"documents": ["doc-x"]}, "'documents' names 'doc-x', which is not in documents.yaml."),
        ({"start": "2022-13-01"}, "'start' must be an ISO date or time, not '2022-13-01'."),
        ({"start": "2022-06-02", "end": "2022-06-01"}, "(summit-1): 'end_date': "),
        ({"edition": "five"}, "'edition' must be a whole number, not 'five'."),
        ({"status": "maybe"}, "(summit-1): 'outcome': "),
        ({"summary": "only one language"}, "'summary' must hold 'ja' and 'en'"),
        ({"summary": {"ja": "要約"}}, "'要約' has no English"),
        ({"title": text("長" * 300)}, "(summit-1): 'title': Ensure this value has at most 255"),
        ({"theme": text("題", "long " * 30)}, "(summit-1): 'theme': Ensure this value"),
        (
            {"body": [{"type": "heading", "text": text("題")}, {"type": "paragraph"}]},
            "'text' is missing.",
        ),
        (
            {"body": [{"type": "quote", "text": text("題"), "attribution": text("長" * 200)}]},
            "(summit-1): ",
        ),
        ({"speakers": [{"person": "someone"}]}, "(summit-1): 'role': "),
        ({"body": [{"type": "poem"}]}, "there is no block of type 'poem'."),
        ({"parent": "nowhere"}, "it stands under 'nowhere', which is not there."),
    ],
)
def test_content_that_cannot_be_is_refused_as_a_whole(small, summit, said):
    refused = refusal(small(**summit))
    assert refused.startswith("events.yaml, line ")
    assert said in refused


@pytest.mark.django_db
def test_references_to_kinds_without_pages_are_skipped(small):
    load(content=small(related=["visit-1"]))
    assert not japanese(SummitPage, "summit-1").related_events.exists()
    assert not Page.objects.filter(slug="visit-1").exists()


@pytest.mark.django_db
def test_an_untranslated_item_is_shown_in_japanese(small):
    said = load(content=small(untranslated=True, summary={"ja": "日本語だけ"}))
    page = english(SummitPage, "summit-1")
    assert page.alias_of_id == japanese(SummitPage, "summit-1").pk
    assert page.live
    assert page.untranslated
    assert "English pages: 3 translated, 1 shown in Japanese" in said


@pytest.mark.django_db
def test_blocks_of_the_body(small):
    body = [
        {"type": "heading", "text": text("登壇者")},
        {"type": "speakers"},
        {"type": "heading", "text": text("見出し", "A & B")},
        {"type": "paragraph", "text": text("本文 <b>", "BilingualText <b> & more")},
        {"type": "list", "style": "number", "items": [text("一", "One"), text("二", "Two")]},
        {"type": "quote", "text": text("引用", "Quote"), "attribution": text("氏名", "Name")},
        {"type": "link", "url": "https://example.org/?a=1&b=2", "text": text("先", "There")},
        {"type": "heading", "text": text("後に何もない")},
        {"type": "heading", "level": "h3", "text": text("ここにも")},
        {"type": "image", "placeholder": True},
    ]
    load(content=small(body=body))
    page = english(SummitPage, "summit-1")
    kinds = [block.block_type for block in page.body]
    assert kinds == ["heading", "paragraph", "list", "quote", "related"]
    heading, paragraph, points, quote, link = (block.value for block in page.body)
    assert heading["text"] == "A & B"
    assert paragraph.source == "<p>BilingualText &lt;b&gt; &amp; more</p>"
    assert (points["ordered"], list(points["items"])) == (True, ["One", "Two"])
    assert (quote["text"], quote["attribution"], quote["source"]) == ("Quote", "Name", "")
    there = link["links"][0]
    assert (there.address, there["text"]) == ("https://example.org/?a=1&b=2", "There")


@pytest.mark.django_db
def test_a_later_run_adds_what_has_come_to_the_content(small, tmp_path):
    folder = small()
    load(content=folder)
    events = yaml.safe_load((folder / "events.yaml").read_text(encoding="utf-8"))
    events["events"].append(
        {"key": "summit-2", "kind": "summit", "title": text("第2回", "2nd"), "status": "scheduled"}
    )
    (folder / "events.yaml").write_text(yaml.safe_dump(events, allow_unicode=True), "utf-8")
    assert "Japanese pages: 1 added, 4 already there" in load(content=folder)
    assert english(SummitPage, "summit-2").title == "2nd"
