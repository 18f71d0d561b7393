"""Rounds of the awards at their bounds: winners on their day, periods that must not overlap."""

from datetime import date, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from pages.awards.models import AwardFinalist, AwardRoundPage, AwardWinner
from portal import clock
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

RESULTS_ON = date(2022, 11, 10)
RESULTS = clock.start_of_day(RESULTS_ON)
NOMINEES_ON = date(2022, 10, 20)
NOMINEES = clock.start_of_day(NOMINEES_ON)
SECOND = timedelta(seconds=1)
TOWN = "見本受賞市"
ROUND, WINNERS, SUMMITS, SUMMIT = (
    "/awards/award-of-november/",
    "/awards/winners/",
    "/events/summits/",
    "/events/summits/summit-of-june/",
)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A round with a winner who is told on 10 November, at a summit in June, in both languages."""
    with factories.shared(django_db_blocker):
        home = factories.site()
        events = factories.EventsIndexPageFactory(parent=home)
        summits = factories.SummitsIndexPageFactory(parent=events)
        summit = factories.SummitPageFactory(parent=summits, slug="summit-of-june")
        awards = factories.AwardsIndexPageFactory(parent=home)
        winners = factories.WinnersPageFactory(parent=awards)
        award = factories.AwardRoundPageFactory(
            parent=awards, slug="award-of-november", results_on=RESULTS_ON, ceremony_event=summit
        )
        town = factories.MunicipalityFactory(name_ja=TOWN, name_en="Winning City")
        factories.AwardWinnerFactory(page=award, municipality=town)
        for page in (home, events, summits, summit, awards, winners, award):
            factories.alias(page)
        yield SimpleNamespace(award=award.pk, awards=awards.pk, summit=summit.pk)


def fresh(pk):
    return Page.objects.get(pk=pk).specific


def read(address, moment):
    with clock.at(moment):
        response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def at(text):
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=clock.TOKYO)


# --- Winners on their day --------------------------------------------------------------------


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("tree", ["", "/en"])
@pytest.mark.parametrize("address", [ROUND, WINNERS, SUMMITS, SUMMIT])
def test_a_winner_is_named_from_midnight_of_the_day_of_the_results(address, tree):
    name = "Winning City" if tree else TOWN
    assert name not in read(tree + address, RESULTS - SECOND).get_text()
    assert name in read(tree + address, RESULTS).get_text()


@pytest.mark.usefixtures("made")
def test_nothing_can_be_chosen_of_winners_who_are_not_told_yet():
    before, after = (read(WINNERS, moment) for moment in (RESULTS - SECOND, RESULTS))
    assert not before.select("form.choice option[value='2022']")
    assert after.select("form.choice option[value='2022']")


@pytest.mark.usefixtures("made")
def test_a_round_is_to_be_decided_until_its_results_are_told():
    before, after = (read(WINNERS, moment) for moment in (RESULTS - SECOND, RESULTS))
    assert before.main.find("a", href=ROUND).find_parent(attrs={"data-item": "award-of-november"})
    assert not after.main.find(attrs={"data-item": "award-of-november"})


@pytest.mark.usefixtures("made")
def test_the_selection_counts_no_winner_before_the_results(made):
    award = fresh(made.award)
    award.entries = 40
    award.save()
    counted = [
        len(read(ROUND, moment).select("ol.funnel li")) for moment in (RESULTS - SECOND, RESULTS)
    ]
    assert counted == [1, 2]


@pytest.mark.usefixtures("made")
def test_a_page_that_waits_for_its_winners_is_not_kept_beyond_midnight():
    for address in (ROUND, WINNERS):
        with clock.at(RESULTS - SECOND):
            assert "s-maxage=1" in Client().get(address)["Cache-Control"], address


def published_with_winner(award, **facts):
    """The round published with a winner and these facts."""
    page = fresh(award).get_latest_revision_as_object()
    row = {"prize": factories.PrizeFactory(), "municipality": factories.MunicipalityFactory()}
    for name, value in {"winners": [AwardWinner(**row)], **facts}.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def undecided(made):
    """Another round, public and without winners."""
    page = factories.AwardRoundPageFactory(
        parent=fresh(made.awards), opens_on=date(2022, 6, 1), closes_on=date(2022, 7, 31)
    )
    page.save_revision().publish()
    return page.pk


@pytest.mark.parametrize("before", [SECOND, timedelta(hours=23)])
def test_winners_are_refused_up_to_the_last_second_before_their_day(undecided, before):
    with time_machine.travel(RESULTS - before), pytest.raises(ValidationError) as error:
        published_with_winner(undecided, results_on=RESULTS_ON)
    assert set(error.value.message_dict) == {"results_on"}
    with time_machine.travel(RESULTS, tick=False):
        published_with_winner(undecided, results_on=RESULTS_ON)
    assert fresh(undecided).winners.count() == 1


def test_winners_may_be_scheduled_for_their_day_and_for_no_moment_before(undecided):
    with time_machine.travel(at("10-01 10:00"), tick=False):
        with pytest.raises(ValidationError):
            published_with_winner(undecided, results_on=RESULTS_ON, go_live_at=RESULTS - SECOND)
        published_with_winner(undecided, results_on=RESULTS_ON, go_live_at=RESULTS)


def published_with_nominee(award, **facts):
    """The round published with a finalist and these facts."""
    town = factories.MunicipalityFactory(name_ja="見本候補市", name_en="Nominated City")
    finalists = [AwardFinalist(municipality=town, project_ja="候補の取組")]
    published_with_winner(award, winners=[], finalists=finalists, **facts)


@pytest.mark.parametrize("before", [SECOND, timedelta(hours=23)])
def test_nominees_are_refused_up_to_the_last_second_before_their_day(undecided, before):
    facts = {"nominees_on": NOMINEES_ON, "results_on": RESULTS_ON}
    with time_machine.travel(NOMINEES - before), pytest.raises(ValidationError) as error:
        published_with_nominee(undecided, **facts)
    assert set(error.value.message_dict) == {"nominees_on"}
    with time_machine.travel(NOMINEES, tick=False):
        published_with_nominee(undecided, **facts)
    assert fresh(undecided).finalists.count() == 1


def test_nominees_without_a_day_are_not_published_with_another_change_of_the_round(undecided):
    with time_machine.travel(NOMINEES), pytest.raises(ValidationError) as error:
        published_with_nominee(undecided, entry_note_ja="締切の注意")
    assert "発表" in error.value.message_dict["nominees_on"][0]
    assert not fresh(undecided).finalists.exists()


def test_nominees_may_be_scheduled_for_their_day_and_for_no_moment_before(undecided):
    facts = {"nominees_on": NOMINEES_ON}
    with time_machine.travel(at("09-01 10:00"), tick=False):
        with pytest.raises(ValidationError):
            published_with_nominee(undecided, **facts, go_live_at=NOMINEES - SECOND)
        published_with_nominee(undecided, **facts, go_live_at=NOMINEES)


@pytest.mark.parametrize("tree", ["", "/en"])
def test_a_nominee_is_named_from_midnight_of_their_day(undecided, tree):
    page = fresh(undecided)
    factories.alias(page)
    with time_machine.travel(NOMINEES, tick=False):
        published_with_nominee(undecided, nominees_on=NOMINEES_ON)
    address = f"{tree}/awards/{page.slug}/"
    name = "Nominated City" if tree else "見本候補市"
    assert name not in read(address, NOMINEES - SECOND).get_text()
    assert name in read(address, NOMINEES).get_text()
    with clock.at(NOMINEES - SECOND):
        assert "s-maxage=1" in Client().get(address)["Cache-Control"]


def test_finalists_who_were_public_without_a_day_stay_so_with_the_new_version(undecided):
    AwardFinalist.objects.create(
        page=fresh(undecided), municipality=factories.MunicipalityFactory()
    )
    assert fresh(undecided).public_finalists == []
    migration = import_module("pages.migrations.0021_award_rounds")
    migration.name_the_day_of_finalists(apps, None)
    assert len(fresh(undecided).public_finalists) == 1


def test_a_version_of_the_page_has_the_day_of_public_finalists_too(undecided):
    page = fresh(undecided)
    page.finalists = [AwardFinalist(municipality=factories.MunicipalityFactory())]
    page.save_revision()
    AwardFinalist.objects.create(page=page, municipality=page.finalists.first().municipality)
    migration = import_module("pages.migrations.0021_award_rounds")
    migration.name_the_day_of_finalists(apps, None)
    draft = fresh(undecided).get_latest_revision_as_object()
    draft.selection_ja = "書類で選びます。"
    draft.save_revision().publish()
    assert fresh(undecided).selection_ja == "書類で選びます。"
    assert len(fresh(undecided).public_finalists) == 1


def test_finalists_of_a_decided_round_need_no_day_of_their_own(undecided):
    finalists = [AwardFinalist(municipality=factories.MunicipalityFactory())]
    with time_machine.travel(RESULTS, tick=False):
        published_with_winner(undecided, results_on=RESULTS_ON, finalists=finalists)
        assert len(fresh(undecided).public_finalists) == 1


def test_winners_of_a_new_round_are_refused_before_their_day_too(made):
    page = factories.AwardRoundPageFactory(
        parent=fresh(made.awards),
        opens_on=date(2022, 6, 1),
        closes_on=date(2022, 7, 31),
        live=False,
    )
    page.save_revision()
    with time_machine.travel(RESULTS - SECOND, tick=False), pytest.raises(ValidationError):
        published_with_winner(page.pk, results_on=RESULTS_ON)
    assert not fresh(page.pk).live
    with time_machine.travel(RESULTS, tick=False):
        published_with_winner(page.pk, results_on=RESULTS_ON)
    assert fresh(page.pk).live


def test_a_round_without_winners_has_no_results(undecided):
    award = fresh(undecided)
    award.ceremony_on = date(2022, 10, 3)
    with clock.at(at("12-01 12:00")):
        assert award.status.state == "selecting"


def test_without_a_day_of_results_winners_are_told_after_the_ceremony(undecided):
    ceremony = date(2022, 10, 3)
    with (
        time_machine.travel(at("10-03 23:59:59"), tick=False),
        pytest.raises(ValidationError),
    ):
        published_with_winner(undecided, results_on=None, ceremony_on=ceremony)
    with time_machine.travel(at("10-04 00:00"), tick=False):
        published_with_winner(undecided, results_on=None, ceremony_on=ceremony)
        assert len(fresh(undecided).public_winners) == 1


# --- Two rounds at once ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes", "is_refused"),
    [
        ((2022, 7, 1), (2022, 7, 31), False),
        ((2022, 7, 1), (2022, 8, 1), True),
        ((2022, 8, 10), (2022, 8, 20), True),
        ((2022, 7, 1), (2022, 10, 1), True),
        ((2022, 9, 14), (2022, 10, 1), True),
        ((2022, 9, 15), (2022, 10, 1), False),
    ],
    ids=["until the day before", "until its first day", "within it", "around it",
         "from its last day", "from the day after"],
)  # fmt: skip
def test_two_rounds_take_entries_on_no_day_together(made, opens, closes, is_refused):
    page = factories.AwardRoundPageFactory(
        parent=fresh(made.awards), live=False, opens_on=date(*opens), closes_on=date(*closes)
    )
    if not is_refused:
        page.save_revision().publish()
        assert fresh(page.pk).live
        return
    with pytest.raises(ValidationError) as error:
        page.save_revision().publish()
    assert set(error.value.message_dict) == {"opens_on"}
    assert fresh(made.award).title in str(error.value)


def test_a_round_does_not_stand_in_its_own_way_nor_a_draft_in_that_of_another(made):
    award = fresh(made.award)
    award.save_revision().publish()
    draft = factories.AwardRoundPageFactory(
        parent=fresh(made.awards),
        live=False,
        opens_on=date(2023, 1, 10),
        closes_on=date(2023, 2, 10),
        ceremony_on=None,
    )
    other = factories.AwardRoundPageFactory(
        parent=fresh(made.awards),
        live=False,
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
        ceremony_on=None,
    )
    other.save_revision().publish()
    assert AwardRoundPage.objects.filter(pk=other.pk, live=True).exists()


def test_a_round_whose_period_is_not_known_stands_in_nobodys_way(made):
    page = factories.AwardRoundPageFactory(
        parent=fresh(made.awards), live=False, opens_on=None, closes_on=None
    )
    page.save_revision().publish()
    assert fresh(page.pk).live


# --- The summit of the ceremony --------------------------------------------------------------


@pytest.mark.parametrize("tree", ["", "/en"])
def test_a_summit_that_is_not_public_is_not_linked_from_its_round(made, tree):
    address = f"{tree}{SUMMIT}"
    assert read(tree + ROUND, RESULTS).main.find("a", href=address)
    fresh(made.summit).unpublish()
    assert not read(tree + ROUND, RESULTS).main.find("a", href=address)
