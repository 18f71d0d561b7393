"""Registrants are told what they must learn of, once each, in their language; nobody else is."""

import re
from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from pages.submissions import outbox
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.models import Participant, Places
from pages.submissions.registrations.registering import cancel
from portal import clock
from tests.trainings import (
    VISITOR,
    WHILE_OPEN,
    member_town,
    of_number,
    open_training,
    publish,
    register,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "member"),
]

JOINING = "https://meeting.example.org/j/123"
DAY_BEFORE = datetime(2022, 9, 28, 9, tzinfo=clock.TOKYO)


@pytest.fixture
def member():
    return member_town()


@pytest.fixture
def event(client):
    """A training with three places: visitors 1 (en), 2 and 3 have them, 4 waits, 5 cancelled."""
    with clock.at(WHILE_OPEN):
        page = open_training()
        Places.objects.filter(pk=page.pk).update(joining_url=JOINING)
        for number, language in ((1, "en"), (2, "ja"), (3, "ja"), (5, "ja"), (4, "ja")):
            register(client, language, **of_number(number))
        cancel(Participant.objects.filter(mail=of_number(5)["f-mail"]))
        outbox.send_waiting()
    mail.outbox.clear()
    return page


def told():
    """The mails since the last time, by the number of the visitor: at most one to each."""
    outbox.send_waiting()
    messages = {int(message.to[0].removeprefix("visitor-")[0]): message for message in mail.outbox}
    assert len(messages) == len(mail.outbox)
    mail.outbox.clear()
    return messages


def own_address(message):
    return re.search(r"https?://[^/]+(/\S+mine=\S+)", message.body)[1]


def later(**by):
    return clock.at(WHILE_OPEN + timedelta(**by))


def sweep():
    call_command("send_mails", stdout=StringIO())


def test_everybody_in_line_is_told_of_another_day_in_their_language(event):
    with later(hours=1):
        publish(event, start_date=date(2022, 10, 6))
        messages = told()
    assert set(messages) == {1, 2, 3, 4}
    assert "変更" in messages[2].subject
    assert "2022年10月6日" in messages[2].body
    assert "2022年9月29日" in messages[2].body
    assert "Changed" in messages[1].subject
    assert "6 October 2022" in messages[1].body
    assert JOINING not in messages[2].body


def test_a_cancellation_is_told_with_its_reason_and_a_link_to_the_own_page(event):
    reasons = {
        "cancellation_reason_ja": "台風のため",
        "cancellation_reason_en": "Because of a typhoon",
    }
    with later(hours=1):
        publish(event, outcome="cancelled", **reasons)
        messages = told()
    assert set(messages) == {1, 2, 3, 4}
    assert "開催を中止" in messages[2].subject
    assert "台風のため" in messages[2].body
    assert "Because of a typhoon" in messages[1].body
    assert "mine=" in messages[1].body
    assert "台風" not in messages[1].body
    assert "席あり" not in messages[2].body


@pytest.mark.parametrize("outcome", ["cancelled", "postponed"])
def test_the_own_page_of_what_is_called_off_says_so_and_of_no_place(event, client, outcome):
    reasons = {
        "cancellation_reason_ja": "台風のため",
        "cancellation_reason_en": "Because of a typhoon",
    }
    with later(hours=1):
        publish(event, outcome=outcome, **reasons)
        shown = client.get(own_address(told()[2])).content.decode()
    assert "台風のため" in shown
    assert "席あり" not in shown
    assert JOINING not in shown


def test_a_place_that_was_open_until_now_is_told(event):
    with later(hours=1):
        publish(event, venue_text_ja="市民会館", venue_text_en="Civic Hall")
        messages = told()
    assert set(messages) == {1, 2, 3, 4}
    assert "市民会館" in messages[2].body
    assert "Civic Hall" in messages[1].body


def test_what_is_done_twice_is_told_once(event):
    with later(hours=1):
        publish(event, start_time=time(16, 0))
        assert len(told()) == 4
        sweep()
        publish(event, summary="何も変わらない")
        assert told() == {}
    with later(hours=2):
        publish(event, start_time=time(15, 30))
        assert len(told()) == 4


@pytest.mark.parametrize("facts", [{"capacity": 4}, {"title": "別の題"}, {"recordings_from": None}])
def test_what_concerns_no_registrant_is_told_to_nobody_else(event, facts):
    with later(hours=1):
        publish(event, **facts)
    assert set(told()) <= {4}  # who moves up


def test_who_registers_after_a_change_knows_it_already(event, client):
    with later(hours=1):
        publish(event, start_time=time(16, 0))
        outbox.send_waiting()
        mail.outbox.clear()
    with later(hours=2):
        register(client, **of_number(6))
        messages = told()
        assert set(messages) == {6}
        sweep()
        assert told() == {}


def test_a_change_of_which_no_mail_was_written_is_told_by_the_command(event):
    with later(hours=1):
        publish(event, start_time=time(16, 0))
        OutgoingMail.objects.filter(sent_at=None).delete()
    with later(hours=3):
        sweep()
        assert len(mail.outbox) == 4


def test_a_cancellation_of_a_later_day_is_told_on_that_day(event):
    on = date(2022, 9, 25)
    with later(hours=1):
        publish(event, outcome="cancelled", cancellation_reason_ja="台風", outcome_announced_on=on)
        assert told() == {}
    with clock.at(datetime(2022, 9, 24, 23, 59, 59, tzinfo=clock.TOKYO)):
        sweep()
        assert mail.outbox == []
    with clock.at(datetime(2022, 9, 25, tzinfo=clock.TOKYO)):
        sweep()
        assert len(mail.outbox) == 4


@pytest.mark.parametrize(
    ("moment", "reminded"),
    [
        (DAY_BEFORE - timedelta(seconds=1), set()),
        (DAY_BEFORE, {1, 2, 3}),
        (DAY_BEFORE + timedelta(hours=29, minutes=59), {1, 2, 3}),
        (DAY_BEFORE + timedelta(hours=30), set()),  # it has begun
    ],
)
def test_who_has_a_place_is_reminded_on_the_morning_before(event, moment, reminded):
    with clock.at(moment):
        sweep()
        sweep()
        messages = told()
        assert set(messages) == reminded
    for message in messages.values():
        assert JOINING in message.body


def test_nobody_is_reminded_of_what_does_not_take_place(event):
    with later(hours=1):
        publish(event, outcome="postponed", cancellation_reason_ja="台風")
        told()
    with clock.at(DAY_BEFORE):
        sweep()
        assert mail.outbox == []


def test_of_a_new_day_one_is_reminded_anew(event):
    with clock.at(DAY_BEFORE):
        sweep()
        assert len(told()) == 3
        publish(event, start_date=date(2022, 10, 6))
        assert len(told()) == 4
        sweep()
        assert mail.outbox == []
    with clock.at(DAY_BEFORE + timedelta(days=7)):
        sweep()
        assert len(told()) == 3


def test_who_cannot_take_part_any_more_cancels_from_the_reminder(event, client):
    with clock.at(DAY_BEFORE):
        sweep()
        message = told()[1]
        assert client.get(own_address(message)).status_code == 200
    assert VISITOR not in message.body
