"""The open data: what the pages say, as files."""

import csv
import io
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup

from portal import clock
from tests import factories
from tests.surfaces import stated

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("made"),
]

LISTS = ["events", "awards", "proposals", "members"]


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


SEP_22 = moment("2022-09-22T10:00")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One of everything; the training is in English, the summit not yet."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        council = factories.CouncilPageFactory(parent=home)
        members = factories.MembersPageFactory(parent=council)
        news = factories.NewsIndexPageFactory(parent=home)
        events = factories.EventsIndexPageFactory(parent=home)
        awards = factories.AwardsIndexPageFactory(parent=home)
        proposals = factories.ProposalsIndexPageFactory(parent=home)
        summits = factories.SummitsIndexPageFactory(parent=events)
        trainings = factories.TrainingIndexPageFactory(parent=events)
        assemblies = factories.AssembliesIndexPageFactory(parent=events)
        training = factories.TrainingPageFactory(
            parent=trainings, slug="training-2", title='研修会, "第2回"', capacity=300
        )
        summit = factories.SummitPageFactory(parent=summits, slug="summit-1", outcome="held")
        written = factories.AssemblyPageFactory(parent=assemblies, slug="assembly-1")
        award = factories.AwardRoundPageFactory(
            parent=awards, slug="award-5", results_on=date(2022, 11, 1)
        )
        proposal = factories.ProposalPageFactory(parent=proposals, slug="proposal-1")
        person = factories.PersonFactory(name_ja="見本 花子", name_en="Mihon Hanako")
        proposal.addressees.create(person=person, role_ja="大臣", role_en="Minister")
        proposal.save()
        factories.MunicipalityFactory(
            key="taku", name_ja="多久市", name_en="Taku City", code="412040", member_confirmed=True
        )
        town = factories.MunicipalityFactory(key="other", name_ja="=他町", name_en="")
        factories.AwardWinnerFactory(page=award, municipality=town)
        factories.MunicipalityFactory(key="nowhere")
        for page in (home, council, members, news, events, awards, proposals, summits, trainings,
                     assemblies, training, award, proposal):  # fmt: skip
            factories.translate(page, said=f"English {page.slug}")
        factories.alias(summit)
        factories.alias(written)
        yield


def rows(client, name, at=SEP_22):
    with clock.at(at):
        return client.get(f"/data/{name}.json").json()[name]


def table(client, name, at=SEP_22):
    with clock.at(at):
        response = client.get(f"/data/{name}.csv")
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_event_has_both_names_its_state_and_its_deadline(client):
    event = next(row for row in rows(client, "events") if row["key"] == "training-2")
    assert event["title_ja"] == '研修会, "第2回"'
    assert event["title_en"].startswith("English training-2")
    assert (event["type"], event["state"], event["closes"]) == ("training", "open", "2022-09-26")
    assert (event["starts"], event["ends"], event["places"]) == (
        "2022-09-29T15:00:00+09:00", "2022-09-29T17:15:00+09:00", 300,
    )  # fmt: skip
    assert event["url_en"] == "http://testserver/en/events/training/training-2/"


def test_what_is_not_known_is_empty_and_what_is_not_translated_has_no_english_title(client):
    events = {row["key"]: row for row in rows(client, "events")}
    assert events["summit-1"]["title_en"] == ""
    assert events["summit-1"]["starts"] == "2022-06-02"
    assert (events["assembly-1"]["starts"], events["assembly-1"]["places"]) == ("", None)
    assert (events["assembly-1"]["state"], events["assembly-1"]["closes"]) == ("written", "")


def test_awards_and_proposals_are_told_in_both_languages(client):
    (award,), (proposal,) = rows(client, "awards"), rows(client, "proposals")
    assert (award["state"], award["closes"]) == ("selecting", "2022-09-14")
    assert award["winners"] == 0  # there is one, told with the results
    assert proposal["addressees_ja"] == "大臣 見本 花子"
    assert proposal["addressees_en"] == "Minister Mihon Hanako"


def test_municipalities_on_record_are_not_passed_off_as_the_members(client):
    found = {row["key"]: row for row in rows(client, "members")}
    assert {key: row["membership"] for key, row in found.items()} == {
        "taku": "confirmed", "other": "not_confirmed",
    }  # fmt: skip
    assert found["taku"]["url_en"] == "http://testserver/en/council/members/taku/"
    assert client.get(found["taku"]["url_ja"]).status_code == 200
    said = client.get("/data/members.json").json()
    assert "会員の名簿ではありません" in said["note_ja"]
    assert "not the list of members" in said["note_en"]
    factories.change_settings(membership_complete=True)
    assert "note_en" not in client.get("/data/members.json").json()


@pytest.mark.parametrize("name", LISTS)
def test_both_formats_hold_the_same(client, name):
    whole = rows(client, name)
    assert whole
    texts = [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in whole
    ]
    undone = [
        {key: value.removeprefix("'") for key, value in row.items()} for row in table(client, name)
    ]
    assert undone == texts


@pytest.mark.parametrize("name", LISTS)
def test_excel_reads_the_table_as_it_is(client, name):
    response = client.get(f"/data/{name}.csv")
    assert response.content.startswith(b"\xef\xbb\xbf" + b"key,")
    assert response.content.count(b"\xef\xbb\xbf") == 1
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert response.content.endswith(b"\r\n")


def test_no_name_runs_as_a_formula(client):
    names = {f"odd-{n}": f"{start}1+1" for n, start in enumerate("=+-@\t\r＝＋－＠")}
    for key, name in names.items():
        factories.MunicipalityFactory(key=key, name_ja=name, member_confirmed=True)
    cells = {row["key"]: row["name_ja"] for row in table(client, "members")}
    assert {key: cells[key] for key in names} == {key: f"'{name}" for key, name in names.items()}
    assert cells["taku"] == "多久市"
    told = {row["key"]: row["name_ja"] for row in rows(client, "members")}
    assert {key: told[key] for key in names} == names


MOMENTS = [
    "2022-09-05T23:59:59", "2022-09-06T00:00:00", "2022-09-14T23:59:59", "2022-09-15T00:00:00",
    "2022-09-26T00:00:00", "2022-09-27T00:00:00", "2022-09-29T17:14:59", "2022-09-29T17:15:00",
    "2022-11-01T00:00:00",
]  # fmt: skip
PAGES = [
    "/", "/events/", "/events/summits/", "/events/training/", "/events/assemblies/", "/awards/",
    "/news/", "/events/training/training-2/", "/events/summits/summit-1/",
    "/events/assemblies/assembly-1/", "/awards/award-5/",
]  # fmt: skip


@pytest.mark.parametrize("at", MOMENTS)
def test_every_place_that_shows_a_state_agrees_with_the_data_in_both_languages(client, at):
    known = {
        (row["key"], row["state"], row["closes"])
        for name in ("events", "awards")
        for row in rows(client, name, moment(at))
    }
    said = {}
    with clock.at(moment(at)):
        for tree in ("", "/en"):
            said[tree] = [stated(client, tree + address) for address in PAGES]
    # The English front page is shorter: it shows no round of the awards that is under way.
    assert said[""][1:] == said["/en"][1:]
    assert said["/en"][0] <= said[""][0]
    assert set().union(*said[""]) == known
    for place, found in zip(PAGES, said[""], strict=True):
        if place.count("/") == 4 or place == "/awards/award-5/":
            assert len(found) == 1, place


def test_the_resources_page_leads_to_the_files(client):
    home = factories.HomePageFactory._meta.model.objects.get(locale__language_code="ja")
    page = factories.ResourcesIndexPageFactory(parent=home)
    factories.translate(page)
    for address in ("/resources/", "/en/resources/"):
        html = BeautifulSoup(client.get(address).content, "html.parser")
        links = {link["href"] for link in html.main.find_all("a")}
        assert {f"/data/{name}.{kind}" for name in LISTS for kind in ("csv", "json")} <= links


def test_there_are_no_other_files(client):
    for rest in ("people.csv", "events.xml", "events"):
        assert client.get(f"/data/{rest}", follow=True).status_code == 404, rest
    assert client.get("/en/data/events.csv").status_code == 404


def test_the_files_are_only_read(client):
    assert client.post("/data/events.json").status_code == 405


def test_without_items_the_files_are_empty(client):
    with clock.at(SEP_22):
        for page in factories.EventsIndexPageFactory._meta.model.objects.all():
            page.get_descendants().delete()
        assert rows(client, "events") == []
        assert client.get("/data/events.csv").content == b"\xef\xbb\xbf"
