"""Places given by lot: everybody waits for the draw, which is held once and can be told again."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from pages.submissions import outbox
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations import lots
from pages.submissions.registrations.lots import draw_lots
from pages.submissions.registrations.models import (
    Draw,
    MunicipalityCount,
    Participant,
    Places,
    Registration,
)
from pages.submissions.registrations.registering import cancel
from pages.work.models import WorkItem
from portal import clock
from tests.trainings import (
    APPLY,
    BELOW,
    ENTERED,
    WHILE_OPEN,
    member_town,
    of_number,
    open_training,
    own_page,
    publish,
    register,
)
from tests.visitors import Visitor, form_in, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "while_open"),
]

SEED = 20220927
CLOSED = datetime(2022, 9, 27, 10, tzinfo=clock.TOKYO)
PAGE = {"ja": BELOW, "en": f"/en{BELOW}"}


@pytest.fixture
def while_open():
    with clock.at(WHILE_OPEN):
        yield


@pytest.fixture
def event():
    member_town()
    page = open_training()
    publish(page, capacity_rule="lottery")
    return page


def drawn(event, seed=SEED):
    out = StringIO()
    with translation.override("ja"):
        call_command("draw_lots", str(event.pk), "--seed", str(seed), stdout=out)
    return out.getvalue()


def everybody(client, count=5):
    for number in range(1, count + 1):
        register(client, "en" if number % 2 else "ja", **of_number(number))


def in_line(event):
    """The states of all, in the order of their turns."""
    rows = Participant.objects.filter(page=event).order_by("turn")
    return [(row.mail.partition("@")[0], row.state) for row in rows]


def by_hand():
    """The order of a draw as anybody works it out from the seed."""
    keys = {each.key.hex: each.mail.partition("@")[0] for each in Registration.objects.all()}
    return [keys[key] for key in sorted(keys, key=lambda key: lot(SEED, key))]


def lot(seed, key):
    return sha256(f"{seed}:{key}".encode()).hexdigest()


# --- Before the draw ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said", "state"),
    [("ja", "抽選", "抽選待ち"), ("en", "by lot", "Waits for the draw")],
)
def test_while_it_is_open_everybody_waits_for_the_draw_and_every_page_says_so(
    client, event, language, said, state
):
    assert said in read(client.get(PAGE[language])).find(id="main").get_text()
    form = read(client.get(APPLY[language])).find(id="main").get_text()
    assert said in form
    assert "残り" not in form
    assert "places left" not in form
    sent = register(client, language)
    done = read(client.get(sent["Location"])).get_text()
    assert ("抽選の対象" if language == "ja" else "takes part in the draw") in done
    assert state in read(own_page(client)).get_text()
    receipt = OutgoingMail.objects.get().text
    assert state in receipt
    assert said in receipt
    assert in_line(event) == [("visitor", "pending")]


def test_an_open_event_is_never_full_however_many_register(client, event):
    everybody(client)
    assert {state for _who, state in in_line(event)} == {"pending"}
    places = Places.objects.get(pk=event.pk)
    assert (places.taken, places.full_since) == (0, None)
    for language in APPLY:
        page = read(client.get(PAGE[language]))
        assert page.select_one("[data-state]")["data-state"] == "open"
        for address in (PAGE[language], APPLY[language]):
            shown = read(client.get(address)).find(id="main").get_text()
            assert "満" not in shown
            assert "キャンセル待ち" not in shown
            assert "waiting list" not in shown
    call_command("check_places", stdout=StringIO())


def test_quotas_and_addresses_hold_before_the_draw(client, event):
    everybody(client, 5)
    sixth = Visitor(client, APPLY["ja"]).looked_at(ENTERED | of_number(6))
    assert "上限" in read(sixth).get_text()
    assert Participant.objects.count() == 5
    cancel([Participant.objects.get(mail="visitor-2@example.org")])
    assert MunicipalityCount.objects.get().count == 4
    assert in_line(event)[1] == ("visitor-2", "cancelled")
    assert Places.objects.get(pk=event.pk).taken == 0


def test_a_registered_address_is_not_given_away_before_the_draw(client, event):
    first = read(client.get(register(client)["Location"])).select_one(".note.good")
    again = read(client.get(register(client)["Location"])).select_one(".note.good")
    assert first.select("p")[0].get_text() == again.select("p")[0].get_text()
    assert Participant.objects.count() == 1


def test_more_places_before_the_draw_give_nobody_one(client, event):
    everybody(client)
    publish(event, capacity=4)
    assert {state for _who, state in in_line(event)} == {"pending"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "抽選を行います"), ("en", "Places are now given by lot")],
)
def test_between_closing_and_the_draw_page_post_and_own_page_say_that_it_is_to_come(
    client, event, language, said
):
    visitor = Visitor(client, APPLY[language])
    confirmed = visitor.confirmed(ENTERED)
    register(client)
    with clock.at(CLOSED):
        assert said in read(client.get(PAGE[language])).find(id="main").get_text()
        assert said in read(client.get(APPLY[language])).find(id="main").get_text()
        refused = visitor.post(confirmed)
        assert refused.status_code == 409
        assert said in read(refused).find(id="main").get_text()
        if language == "ja":
            assert said in read(own_page(client)).get_text()
        drawn(event)
        assert said not in read(client.get(PAGE[language])).get_text()


# --- The draw -----------------------------------------------------------------------------


def test_a_draw_gives_all_places_in_the_order_of_the_seed(client, event):
    everybody(client)
    order = by_hand()
    with clock.at(CLOSED):
        said = drawn(event)
    assert in_line(event) == [
        *((who, "accepted") for who in order[:3]),
        *((who, "waiting") for who in order[3:]),
    ]
    assert order != sorted(order)
    draw = Draw.objects.get()
    assert (draw.seed, draw.drawn_at) == (SEED, CLOSED)
    assert (draw.registrations, draw.participants, draw.places) == (5, 5, 3)
    assert f"seed {SEED}" in said
    places = Places.objects.get(pk=event.pk)
    assert (places.taken, places.drawn_at, bool(places.full_since)) == (3, CLOSED, True)
    call_command("check_places", stdout=StringIO())


def test_the_order_is_told_again_from_the_seed_by_whoever_has_it(client, event):
    everybody(client)
    with clock.at(CLOSED):
        drawn(event)
    people = Participant.objects.select_related("registration").order_by("?")
    again = [each.turn for each in lots.in_order(SEED, people)]
    assert again == sorted(again)
    other = [each.turn for each in lots.in_order(SEED + 1, people)]
    assert sorted(other) == again
    assert lots.lot_of(7, "ab") == sha256(b"7:ab").hexdigest()


def test_without_a_seed_one_is_chosen_and_noted(client, event):
    everybody(client)
    with clock.at(CLOSED):
        call_command("draw_lots", "training-live", stdout=StringIO())
    seed = Draw.objects.get().seed
    people = Participant.objects.select_related("registration")
    assert [each.turn for each in lots.in_order(seed, people)] == [6, 7, 8, 9, 10]


def test_participants_of_one_form_stand_together(client, event):
    publish(event, capacity=4)
    group = {"f-name_2": "二人目", "f-mail_2": "visitor-1b@example.org"}
    register(client, **of_number(1), **group)
    for number in (2, 3, 4):
        register(client, **of_number(number))
    with clock.at(CLOSED):
        drawn(event)
    order = [who for who, _state in in_line(event)]
    assert order.index("visitor-1b") == order.index("visitor-1") + 1
    assert [state for _who, state in in_line(event)] == [*["accepted"] * 4, "waiting"]


def test_with_places_for_all_everybody_has_one(client, event):
    everybody(client, 2)
    with clock.at(CLOSED):
        drawn(event)
    assert {state for _who, state in in_line(event)} == {"accepted"}
    assert Places.objects.get(pk=event.pk).full_since is None


def test_whoever_cancelled_before_is_not_drawn(client, event):
    everybody(client)
    cancel([Participant.objects.get(mail="visitor-3@example.org")])
    with clock.at(CLOSED):
        drawn(event)
    assert dict(in_line(event))["visitor-3"] == "cancelled"
    assert Draw.objects.get().participants == 4


def test_lots_are_drawn_once(client, event):
    everybody(client)
    with clock.at(CLOSED):
        drawn(event)
        before = in_line(event)
        with pytest.raises(CommandError, match="抽選は済んでいます"):
            drawn(event, SEED + 1)
    assert in_line(event) == before
    assert Draw.objects.get().seed == SEED


def test_a_draw_that_is_killed_in_the_middle_leaves_nothing_half_done(client, event, monkeypatch):
    everybody(client)
    before = in_line(event)
    mails = OutgoingMail.objects.count()

    def killed(_page_id):
        raise KeyboardInterrupt

    monkeypatch.setattr(lots, "tell_soon", killed)
    with clock.at(CLOSED):
        with pytest.raises(KeyboardInterrupt):
            draw_lots(event.pk, SEED)
        assert in_line(event) == before
        assert not Draw.objects.exists()
        assert Places.objects.get(pk=event.pk).drawn_at is None
        assert OutgoingMail.objects.count() == mails
        monkeypatch.undo()
        drawn(event)
    assert [state for _who, state in in_line(event)].count("accepted") == 3


def test_lots_are_drawn_once_however_they_are_asked_for(client, event):
    everybody(client, 1)
    draw_lots(event.pk, SEED)
    with pytest.raises(ValidationError):
        draw_lots(event.pk, SEED)
    assert in_line(event) == [("visitor-1", "accepted")]


@pytest.mark.parametrize(
    ("facts", "moment", "why"),
    [
        ({}, WHILE_OPEN, "受付がまだ終了していません"),
        ({}, datetime(2022, 9, 5, 12, tzinfo=clock.TOKYO), "受付がまだ終了していません"),
        ({}, datetime(2022, 9, 29, 15, 1, tzinfo=clock.TOKYO), "催しはすでに始まって"),
        ({"closes_on": date(2022, 9, 28)}, CLOSED, "受付がまだ終了していません"),
        (
            {"outcome": "cancelled", "cancellation_reason_ja": "台風"},
            CLOSED,
            "中止または延期",
        ),
    ],
)
def test_lots_are_not_drawn_before_closing_nor_for_what_does_not_take_place(
    client, event, facts, moment, why
):
    everybody(client, 1)
    publish(event, **facts)
    with clock.at(moment), pytest.raises(CommandError, match=why):
        drawn(event)
    assert in_line(event) == [("visitor-1", "pending")]


def test_an_event_that_serves_first_comers_has_no_draw(client, event):
    publish(event, capacity_rule="first_come")
    register(client)
    with clock.at(CLOSED), pytest.raises(CommandError, match="抽選で"):
        drawn(event)
    with pytest.raises(ValidationError):
        draw_lots(event.pk, SEED)
    assert in_line(event) == [("visitor", "accepted")]


@pytest.mark.parametrize("name", ["0", "no-such-event", "99999999"])
def test_an_event_that_is_not_there_is_named(event, name):
    with pytest.raises(CommandError, match=name):
        call_command("draw_lots", name)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_cannot_be_kept_is_refused(client, event, seed):
    everybody(client, 1)
    with clock.at(CLOSED), pytest.raises(CommandError, match="seed"):
        call_command("draw_lots", str(event.pk), f"--seed={seed}")
    assert in_line(event) == [("visitor-1", "pending")]


# --- After the draw -----------------------------------------------------------------------


def test_everybody_is_told_once_in_their_language_by_way_of_the_queue(client, event):
    everybody(client)
    outbox.send_waiting()
    mail.outbox.clear()
    with clock.at(CLOSED):
        drawn(event)
        assert WorkItem.objects.filter(kind="registrants", key=str(event.pk)).exists()
        outbox.send_waiting()
        call_command("send_mails", stdout=StringIO())
    states = dict(in_line(event))
    assert len(mail.outbox) == 5
    for message in mail.outbox:
        number = int(message.to[0].partition("@")[0][-1])
        state = states[f"visitor-{number}"]
        words = {
            (0, "accepted"): "席あり",
            (0, "waiting"): "キャンセル待ち",
            (1, "accepted"): "Has a place",
            (1, "waiting"): "On the waiting list",
        }
        assert words[(number % 2, state)] in message.body
        assert ("draw" if number % 2 else "抽選結果") in message.subject
        assert "mine=" in message.body


def test_mails_that_a_kill_lost_are_written_by_the_sweep(client, event):
    everybody(client, 2)
    with clock.at(CLOSED):
        drawn(event)
        WorkItem.objects.all().delete()
        call_command("send_mails", stdout=StringIO())
    assert OutgoingMail.objects.filter(key__endswith=":drawn").count() == 2


def test_whoever_cancels_is_followed_by_the_next_in_the_order_drawn(client, event):
    everybody(client)
    with clock.at(CLOSED):
        drawn(event)
        order = [who for who, _state in in_line(event)]
        cancel([Participant.objects.get(mail=f"{order[1]}@example.org")])
        assert dict(in_line(event))[order[3]] == "accepted"
        assert dict(in_line(event))[order[4]] == "waiting"
        publish(event, capacity=4)
        assert dict(in_line(event))[order[4]] == "accepted"
    call_command("check_places", stdout=StringIO())


def test_who_waits_sees_the_place_in_the_line_of_the_draw(client, event):
    everybody(client)
    with clock.at(CLOSED):
        drawn(event)
        last = in_line(event)[-1][0]
        text = OutgoingMail.objects.get(to=f"{last}@example.org").text
        own = text.partition("://")[2].partition("/")[2].split()[0]
        shown = read(client.get(f"/{own}")).find(id="main").get_text()
    assert "2番目" in shown or "place 2 in line" in shown


def test_an_extension_after_the_draw_puts_newcomers_behind_those_who_wait(client, event):
    everybody(client, 4)
    with clock.at(CLOSED):
        drawn(event)
        publish(event, closes_on=date(2022, 9, 28))
        register(client, **of_number(5))
        assert in_line(event)[-1] == ("visitor-5", "waiting")
        assert [state for _who, state in in_line(event)].count("accepted") == 3


# --- Editors ------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["lottery", "first_come"])
def test_the_rule_stays_once_people_have_registered_under_it(client, event, before):
    other = {"lottery": "first_come", "first_come": "lottery"}[before]
    publish(event, capacity_rule=before)
    register(client)
    with pytest.raises(ValidationError) as refused:
        publish(event, capacity_rule=other)
    assert "capacity_rule" in refused.value.message_dict
    cancel(Participant.objects.all())
    publish(event, capacity_rule=other)
    assert Places.objects.get(pk=event.pk).by_lot == (other == "lottery")


def test_the_secretariat_sees_the_draw_with_its_seed(client, admin_client, event):
    everybody(client, 1)
    address = reverse("wagtailsnippets_pages_places:edit", args=[event.pk])
    assert "受付終了後に抽選" in read(admin_client.get(address)).get_text()
    with clock.at(CLOSED):
        drawn(event)
    assert str(SEED) in read(admin_client.get(address)).get_text()
    listed = reverse("wagtailsnippets_pages_participant:list")
    assert admin_client.get(listed, {"state": "pending"}).status_code == 200
    assert admin_client.get(reverse("attendance", args=[event.pk])).status_code == 200


def test_whoever_waits_for_the_draw_learns_of_another_day(client, event):
    everybody(client, 1)
    with clock.at(WHILE_OPEN + timedelta(hours=1)):
        publish(event, start_date=date(2022, 10, 6))
        outbox.send_waiting()
    assert any("Changed" in message.subject for message in mail.outbox)


def test_whoever_waits_for_the_draw_cancels_by_the_link(client, event):
    register(client)
    html = read(own_page(client))
    address = html.find("link", rel="canonical")
    assert address is not None
    form = html.find("form", method="post")
    assert form.select_one("input[name='turn']")["value"] == "1"
    assert form_in(html) == {}
