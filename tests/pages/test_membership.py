"""Joining the council: the request in both languages, the decision, the day it holds from."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from pages.records.models import Municipality
from pages.submissions.registrations.form import Offer, Quota
from portal import clock
from tests import factories
from tests.visitors import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DAY = date(2022, 10, 1)
LAST_SECOND = datetime(2022, 9, 30, 23, 59, 59, tzinfo=clock.TOKYO)
FIRST_SECOND = datetime(2022, 10, 1, tzinfo=clock.TOKYO)


# --- A member from a day on -----------------------------------------------------------------


@pytest.fixture
def joining():
    """A municipality whose membership begins on the day, and the lists of both languages."""
    home = factories.site()
    council = factories.CouncilPageFactory(parent=home)
    members = factories.MembersPageFactory(parent=council)
    for page in (home, council, members):
        factories.translate(page, said=f"English {page.slug}")
    return factories.MunicipalityFactory(
        key="taku", name_ja="多久市", prefecture=41, member_confirmed=True, member_since=DAY
    )


def everything_public(client):
    """Whether the municipality is a member, as every public surface says it."""
    list_page = read(client.get("/en/council/members/"))
    rows = [row.get_text() for row in list_page.select("table tbody tr") if "Taku" in str(row)]
    tiles = list_page.select("ul.map a")
    home = read(client.get("/")).find(id="members").find("b", class_="stat").get_text()
    data = client.get("/data/members.json").json()["members"]
    return {
        "list": bool(rows) or "taku" in str(list_page.find("table")),
        "map": [tile["href"] for tile in tiles],
        "front page": home,
        "data": [(row["key"], row["membership"]) for row in data],
        "page": client.get("/council/members/taku/").status_code,
        "sitemap": "members/taku/" in client.get("/sitemap.xml").content.decode(),
    }


def test_nothing_public_says_it_before_the_day_and_everything_from_midnight_in_japan(
    client, joining
):
    with clock.at(LAST_SECOND):
        before = everything_public(client)
    with clock.at(FIRST_SECOND):
        after = everything_public(client)
    assert before == {
        "list": False, "map": [], "front page": "0", "data": [], "page": 404, "sitemap": False,
    }  # fmt: skip
    assert after == {
        "list": True, "map": ["#pref-41"], "front page": "1",
        "data": [("taku", "confirmed")], "page": 200, "sitemap": True,
    }  # fmt: skip


def test_one_on_record_for_another_reason_is_called_a_member_from_the_day_on(client, joining):
    body = factories.OrganisationFactory(key="council", kind="council")
    person = factories.PersonFactory()
    factories.OfficeFactory(person=person, municipality=joining)
    factories.OfficeFactory(person=person, organisation=body)
    said = {}
    for moment in (LAST_SECOND, FIRST_SECOND):
        with clock.at(moment):
            page = read(client.get("/en/council/members/taku/")).main.get_text()
            data = client.get("/data/members.json").json()["members"]
            said[moment] = ("Member (confirmed" in page, data[0]["membership"])
    assert said == {LAST_SECOND: (False, "not_confirmed"), FIRST_SECOND: (True, "confirmed")}


def test_the_quota_of_a_member_holds_from_the_day_on(joining):
    offer = Offer(
        event=None, page=None, capacity=None, begins_at=None,
        members=Quota(0, 5), others=Quota(1000, 1),
    )  # fmt: skip
    with clock.at(LAST_SECOND):
        assert offer.quota_of(joining) == Quota(1000, 1)
    with clock.at(FIRST_SECOND):
        assert offer.quota_of(joining) == Quota(0, 5)


@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("since", [None, DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)])
def test_the_record_and_the_database_agree_on_who_is_a_member(confirmed, since):
    place = factories.MunicipalityFactory(member_confirmed=confirmed, member_since=since)
    with clock.at(FIRST_SECOND):
        assert Municipality.objects.members().filter(pk=place.pk).exists() == place.is_member
        assert place.is_member == (confirmed and (since is None or since <= DAY))


def test_a_page_is_kept_no_longer_than_until_the_day(client, joining):
    with clock.at(LAST_SECOND):
        hint = client.get("/council/members/")["Cache-Control"]
    assert hint == "public, max-age=0, s-maxage=1"


def test_a_day_without_confirmed_membership_is_refused():
    place = factories.MunicipalityFactory(member_since=DAY)
    with pytest.raises(ValidationError, match="会員であることを確認済み"):
        place.clean()
