"""The whole of a round: call, drafts, extension, twenty entries, winners under embargo, erasure."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from pages.awards.models import AwardRoundPage
from pages.submissions import outbox
from pages.submissions.entries.models import AwardEntry, EntryFile
from portal import clock
from search.index.store import rebuild
from tests import factories, rounds
from tests.crawler import ask, crawl
from tests.rounds import BELOW, ENTRY, Entrant, begin, kinds_of_work, open_round
from tests.visitors import Visitor, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient"),
]

State, Listed = AwardEntry.State, AwardEntry.Listed
SECRET = ("極秘の取組", "見本受賞市", "Winning City")


def at(text):
    return clock.at(datetime.fromisoformat(f"2022-{text}").replace(tzinfo=clock.TOKYO))


def holding(client):
    """The addresses at which anybody reads who won, whichever way they come there."""
    rebuild()
    answers = crawl(client, BELOW, f"/en{BELOW}", ENTRY["ja"], ENTRY["en"])
    for address in ("/search/", "/en/search/", "/api/search/"):
        answers[f"{address} 受賞"] = ask(client, address, q="受賞 アワード award")
    return {address for address, answer in answers.items() if any(map(answer.holds, SECRET))}


@pytest.fixture
def editor():
    client = Client()
    client.force_login(factories.editor_in_japanese())
    return client


def fresh(award):
    return AwardRoundPage.objects.get(pk=award.pk)


def extend(award, day):
    page = fresh(award)
    page.closes_on = day
    page.save_revision().publish()


def judge(editor, entry, after):
    address = reverse("decide_entry", args=[entry.pk, after])
    return editor.post(address, {"seen": AwardEntry.objects.get(pk=entry.pk).state})


def test_a_round_from_the_call_to_the_erasure(client, editor):
    with at("07-01 10:00"):
        award = open_round(
            criteria=kinds_of_work(), criteria_are_invited_work=True,
            results_on=date(2022, 11, 10), ceremony_on=date(2022, 11, 10),
        )  # fmt: skip
        kind = str(award.criteria.all()[0].pk)
        factories.alias(factories.WinnersPageFactory(parent=award.get_parent()))
        factories.MunicipalityFactory(
            name_ja="見本受賞市", name_en="Winning City", kana="みほんじゅしょうし"
        )
        assert "8月1日" in read(client.get(ENTRY["ja"])).main.get_text()
        assert Visitor(client, ENTRY["en"]).post(rounds.WHO).status_code == 409

    # Twenty municipalities begin, in both languages; six have not sent theirs at the deadline.
    entrants = []
    with at("08-20 10:00"):
        for number in range(20):
            address = begin(
                Client(REMOTE_ADDR=f"192.0.2.{number}"), "en" if number % 2 else "ja",
                **{"f-mail": f"entrant-{number}@example.org"},
                **({"f-municipality": "見本受賞市"} if number == 0 else {}),
            )  # fmt: skip
            entrants.append(Entrant(client, address))
        for number, entrant in enumerate(entrants[:14]):
            title = "極秘の取組" if number == 0 else f"取組その{number}"
            files = [rounds.paper(), rounds.photo(), rounds.office()]
            sent = entrant.send(**{"f-project": title, "f-category": kind, "f-attached": files})
            assert sent.status_code == 303
    with at("09-12 10:00"):
        editor.post(reverse("remind_drafts", args=[award.pk]))
    with at("09-15 00:00"):
        assert entrants[15].shown().find(id="id_f-project") is None
        assert Visitor(client, ENTRY["ja"]).post(rounds.WHO).status_code == 409
        extend(award, date(2022, 9, 30))
        assert entrants[14].send(**{"f-category": kind}).status_code == 303
    outbox.send_waiting()
    subjects = [message.subject for message in mail.outbox]
    assert len(subjects) == len({(m.to[0], m.subject) for m in mail.outbox}) == 20 + 15 + 6
    assert EntryFile.objects.count() == 14 * 3

    # The secretariat judges; nobody outside learns of it, and the entrant neither.
    with at("10-15 10:00"):
        winner, second = AwardEntry.objects.order_by("pk")[:2]
        for each in (winner, second):
            judge(editor, each, State.NOMINATED)
        judge(editor, winner, State.WINNER)
        row = reverse("list_entry", args=[winner.pk, Listed.WINNER])
        editor.post(row, {"prize": factories.PrizeFactory().pk})
        assert len(fresh(award).get_latest_revision_as_object().winners.all()) == 1
        assert holding(client) == set()
        assert "Winner" not in entrants[1].shown().main.get_text()
    with at("11-09 23:59:59"):
        assert holding(client) == set()

    # The day of the ceremony.
    with at("11-10 00:00"):
        fresh(award).get_latest_revision().publish()
        assert {BELOW, f"/en{BELOW}", "/awards/winners/", "/en/awards/winners/"} <= holding(client)

    # Six weeks after closing no draft is left; a year after the results nothing is.
    for day, left in ((date(2022, 11, 12), 15), (date(2023, 11, 11), 0)):
        with clock.at(clock.start_of_day(day)):
            call_command("erase_submissions", stdout=StringIO())
        assert AwardEntry.objects.count() == left
    assert not EntryFile.objects.exists()
    assert len(fresh(award).winners.all()) == 1
