"""Events: their order, their neighbours, and the archive of the summits."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override

from pages.events.models import EventPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def read(page, language="ja", query=""):
    prefix = "/en" if language == "en" else ""
    response = Client().get(f"{prefix}{page.url}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def events():
    return factories.EventsIndexPageFactory(parent=factories.site())


@pytest.fixture
def assemblies(events):
    """Two dated assemblies with a resolution in writing between them."""
    index = factories.AssembliesIndexPageFactory(parent=events)
    for slug, start, year in (
        ("late", date(2022, 6, 2), 2022),
        ("early", date(2019, 5, 22), 2019),
        ("written", None, 2020),
    ):
        outcome = "held" if start else "written"
        factories.AssemblyPageFactory(
            parent=index, slug=slug, start_date=start, fiscal_year=year, outcome=outcome
        )
    return index


@pytest.fixture
def archive(events):
    """An archive with one summit, at which a round of the awards was decided."""
    summits = factories.SummitsIndexPageFactory(parent=events)
    summit = factories.SummitPageFactory(parent=summits, slug="summit-2", venue=None)
    speaker = factories.PersonFactory(name_ja="見本 花子", name_en="")
    factories.EventSpeakerFactory(page=summit, person=speaker, role_en="Mayor at the time")
    awards = factories.AwardsIndexPageFactory(parent=events.get_parent())
    award = factories.AwardRoundPageFactory(parent=awards, ceremony_event=summit, year=2022)
    town = factories.MunicipalityFactory(name_ja="見本町", name_en="Sample Town")
    factories.AwardWinnerFactory(page=award, municipality=town)
    return summits


def slugs_of(html):
    return [row["data-item"] for row in html.main.select("li.event")]


def test_a_resolution_without_date_stands_in_its_fiscal_year(assemblies):
    assert slugs_of(read(assemblies)) == ["late", "written", "early"]


def test_the_door_to_all_events_orders_them_the_same(assemblies, events):
    assert slugs_of(read(events)) == ["late", "written", "early"]


def test_a_resolution_without_date_shows_its_fiscal_year(assemblies):
    written = EventPage.objects.get(slug="written")
    for page in (assemblies.get_parent(), assemblies, written):
        factories.translate(page)
    row = read(assemblies).select_one('[data-item="written"]')
    assert row.select_one(".day").get_text() == "令和2年度"
    assert row["data-state"] == "written"
    row = read(assemblies, "en").select_one('[data-item="written"]')
    assert row.select_one(".day").get_text() == "FY2020"


def test_neighbours_in_a_series_include_what_has_no_date(assemblies):
    turn = read(EventPage.objects.get(slug="written")).select_one("nav.turn")
    assert [link["href"].split("/")[-2] for link in turn.select("a")] == [
        "early", "late", "assemblies",
    ]  # fmt: skip


def test_the_last_of_a_series_has_no_next(assemblies):
    turn = read(EventPage.objects.get(slug="late")).select_one("nav.turn")
    assert [link["href"].split("/")[-2] for link in turn.select("a")] == ["written", "assemblies"]


def test_the_announcement_of_the_founding_is_called_a_session(assemblies):
    founding = factories.AssemblyPageFactory(parent=assemblies, founding=True)
    assert founding.own_type.key == "session"
    assert EventPage.objects.get(slug="late").own_type.key == "assembly"


@pytest.mark.parametrize(
    ("numbers", "ja", "en"),
    [
        ({"attendance_voted": 51}, "51", "51 municipalities voted"),
        (
            {"attendance_people": 350, "attendance_approximate": True, "attendance_voted": 51},
            "350",
            "about 350 people (51 municipalities voted)",
        ),
        (
            {"attendance_people": 350, "attendance_approximate": True,
             "attendance_municipalities": 55},
            "350",
            "55 municipalities, about 350 people",
        ),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_voters_are_told_apart_from_those_present(numbers, ja, en):
    page = EventPage(**numbers)
    with override("en"):
        assert page.attendance == en
    with override("ja"):
        assert ja in page.attendance


def test_a_place_known_in_words_only_is_shown(assemblies):
    page = EventPage.objects.get(slug="late")
    page.venue_text_ja, page.venue_text_en = "東京都内", "Tokyo"
    page.save()
    assert "東京都内" in read(page).select_one(".facts").get_text()


# --- The archive ------------------------------------------------------------------------


def test_the_archive_names_who_spoke_with_the_office_of_the_time(archive):
    for page in (archive.get_parent(), archive, archive.get_children().get()):
        factories.translate(page)
    person = read(archive, "en").select_one(".summit details .people li")
    assert person.b.find(lang="ja").get_text() == "見本 花子"  # no English name on record
    assert "Mayor at the time" in person.get_text()


def test_the_archive_shows_the_prizes_presented_at_a_summit(archive):
    html = read(archive)
    assert "見本町" in html.select_one(".summit .prize").get_text()
    assert html.select_one(".summit details a.go")["href"].startswith("/awards/award-")
    assert html.select_one(".compare td:last-child a").get_text() == "2022年"


def test_the_page_of_a_summit_shows_its_prizes_too(archive):
    html = read(archive.get_children().get())
    assert "見本町" in html.select_one(".prize").get_text()


def test_a_round_that_is_a_draft_is_not_in_the_archive(archive):
    summit = archive.get_children().get().specific
    summit.award_rounds.get().unpublish()
    assert not read(archive).select(".summit .prize")


def test_what_is_not_on_record_is_a_dash(archive):
    cells = read(archive).select(".compare tbody td")
    assert [cell.get_text(strip=True) for cell in cells][2:4] == ["—", "—"]  # venue, attendance


def test_year_links_lead_to_one_entry_each(archive):
    factories.SummitPageFactory(parent=archive, slug="summit-3", start_date=date(2022, 11, 1))
    factories.SummitPageFactory(parent=archive, slug="summit-1", start_date=date(2017, 2, 22))
    html = read(archive)
    links = [link["href"] for link in html.select("a.tag")]
    assert links == ["#y2022", "#y2017"]
    assert [html.select_one(link)["data-item"] for link in links] == ["summit-3", "summit-1"]


@pytest.fixture
def looked_into(archive):
    """The archive with an earlier summit, a speaker who was at both, and the lists of records."""
    council = factories.CouncilPageFactory(parent=archive.get_parent().get_parent())
    factories.MembersPageFactory(parent=council)
    factories.PeoplePageFactory(parent=council)
    factories.WinnersPageFactory(parent=archive.get_parent().get_siblings().get(slug="awards"))
    earlier = factories.SummitPageFactory(
        parent=archive, slug="summit-1", start_date=date(2017, 2, 22), theme="見本のテーマ"
    )
    latest = archive.get_children().get(slug="summit-2").specific
    factories.EventSpeakerFactory(
        page=earlier,
        person=latest.speakers.get().person,
        municipality=latest.award_rounds.get().winners.get().municipality,
    )
    return read(archive)


@pytest.mark.parametrize(
    ("by", "name", "years"),
    [
        ("登壇者", "見本 花子", ["2022年", "2017年"]),
        ("自治体", "見本町", ["2022年", "2017年"]),  # won at the one, spoke at the other
        ("賞", "", ["2022年"]),
        ("テーマ", "2017年", []),
    ],
)
def test_summits_are_found_by_speaker_municipality_prize_and_theme(looked_into, by, name, years):
    lists = {part.summary.get_text(): part for part in looked_into.select("details.found-by")}
    term = next(each for each in lists[by].select("dt") if name in each.get_text())
    told = term.find_next_sibling("dd")
    assert term.a["href"].startswith(("/council/", "/awards/winners/?prize=", "/events/summits/"))
    links = [each for each in told.select("a") if "/events/summits/" in each["href"]]
    assert [link.get_text() for link in links] == years


def test_an_archive_that_names_nobody_has_nothing_to_look_up(events):
    summits = factories.SummitsIndexPageFactory(parent=events)
    factories.SummitPageFactory(parent=summits, theme="")
    assert not read(summits).select("details.found-by, #found-by-h")


def test_a_speaker_leads_to_the_person_and_the_municipality(looked_into, archive):
    html = read(archive.get_children().get(slug="summit-1"))
    links = [link["href"] for link in html.select(".people a")]
    assert [link.split("/")[2] for link in links] == ["people", "members"]


def test_the_next_of_a_series_says_its_day_while_it_is_to_come(archive):
    archive.get_children().get(slug="summit-2").delete()
    for slug, start in (("past", date(2022, 6, 2)), ("coming", date(2099, 10, 1))):
        factories.SummitPageFactory(parent=archive, slug=slug, start_date=start)
    html = read(archive.get_children().get(slug="past"))
    assert html.select_one(".turn time")["datetime"] == "2099-10-01"
    assert not read(archive.get_children().get(slug="coming")).select(".turn time")


@pytest.mark.parametrize("outcome", ["postponed", "cancelled"])
def test_the_next_of_a_series_says_no_day_that_is_called_off(archive, outcome):
    archive.get_children().get(slug="summit-2").delete()
    factories.SummitPageFactory(parent=archive, slug="past", start_date=date(2022, 6, 2))
    factories.SummitPageFactory(
        parent=archive, slug="coming", start_date=date(2099, 10, 1), outcome=outcome
    )
    html = read(archive.get_children().get(slug="past"))
    assert html.select_one(".turn").find("a", href=re.compile("/coming/"))
    assert not html.select(".turn time")


def test_a_cancelled_summit_says_so(archive):
    factories.SummitPageFactory(parent=archive, slug="summit-2020", outcome="cancelled")
    entry = read(archive).select_one('.summit[data-item="summit-2020"]')
    assert entry["data-state"] == "cancelled"
    assert entry.select_one(".chip").get_text() == "中止"
