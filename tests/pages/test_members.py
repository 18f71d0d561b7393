"""Municipalities and people on record: who they are, and the page of each."""

import re
from datetime import date, timedelta
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.base.facts import source_locale_id
from pages.records.models import Municipality, Organisation, Person
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """The pages below, made once: every test undoes what it changes."""
    source_locale_id.cache_clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_pages()
        transaction.set_rollback(True)


@pytest.fixture
def site(pages, db):
    """The lists of records in both languages, with a summit, a round of the awards, a proposal."""
    return {name: type(page).objects.get(pk=page.pk) for name, page in pages.items()}


def make_pages():
    home = factories.site()
    council = factories.CouncilPageFactory(parent=home)
    made = {
        "members": factories.MembersPageFactory(parent=council),
        "people": factories.PeoplePageFactory(parent=council),
    }
    events = factories.EventsIndexPageFactory(parent=home)
    summits = factories.SummitsIndexPageFactory(parent=events)
    awards = factories.AwardsIndexPageFactory(parent=home)
    proposals = factories.ProposalsIndexPageFactory(parent=home)
    made["summit"] = factories.SummitPageFactory(parent=summits)
    made["award"] = factories.AwardRoundPageFactory(parent=awards, year=2020)
    made["proposal"] = factories.ProposalPageFactory(parent=proposals)
    for page in (home, council, events, summits, awards, proposals, *made.values()):
        factories.translate(page, said=f"English {page.slug}")
    return made


@pytest.fixture
def council_body():
    return factories.OrganisationFactory(key="council", kind=Organisation.Kind.COUNCIL)


def html(address, status=200):
    response = Client().get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def on_record():
    return set(Municipality.objects.on_record().values_list("key", flat=True))


def text_of(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


class TestWhoIsOnRecord:
    def test_nobody_without_a_reason(self):
        place = factories.MunicipalityFactory()
        factories.OfficeFactory(municipality=place)
        assert on_record() == set()

    def test_winners_and_speakers_of_public_pages(self, site):
        won, spoke = factories.MunicipalityFactory.create_batch(2)
        factories.AwardWinnerFactory(page=site["award"], municipality=won)
        factories.EventSpeakerFactory(page=site["summit"], municipality=spoke)
        assert on_record() == {won.key, spoke.key}
        site["summit"].unpublish()
        assert on_record() == {won.key}

    def test_each_once_however_many_reasons(self, site):
        place = factories.MunicipalityFactory()
        for _ in range(3):
            factories.AwardWinnerFactory(page=site["award"], municipality=place)
            factories.EventSpeakerFactory(page=site["summit"], municipality=place)
        assert Municipality.objects.on_record().count() == 1

    def test_the_municipality_of_a_founder_stands_in_another_office(self, council_body):
        place, person = factories.MunicipalityFactory(), factories.PersonFactory()
        factories.OfficeFactory(person=person, municipality=place, attested_on=date(2022, 6, 2))
        assert on_record() == set()
        factories.OfficeFactory(person=person, organisation=council_body)
        assert on_record() == {place.key}

    def test_an_office_in_another_body_is_no_reason(self):
        place, person = factories.MunicipalityFactory(), factories.PersonFactory()
        factories.OfficeFactory(person=person, municipality=place)
        factories.OfficeFactory(person=person, organisation=factories.OrganisationFactory())
        assert on_record() == set()

    def test_confirmed_members(self):
        place = factories.MunicipalityFactory(member_confirmed=True)
        assert on_record() == {place.key}

    def test_people_who_spoke_handed_over_or_held_an_office_of_the_council(
        self, site, council_body
    ):
        spoke = factories.EventSpeakerFactory(page=site["summit"]).person
        gave = factories.ProposalDelivererFactory(page=site["proposal"]).person
        led = factories.OfficeFactory(organisation=council_body).person
        factories.OfficeFactory()
        assert set(Person.objects.on_record()) == {spoke, gave, led}


class TestMembersPage:
    def test_only_confirmed_members_are_called_members(self, site):
        factories.MunicipalityFactory(name_ja="確認市", member_confirmed=True)
        won = factories.MunicipalityFactory(name_ja="受賞市")
        factories.AwardWinnerFactory(page=site["award"], municipality=won)
        rows = html("/en/council/members/").find("table").find_all("tr")[1:]
        assert [row.find_all("td")[1].get_text() for row in rows] == ["Member", "—not confirmed"]

    def test_it_says_that_it_is_not_the_list_until_the_register_is_complete(self, site):
        page = html("/en/council/members/")
        assert page.find("div", class_="note")
        assert "not the list of members" in text_of(html("/en/").find(id="members"))
        factories.change_settings(membership_complete=True)
        assert not html("/en/council/members/").find("div", class_="note")
        assert "not the list of members" not in text_of(html("/en/").find(id="members"))

    def test_the_map_counts_by_prefecture_and_leads_to_its_row(self, site):
        factories.MunicipalityFactory.create_batch(2, member_confirmed=True, prefecture=13)
        factories.MunicipalityFactory(member_confirmed=True, prefecture=1)
        page = html("/en/council/members/")
        tiles = page.find("ul", class_="map").find_all("li")
        assert len(tiles) == 47
        linked = {tile.a["href"]: text_of(tile.a) for tile in tiles if tile.a}
        assert linked == {
            "#pref-1": "Hokkaido 1 municipality",
            "#pref-13": "Tokyo 2 municipalities",
        }
        assert page.find("tbody", id="pref-13").find("th")["rowspan"] == "2"

    def test_the_home_page_shows_the_same_map(self, site):
        factories.MunicipalityFactory(member_confirmed=True, prefecture=41)
        for prefix in ("", "/en"):
            section = html(f"{prefix}/").find(id="members")
            linked = section.find("ul", class_="map").find_all("a")
            assert [a["href"] for a in linked] == [f"{prefix}/council/members/#pref-41"]
            assert section.find("b", class_="stat").get_text() == "1"

    def test_the_way_to_join_stands_there_once_there_is_such_a_page(self, site):
        assert not html("/en/").find(class_="map-join")
        join = factories.CouncilPageFactory(
            parent=site["members"].get_parent().get_parent(), slug="join", title="入会案内"
        )
        assert html("/").find(class_="map-join").a["href"] == join.url

    def test_two_speakers_of_a_municipality_are_one_reason(self, site):
        place = factories.MunicipalityFactory()
        factories.EventSpeakerFactory.create_batch(2, page=site["summit"], municipality=place)
        rows = html("/en/council/members/").find("table").find_all("tr")[1:]
        assert text_of(rows[0].find_all("td")[2]) == "Talk (2022)"

    def test_numbers_of_members_and_months_without_a_day(self, site):
        members = site["members"]
        factories.MembershipCountFactory(
            page=members, counted_on=date(2020, 5, 1), month_only=True, count=65, approximate=False
        )
        factories.MembershipCountFactory(page=members, count=130)
        page = html("/en/council/members/")
        rows = [text_of(row) for row in page.find(id="counts-c").parent.tbody.find_all("tr")]
        assert rows == ["May 2020 65", "2 June 2022 about 130"]
        assert page.find("rect")["width"] == "50%"
        assert "About 130 municipalities" in text_of(page.main)

    def test_the_number_of_queries_does_not_grow(self, site):
        def queries():
            html("/en/council/members/")
            with CaptureQueriesContext(connection) as found:
                html("/en/council/members/")
            return len(found)

        body = factories.OrganisationFactory(kind=Organisation.Kind.COUNCIL)

        def add(number):
            for _ in range(number):
                place = factories.MunicipalityFactory()
                speaker = factories.EventSpeakerFactory(page=site["summit"], municipality=place)
                factories.AwardWinnerFactory(page=site["award"], municipality=place)
                factories.OfficeFactory(person=speaker.person, municipality=place)
                factories.OfficeFactory(person=speaker.person, organisation=body)

        add(3)
        few = queries()
        add(20)
        assert queries() == few


class TestMunicipality:
    @pytest.fixture
    def place(self, site, council_body):
        place = factories.MunicipalityFactory(
            key="taku", name_ja="多久市", name_en="Taku City", kana="たくし", prefecture=41
        )
        person = factories.PersonFactory(key="yokoo")
        factories.AwardWinnerFactory(
            page=site["award"], municipality=place, project_ja="見本の取組",
            project_en="Sample work", project_uncertain=True,
        )  # fmt: skip
        factories.EventSpeakerFactory(page=site["summit"], municipality=place, person=person)
        factories.OfficeFactory(person=person, municipality=place)
        factories.OfficeFactory(
            person=person, organisation=council_body, title_en="Chair", title_ja="会長",
            held_from=date(2016, 10, 19), attested_on=None,
        )  # fmt: skip
        factories.ProposalDelivererFactory(
            page=site["proposal"], person=person, role_ja="会長・多久市長", role_en="Mayor of Taku"
        )
        return place

    def test_it_shows_what_it_won_said_and_handed_over(self, site, place):
        page = html("/en/council/members/taku/")
        assert page.h1.get_text() == "Taku City"
        links = {a["href"] for a in page.main.find_all("a")}
        for key in ("award", "summit", "proposal"):
            assert f"/en{site[key].url}" in links, key
        said = text_of(page.main)
        assert "Sample work (being confirmed)" in said
        assert "Chair from 19 October 2016" in said
        assert "Not confirmed by a record" in said
        assert "/en/council/people/yokoo/" in links
        assert "/en/council/members/#pref-41" in links

    def test_a_role_for_another_body_is_not_its_proposal(self, site, place):
        site["proposal"].deliverers.update(role_ja="会長")
        assert f"/en{site['proposal'].url}" not in str(html("/en/council/members/taku/").main)

    def test_title_canonical_and_the_other_language_are_its_own(self, place):
        page = html("/en/council/members/taku/")
        assert page.title.get_text().startswith("Taku City, Saga | ")
        canonical = page.find("link", rel="canonical")["href"]
        assert canonical.endswith("/en/council/members/taku/")
        assert page.find("nav", class_="lang").a["href"] == "/council/members/taku/"
        crumbs = page.find("nav", class_="crumbs")
        assert crumbs.find_all("a")[-1]["href"] == "/en/council/members/"
        assert text_of(crumbs.find(attrs={"aria-current": "page"})) == "Taku City"

    def test_winners_and_speakers_lead_to_it(self, site, place):
        assert html(site["award"].url).main.find("a", href="/council/members/taku/")
        assert html(site["summit"].url).main.find("a", href="/council/people/yokoo/")

    def test_not_on_record_is_not_found(self, site):
        factories.MunicipalityFactory(key="elsewhere")
        for address in ("elsewhere/", "nowhere/", "elsewhere/more/"):
            html(f"/council/members/{address}", status=404)

    def test_it_goes_with_the_list(self, site, place):
        site["members"].unpublish()
        html("/council/members/taku/", status=404)
        html("/en/council/members/taku/", status=404)
        # Tables then show the name alone.
        assert "多久市" in text_of(html(site["award"].url).main)

    @pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
    def test_it_is_in_the_sitemap_with_its_other_language(self, place):
        sitemap = BeautifulSoup(Client().get("/sitemap.xml").content, "html.parser")
        entries = {url.loc.text: url for url in sitemap.find_all("url")}
        entry = next(url for at, url in entries.items() if at.endswith("/en/council/members/taku/"))
        alternates = {link["hreflang"]: link["href"] for link in entry.find_all("xhtml:link")}
        assert alternates["ja"].endswith("r/council/members/taku/")
        assert set(alternates.values()) <= set(entries)


class TestPerson:
    def test_offices_stand_with_their_day_and_never_as_present(self, site, council_body):
        person = factories.PersonFactory(key="yokoo")
        factories.OfficeFactory(person=person, organisation=council_body, title_en="Director")
        said = text_of(html("/en/council/people/yokoo/").main)
        assert "Director as of 3 August 2016" in said
        assert "Director as of 3 August 2016" in text_of(html("/en/council/people/").main)

    def test_an_office_only_announced_is_not_shown(self, site, council_body):
        person = factories.PersonFactory(key="yokoo")
        factories.OfficeFactory(person=person, organisation=council_body, title_en="Director")
        later = clock.today() + timedelta(days=1)
        factories.OfficeFactory(person=person, title_en="Chair of the jury", attested_on=later)
        for address in ("yokoo/", ""):
            said = text_of(html(f"/en/council/people/{address}").main)
            assert "Director" in said
            assert "Chair of the jury" not in said

    def test_a_reading_in_doubt_is_not_spelt_in_the_address(self, site):
        person = factories.PersonFactory(key="mori-yasushi", name_ja="毛利 靖", name_en="")
        factories.EventSpeakerFactory(page=site["summit"], person=person)
        assert re.fullmatch("person-[0-9a-f]{6}", person.address)
        page = html(f"/en/council/people/{person.address}/")
        assert page.h1.find("span", lang="ja").get_text() == "毛利 靖"
        html("/council/people/mori-yasushi/", status=404)
        for address in ("/en/council/people/", site["summit"].url):
            assert "mori" not in str(html(address)).lower()

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_an_address_that_was_the_japanese_name_leads_to_the_present_one(self, site, prefix):
        person = factories.PersonFactory(key="bandai-jiro", name_ja="万代 ジロウ", name_en="")
        factories.EventSpeakerFactory(page=site["summit"], person=person)
        old = quote("万代ジロウ")
        answer = Client().get(f"{prefix}/council/people/{old}/?from=mail")
        assert answer.status_code == 301
        assert answer["Location"] == f"{prefix}/council/people/{person.address}/?from=mail"
        assert html(answer["Location"]).h1

    def test_the_address_stays_when_the_name_changes_and_old_ones_lead_to_it(self, site):
        person = factories.PersonFactory(
            key="mori", name_ja="森 花子", name_en="", kana="もり はなこ"
        )
        factories.EventSpeakerFactory(page=site["summit"], person=person)
        assert person.address == "mori-hanako"
        person.name_ja, person.kana, person.name_en = "林 花子", "はやし はなこ", "Hayashi Hanako"
        person.save()
        assert Person.objects.get(pk=person.pk).address == "mori-hanako"
        person.slug = "hayashi-hanako"
        person.save()
        for old in ("mori-hanako", "森花子", "林花子"):
            for prefix in ("", "/en"):
                answer = Client().get(f"{prefix}/council/people/{quote(old)}/")
                assert (answer.status_code, answer["Location"]) == (
                    301, f"{prefix}/council/people/hayashi-hanako/",
                ), old  # fmt: skip

    def test_addresses_are_unique_and_no_former_one_is_given_again(self):
        same = {"name_ja": "見本 花", "name_en": "", "kana": "みほん はな"}
        people = [factories.PersonFactory(**same) for _number in range(3)]
        assert [person.address for person in people] == [
            "mihon-hana", "mihon-hana-2", "mihon-hana-3",
        ]  # fmt: skip
        people[0].slug = "hana"
        people[0].save()
        assert factories.PersonFactory(**same).address == "mihon-hana-4"

    @pytest.mark.parametrize(
        ("kana", "address"),
        [
            ("よこお としひこ", "yokoo-toshihiko"),
            ("しん'いち", ""),
            ("こんいん じゅんいち", "konin-junichi"),
            ("ジェーン スミス", "jen-sumisu"),
            ("おおの　ゆうじ", "ono-yuji"),
        ],
    )
    def test_an_address_is_spelt_from_the_reading(self, kana, address):
        person = factories.PersonFactory(name_ja="見本", name_en="", kana=kana)
        assert person.address.isascii()
        assert person.address == address or (not address and person.address.startswith("person-"))

    def test_an_old_address_of_somebody_not_on_record_leads_nowhere(self, site):
        factories.PersonFactory(name_ja="無縁 太郎", name_en="")
        html(f"/council/people/{quote('無縁太郎')}/", status=404)

    def test_every_address_in_the_list_and_the_sitemap_is_ascii(self, site):
        for number in range(3):
            person = factories.PersonFactory(name_ja=f"見本 子{number}", name_en="")
            factories.EventSpeakerFactory(page=site["summit"], person=person)
        for address in ("/council/people/", "/en/council/people/", "/sitemap.xml"):
            found = re.findall(
                r"council/people/([^/\"<]*)/", Client().get(address).content.decode()
            )
            assert len(set(found)) >= 3
            assert all(unquote(each).isascii() for each in found), address

    def test_everything_of_a_person(self, site):
        speaker = factories.EventSpeakerFactory(page=site["summit"])
        factories.ProposalDelivererFactory(page=site["proposal"], person=speaker.person)
        page = html(f"/council/people/{speaker.person.key}/")
        links = {a["href"] for a in page.main.find_all("a")}
        assert {site["summit"].url, site["proposal"].url} <= links


def test_descriptions_are_in_the_language_of_the_page(site):
    factories.MunicipalityFactory(key="taku", name_en="Taku City", member_confirmed=True)
    description = html("/en/council/members/taku/").find("meta", attrs={"name": "description"})
    assert description["content"].startswith("Taku City, Saga in the records")
