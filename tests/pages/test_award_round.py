"""A round as a whole: call, drafts, extension, entries, nominees and winners on their days."""

from datetime import date, datetime
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from pages.awards.models import AwardRoundPage
from pages.submissions import outbox
from pages.submissions.entries.models import AwardEntry, EntryFile
from portal import clock
from search.index.store import rebuild
from tests import factories, rounds
from tests.crawler import Answer, ask, crawl
from tests.rounds import BELOW, ENTRY, Entrant, begin, kinds_of_work, open_round
from tests.visitors import Visitor, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient"),
]

State, Listed = AwardEntry.State, AwardEntry.Listed
WINNER = ("極秘の取組", "見本受賞市", "Winning City")
NOMINEE = ("内密の取組", "見本候補市", "Shortlisted City")


def moment(text):
    return datetime.fromisoformat(f"2022-{text}").replace(tzinfo=clock.TOKYO)


def at(text):
    return clock.at(moment(text))


def really(text):
    """Wagtail publishes on its day what is scheduled by the clock of the machine."""
    return time_machine.travel(moment(text), tick=False)


NAMED = {0: WINNER[1], 1: NOMINEE[1]}
QUERIES = ("受賞 アワード award", "候補市", "Shortlisted", "内密", "受賞市")
SEARCHES = ("/search/", "/en/search/", "/search/suggest/", "/en/search/suggest/", "/api/search/")


def answers_of(client):
    """All that anybody reads, by its address, whichever way they come there."""
    rebuild()
    answers = crawl(client, BELOW, f"/en{BELOW}", ENTRY["ja"], ENTRY["en"])
    for address in SEARCHES:
        for query in QUERIES:
            # The field says the query again, which is nobody's secret.
            answer = ask(client, address, q=query)
            shown = Answer(answer.status, answer.text.replace(query, ""))
            answers[f"{address} {query}"] = shown
    return answers


def holding(answers, secret):
    """The addresses at which any word of a secret is read."""
    return {address for address, answer in answers.items() if any(map(answer.holds, secret))}


def read_anywhere(client, *secrets):
    answers = answers_of(client)
    return set().union(*(holding(answers, secret) for secret in secrets))


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


def announce_nominees(award, on, at):
    """The draft with the nominees is scheduled for a minute of their day."""
    page = fresh(award).get_latest_revision_as_object()
    page.nominees_on, page.go_live_at = on, at.replace(tzinfo=clock.TOKYO)
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
        factories.MunicipalityFactory(
            name_ja="見本候補市", name_en="Shortlisted City", kana="みほんこうほし"
        )
        council = factories.CouncilPageFactory(parent=award.get_parent().get_parent())
        for page in (council, factories.MembersPageFactory(parent=council)):
            factories.alias(page)
        assert "8月1日" in read(client.get(ENTRY["ja"])).main.get_text()
        assert Visitor(client, ENTRY["en"]).post(rounds.WHO).status_code == 409

    # Twenty municipalities begin, in both languages; six have not sent theirs at the deadline.
    entrants = []
    with at("08-20 10:00"):
        for number in range(20):
            address = begin(
                Client(REMOTE_ADDR=f"192.0.2.{number}"), "en" if number % 2 else "ja",
                **{"f-mail": f"entrant-{number}@example.org"},
                **({"f-municipality": NAMED[number]} if number in NAMED else {}),
            )  # fmt: skip
            entrants.append(Entrant(client, address))
        for number, entrant in enumerate(entrants[:14]):
            title = {0: WINNER[0], 1: NOMINEE[0]}.get(number, f"取組その{number}")
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

    # The secretariat judges; nobody outside learns of it, and the entrants neither.
    with at("10-15 10:00"):
        winner, nominee = AwardEntry.objects.order_by("pk")[:2]
        judge(editor, winner, State.WINNER)
        judge(editor, nominee, State.NOMINATED)
        editor.post(reverse("list_entry", args=[nominee.pk, Listed.FINALIST]))
        with pytest.raises(ValidationError):  # nor with any other change of the round
            fresh(award).get_latest_revision().publish()
        assert read_anywhere(client, WINNER, NOMINEE) == set()
        assert "Nominated" not in entrants[1].shown().main.get_text()
    with really("10-15 10:00"):
        announce_nominees(award, on=date(2022, 10, 20), at=datetime(2022, 10, 20, 10))
    with really("10-20 09:59:59"):
        call_command("publish_scheduled", stdout=StringIO())
        assert read_anywhere(client, WINNER, NOMINEE) == set()
    with really("10-20 10:00:01"):
        call_command("publish_scheduled", stdout=StringIO())
    with at("10-20 10:00:01"):
        answers = answers_of(client)
        town = f"/council/members/{nominee.municipality.key}/"
        assert {BELOW, f"/en{BELOW}", town, f"/en{town}"} <= holding(answers, NOMINEE)
        assert holding(answers, WINNER) == set()
        row = reverse("list_entry", args=[winner.pk, Listed.WINNER])
        editor.post(row, {"prize": factories.PrizeFactory().pk})
        assert len(fresh(award).get_latest_revision_as_object().winners.all()) == 1
    with at("11-09 23:59:59"):
        assert read_anywhere(client, WINNER) == set()

    # The day of the ceremony.
    with at("11-10 00:00"):
        fresh(award).get_latest_revision().publish()
        lists = {BELOW, f"/en{BELOW}", "/awards/winners/", "/en/awards/winners/"}
        assert lists <= holding(answers_of(client), WINNER)

    # Six weeks after closing no draft is left; a year after the results nothing is.
    for day, left in ((date(2022, 11, 12), 15), (date(2023, 11, 11), 0)):
        with clock.at(clock.start_of_day(day)):
            call_command("erase_submissions", stdout=StringIO())
        assert AwardEntry.objects.count() == left
    assert not EntryFile.objects.exists()
    assert len(fresh(award).winners.all()) == 1
