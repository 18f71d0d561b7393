"""Registering for an event: places in the order of asking, quotas, the waiting list, cancelling."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from pages.events.models import EventFee
from pages.submissions import outbox
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.models import Participant, Places, Registration
from pages.submissions.registrations.registering import cancel
from portal import clock
from tests import factories
from tests.trainings import (
    APPLY,
    BELOW,
    ENTERED,
    VISITOR,
    WHILE_OPEN,
    member_town,
    of_number,
    open_training,
    publish,
    register,
)
from tests.visitors import Visitor, form_in, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "while_open"),
]

JOINING = "https://meeting.example.org/j/123"


@pytest.fixture
def while_open():
    with clock.at(WHILE_OPEN):
        yield


@pytest.fixture
def member():
    return member_town()


@pytest.fixture
def other():
    return factories.MunicipalityFactory(name_ja="見本市", name_en="Mihon City", kana="みほんし")


@pytest.fixture
def event(member, other):
    return open_training()


def states(event):
    rows = Participant.objects.filter(page=event).order_by("turn")
    return [(row.mail.partition("@")[0], row.state) for row in rows]


def told(event):
    outbox.send_waiting()
    return [(message.to[0], message.subject) for message in mail.outbox]


def own_address(message):
    return re.search(r"https?://\S+mine=\S+", message.body)[0].partition("//")[2].partition("/")[2]


# --- From the first field to the receipt --------------------------------------------------


@pytest.mark.parametrize(
    ("language", "place", "subject", "affiliation"),
    [
        ("ja", "佐賀県多久市", "参加申込みを受け付けました", "教育委員会"),
        ("en", "Taku City, Saga", "Your registration", "Board of education"),
    ],
)
def test_a_registration_is_confirmed_received_and_told_in_the_language_of_the_form(
    client, event, language, place, subject, affiliation
):
    visitor = Visitor(client, APPLY[language])
    shown = read(visitor.looked_at(ENTERED)).get_text()
    assert place in shown
    assert affiliation in shown
    assert ("無料" if language == "ja" else "Free of charge") in shown
    sent = visitor.send(ENTERED)
    assert sent.status_code == 303
    done = client.get(sent["Location"])
    registration = Registration.objects.get()
    assert registration.number in read(done).get_text()
    assert ("1名分の席" if language == "ja" else "has a place") in read(done).get_text()
    assert VISITOR not in done.content.decode()
    outbox.send_waiting()
    (receipt,) = mail.outbox
    assert subject in receipt.subject
    assert registration.number in receipt.subject
    assert receipt.to == [VISITOR]
    assert "event.ics" in [name for name, _content, _type in receipt.attachments]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_leads_to_its_form_and_the_form_says_how_many_places_are_left(
    client, event, language
):
    page = read(client.get(APPLY[language].removesuffix("apply/")))
    links = [link["href"] for link in page.select("a.btn")]
    assert APPLY[language] in links
    for left, said in ((3, "残り3席" if language == "ja" else "3 places left"),):
        assert Places.objects.get(pk=event.pk).left == left
        assert said in read(client.get(APPLY[language])).get_text()
    register(client)
    form = client.get(APPLY[language])
    assert ("残り2席" if language == "ja" else "2 places left") in read(form).get_text()
    assert "no-store" in form["Cache-Control"]


@pytest.mark.parametrize(
    "typed",
    ["多久市", "多久", "たく", "タクシ", "Taku", "taku city", "佐賀県多久市", "Saga Taku City"],
)
def test_a_municipality_is_found_however_it_is_typed(client, event, member, typed):
    assert register(client, **{"f-municipality": typed}).status_code == 303
    assert Registration.objects.get().municipality == member


def test_of_several_places_with_a_name_the_visitor_is_asked_which(client, event):
    for prefecture in (13, 34):
        factories.MunicipalityFactory(name_ja="府中市", name_en="Fuchu City", prefecture=prefecture)
    asked = Visitor(client, APPLY["ja"]).looked_at(ENTERED | {"f-municipality": "府中市"})
    assert asked.status_code == 422
    assert "東京都府中市" in read(asked).get_text()
    assert "広島県府中市" in read(asked).get_text()
    assert register(client, **{"f-municipality": "広島県府中市"}).status_code == 303
    assert Registration.objects.get().municipality.prefecture == 34


def test_what_is_missing_is_named_at_its_field_and_everything_typed_is_kept(client, event):
    wrong = {"f-municipality": "どこでもない市", "f-affiliation": "", "f-mail": "hanako"}
    shown = Visitor(client, APPLY["ja"]).looked_at(ENTERED | wrong)
    assert shown.status_code == 422
    html = read(shown)
    summary = html.select_one("[role=alert]")
    targets = [link["href"] for link in summary.select("a")]
    assert targets == ["#id_f-municipality", "#id_f-affiliation_0", "#id_f-mail"]
    assert all(html.select_one(target) for target in targets)
    assert html.find(id="id_f-municipality")["value"] == "どこでもない市"
    assert html.find(id="id_f-name")["value"] == "見本 花子"
    assert html.find(id="id_f-eligible").has_attr("checked")
    assert not Registration.objects.exists()


def test_one_who_is_not_among_those_it_is_for_does_not_get_in(client, event):
    without = {name: value for name, value in ENTERED.items() if name != "f-eligible"}
    assert Visitor(client, APPLY["ja"]).looked_at(without).status_code == 422


# --- Places and the waiting list ----------------------------------------------------------


def test_who_comes_when_all_places_are_taken_waits_in_line(client, event):
    for number in range(1, 6):
        register(client, "en" if number % 2 else "ja", **of_number(number))
    assert states(event) == [
        ("visitor-1", "accepted"), ("visitor-2", "accepted"), ("visitor-3", "accepted"),
        ("visitor-4", "waiting"), ("visitor-5", "waiting"),
    ]  # fmt: skip
    page = read(client.get(BELOW))
    assert page.select_one("[data-state]")["data-state"] == "full"
    assert "キャンセル待ち" in page.get_text()
    assert "キャンセル待ち" in read(client.get(APPLY["ja"])).get_text()


def test_of_one_form_some_may_have_a_place_and_some_wait(client, event):
    register(client, **of_number(1))
    group = {"f-name_2": "二人目", "f-mail_2": "two@example.org"}
    group |= {"f-name_3": "三人目", "f-mail_3": "three@example.org"}
    sent = register(client, **of_number(2), **group)
    said = read(client.get(sent["Location"])).get_text()
    assert "2名分の席" in said
    assert "1名がキャンセル待ち" in said
    assert [state for _mail, state in states(event)] == [*["accepted"] * 3, "waiting"]


def test_each_cancellation_moves_up_exactly_the_first_in_line(client, event):
    for number in range(1, 6):
        register(client, **of_number(number))
    cancel([Participant.objects.get(mail="visitor-2@example.org")])
    assert states(event)[3:] == [("visitor-4", "accepted"), ("visitor-5", "waiting")]
    cancel([Participant.objects.get(mail="visitor-5@example.org")])
    assert Places.objects.get(pk=event.pk).taken == 3
    subjects = dict(told(event)[5:])
    assert "お席" in subjects["visitor-4@example.org"]
    assert "取消" in subjects["visitor-2@example.org"]
    call_command("check_places", stdout=StringIO())


def test_the_state_full_follows_the_count_and_nothing_typed(client, event):
    publish(event, full_since=WHILE_OPEN)

    def state():
        return read(client.get(BELOW)).select_one("[data-state]")["data-state"]

    assert state() == "open"
    for number in range(1, 4):
        register(client, **of_number(number))
    assert state() == "full"
    cancel(Participant.objects.filter(mail="visitor-1@example.org"))
    assert state() == "open"


def test_more_places_go_to_those_who_wait_and_fewer_take_none_away(client, event):
    for number in range(1, 6):
        register(client, **of_number(number))
    publish(event, capacity=4)
    assert [state for _mail, state in states(event)] == [*["accepted"] * 4, "waiting"]
    publish(event, capacity=1)
    assert [state for _mail, state in states(event)] == [*["accepted"] * 4, "waiting"]
    cancel(Participant.objects.filter(mail="visitor-1@example.org"))
    assert [state for _mail, state in states(event)][4] == "waiting"
    assert Places.objects.get(pk=event.pk).taken == 3


def test_nobody_moves_up_once_the_event_has_begun(client, event):
    for number in range(1, 5):
        register(client, **of_number(number))
    with clock.at(datetime(2022, 9, 29, 15, 1, tzinfo=clock.TOKYO)):
        cancel(Participant.objects.filter(mail="visitor-1@example.org"))
    assert states(event)[3] == ("visitor-4", "waiting")


# --- Quotas and fees ----------------------------------------------------------------------


def test_a_member_has_five_addresses_and_never_a_sixth(client, event):
    publish(event, capacity=10)
    for number in range(1, 6):
        assert register(client, **of_number(number)).status_code == 303
    sixth = Visitor(client, APPLY["ja"]).looked_at(ENTERED | of_number(6))
    assert sixth.status_code == 422
    assert "上限" in read(sixth).get_text()
    cancel(Participant.objects.filter(mail="visitor-1@example.org"))
    assert register(client, **of_number(6)).status_code == 303


def test_a_quota_that_is_reached_between_looking_and_sending_is_said(client, event):
    publish(event, capacity=10)
    for number in range(1, 5):
        register(client, **of_number(number))
    visitor = Visitor(client, APPLY["ja"])
    late = visitor.confirmed(ENTERED | of_number(6))
    register(client, **of_number(5))
    refused = visitor.post(late)
    assert refused.status_code == 422
    assert "上限" in read(refused).get_text()
    assert Participant.objects.count() == 5


def test_others_pay_for_their_one_address_and_see_the_total_first(client, event, other):
    entered = ENTERED | {"f-municipality": "見本市"}
    shown = read(Visitor(client, APPLY["ja"]).looked_at(entered)).get_text()
    assert "1,000円（税込）" in shown
    register(client, **{"f-municipality": "見本市"})
    registration = Registration.objects.get()
    assert (registration.fee_jpy, registration.was_member) == (1000, False)
    second = {"f-municipality": "見本市", "f-mail": "second@example.org"}
    assert Visitor(client, APPLY["ja"]).looked_at(ENTERED | second).status_code == 422


def test_a_municipality_that_leaves_the_council_meanwhile_is_asked_again(client, event, member):
    visitor = Visitor(client, APPLY["ja"])
    confirmed = visitor.confirmed(ENTERED)
    member.member_confirmed = False
    member.save()
    again = visitor.post(confirmed)
    assert again.status_code == 409
    assert "1,000円" in read(again).get_text()
    assert not Registration.objects.exists()
    assert visitor.post(form_in(read(again)) | {"step": "send"}).status_code == 303
    assert Registration.objects.get().fee_jpy == 1000


def test_an_event_for_members_alone_takes_nobody_else(client, event):
    page = type(event).objects.get(pk=event.pk)
    page.fees = [EventFee(payer_ja="会員", amount_jpy=0, audience="members")]
    page.save_revision().publish()
    shown = Visitor(client, APPLY["ja"]).looked_at(ENTERED | {"f-municipality": "見本市"})
    assert shown.status_code == 422
    assert "会員" in read(shown).get_text()
    assert register(client).status_code == 303


# --- Once and only once -------------------------------------------------------------------


def test_a_form_sent_twice_is_one_registration_with_one_mail(client, event):
    visitor = Visitor(client, APPLY["ja"])
    confirmed = visitor.confirmed(ENTERED)
    first, second = visitor.post(confirmed), visitor.post(confirmed)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Participant.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_an_address_that_is_registered_is_told_by_mail_and_the_form_gives_nothing_away(
    client, event
):
    first = read(client.get(register(client)["Location"])).get_text()
    again = read(client.get(register(client, **{"f-mail": VISITOR.upper()})["Location"])).get_text()
    number = re.compile(r"R-2022-\w{8}")
    assert number.sub("", first) == number.sub("", again)
    assert number.search(first)[0] != number.search(again)[0]
    assert Participant.objects.count() == 1
    assert Places.objects.get(pk=event.pk).taken == 1
    subjects = [subject for _to, subject in told(event)]
    assert len(subjects) == 2
    assert "すでに" in subjects[1]


def test_one_who_cancelled_can_register_again_and_comes_last(client, event):
    for number in range(1, 5):
        register(client, **of_number(number))
    cancel(Participant.objects.filter(mail="visitor-1@example.org"))
    register(client, **of_number(1))
    assert states(event)[-1] == ("visitor-1", "waiting")


def test_two_participants_need_two_addresses_and_both_a_name(client, event):
    def said(**more):
        return read(Visitor(client, APPLY["ja"]).looked_at(ENTERED | more)).select_one(
            "[role=alert]"
        )

    same = said(**{"f-name_2": "二人目", "f-mail_2": VISITOR})
    assert same.select_one("a")["href"] == "#id_f-mail_2"
    assert said(**{"f-name_2": "二人目"}).select_one("a")["href"] == "#id_f-mail_2"
    assert said(**{"f-mail_2": "two@example.org"}).select_one("a")["href"] == "#id_f-name_2"


# --- The time in which one can register ---------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "said_ja", "said_en"),
    [
        (datetime(2022, 9, 5, 12), "9月6日", "6\N{NO-BREAK SPACE}September"),
        (datetime(2022, 9, 27, 0, 0), "終了", "Closed"),
        (datetime(2022, 9, 30, 12), "終了", "ended"),
    ],
)
def test_outside_it_page_and_post_say_why_in_the_language_being_read(
    client, event, moment, said_ja, said_en
):
    confirmed = {
        language: Visitor(client, APPLY[language]).confirmed(ENTERED) for language in APPLY
    }
    with clock.at(moment.replace(tzinfo=clock.TOKYO)):
        for language, said in (("ja", said_ja), ("en", said_en)):
            shown = client.get(APPLY[language])
            assert shown.status_code == 200
            assert said in read(shown).find("main").get_text()
            posted = Visitor(client, APPLY[language]).post(confirmed[language])
            assert posted.status_code == 409
            assert said in read(posted).find("main").get_text()
            forged = f"{APPLY[language]}?done=x"
            assert Visitor(client, forged).post(confirmed[language]).status_code == 409
            assert not read(client.get(forged)).find("form", method="post")
    assert not Registration.objects.exists()


def test_an_extension_opens_the_form_again(client, event):
    with clock.at(datetime(2022, 9, 27, 10, tzinfo=clock.TOKYO)):
        assert not read(client.get(APPLY["ja"])).find("form", method="post")
        publish(event, closes_on=date(2022, 9, 28))
        assert register(client).status_code == 303


@pytest.mark.parametrize("outcome", ["cancelled", "postponed"])
def test_an_event_that_is_called_off_takes_no_registrations(client, event, outcome):
    publish(
        event,
        outcome=outcome,
        outcome_announced_on=date(2022, 9, 21),
        cancellation_reason_ja="台風",
    )
    assert not read(client.get(APPLY["ja"])).find("form", method="post")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_event_without_registration_has_no_form(client, event, language):
    publish(event, takes_registrations=None)
    assert client.get(APPLY[language]).status_code == 404


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"opens_on": None}, "opens_on"),
        ({"application_url": "https://example.org/form"}, "application_url"),
        ({"capacity_rule": "lottery", "capacity": None}, "capacity"),
    ],
)
def test_what_the_form_cannot_do_is_not_published(event, facts, field):
    with pytest.raises(ValidationError) as refused:
        publish(event, **facts)
    assert field in refused.value.message_dict


# --- The registrant's own page ------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_link_to_take_part_is_only_behind_the_link_of_who_has_a_place(client, event, language):
    Places.objects.filter(pk=event.pk).update(joining_url=JOINING)
    for number in range(1, 5):
        register(client, language, **of_number(number))
    outbox.send_waiting()
    first, last = mail.outbox[0], mail.outbox[3]
    mine = client.get(f"/{own_address(first)}")
    assert JOINING in mine.content.decode()
    assert "no-store" in mine["Cache-Control"]
    assert mine["Referrer-Policy"] == "same-origin"
    waiting = client.get(f"/{own_address(last)}")
    assert JOINING not in waiting.content.decode()
    assert ("キャンセル待ち" if language == "ja" else "waiting list") in read(waiting).get_text()
    for address in (BELOW, f"/en{BELOW}", *APPLY.values(), "/data/events.json"):
        assert JOINING not in client.get(address).content.decode()


def test_cancelling_by_the_link_asks_once_more_and_done_twice_is_done_once(client, event):
    for number in range(1, 5):
        register(client, **of_number(number))
    outbox.send_waiting()
    visitor = Visitor(client, f"/{own_address(mail.outbox[0])}")
    assert visitor.post({}).status_code == 422
    asked = visitor.post({"turn": "1"})
    assert states(event)[0] == ("visitor-1", "accepted")
    confirmed = form_in(read(asked)) | {"step": "cancel"}
    assert visitor.post(confirmed).status_code == 303
    assert visitor.post(confirmed).status_code == 422
    assert states(event)[0] == ("visitor-1", "cancelled")
    assert states(event)[3] == ("visitor-4", "accepted")
    assert Places.objects.get(pk=event.pk).taken == 3


def test_one_cancels_also_after_the_event_has_stopped_taking_registrations(client, event):
    register(client)
    outbox.send_waiting()
    publish(event, takes_registrations=None)
    visitor = Visitor(client, f"/{own_address(mail.outbox[0])}")
    assert visitor.post({"turn": "1", "step": "cancel"}).status_code == 303
    assert states(event) == [("visitor", "cancelled")]


def test_the_link_of_one_cancels_nobody_else(client, event):
    for number in range(1, 3):
        register(client, **of_number(number))
    outbox.send_waiting()
    visitor = Visitor(client, f"/{own_address(mail.outbox[0])}")
    visitor.post({"turn": "2", "step": "cancel"})
    assert [state for _mail, state in states(event)] == ["accepted", "accepted"]


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "Q-2022-00001:1:forged"])
def test_a_forged_link_shows_nothing(client, event, token):
    register(client)
    shown = client.get(APPLY["ja"], {"mine": token})
    assert shown.status_code == 404
    assert "見本 花子" not in shown.content.decode()


def test_once_the_event_has_begun_nothing_is_cancelled(client, event):
    register(client)
    outbox.send_waiting()
    visitor = Visitor(client, f"/{own_address(mail.outbox[0])}")
    with clock.at(datetime(2022, 9, 29, 15, 1, tzinfo=clock.TOKYO)):
        assert visitor.post({"turn": "1", "step": "cancel"}).status_code == 409
    assert states(event) == [("visitor", "accepted")]


def test_a_browser_that_hides_where_it_comes_from_cancels_all_the_same(client, event):
    register(client)
    outbox.send_waiting()
    address = f"/{own_address(mail.outbox[0])}"
    elsewhere = Visitor(client, address, HTTP_SEC_FETCH_SITE="cross-site")
    refused = elsewhere.post({"turn": "1", "step": "cancel"})
    assert refused.status_code == 403
    assert "取り消していません" in read(refused).select_one("[role=alert]").get_text()
    assert Visitor(client, address, HTTP_ORIGIN="null").post({"turn": "1"}).status_code == 200
    hiding = Visitor(client, address, HTTP_ORIGIN="null")
    assert hiding.post({"turn": "1", "step": "cancel"}).status_code == 303
    assert states(event) == [("visitor", "cancelled")]


# --- Keeping, erasing, checking -----------------------------------------------------------


def test_registrations_are_erased_a_year_after_the_event(client, event):
    register(client)
    day = datetime(2023, 9, 29, 15, tzinfo=clock.TOKYO)
    with clock.at(day):
        call_command("erase_submissions", stdout=StringIO())
        assert Participant.objects.count() == 1
    with clock.at(day + timedelta(days=1)):
        call_command("erase_submissions", stdout=StringIO())
        assert not Participant.objects.exists()
        assert not Registration.objects.exists()
        call_command("check_places", stdout=StringIO())


def test_registrations_for_an_event_without_a_date_are_erased_a_year_after_they_came(client, event):
    register(client)
    Places.objects.update(begins_at=None)
    for days, left in ((364, 1), (366, 0)):
        with clock.at(WHILE_OPEN + timedelta(days=days)):
            call_command("erase_submissions", stdout=StringIO())
            assert Registration.objects.count() == left


def test_erasing_a_person_gives_the_place_to_the_next_and_leaves_the_others(client, event):
    group = {"f-name_2": "二人目", "f-mail_2": "two@example.org"}
    register(client, **of_number(1), **group)
    for number in range(2, 4):
        register(client, **of_number(number))
    out = StringIO()
    call_command("personal_data", "two@example.org", "--erase", stdout=out)
    assert states(event) == [
        ("visitor-1", "accepted"), ("visitor-2", "accepted"), ("visitor-3", "accepted")
    ]  # fmt: skip
    assert not OutgoingMail.objects.filter(text__contains="二人目").exists()
    call_command("check_places", stdout=StringIO())


def test_a_wrong_count_is_found(client, event):
    register(client)
    Places.objects.filter(pk=event.pk).update(taken=2)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_places", stdout=out)
    assert "counted 2, participants 1" in out.getvalue()


# --- Editors ------------------------------------------------------------------------------


def test_the_secretariat_goes_from_the_event_to_who_registered_and_cancels(
    client, admin_client, event
):
    for number in range(1, 5):
        register(client, **of_number(number))
    editor = admin_client.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    listed = f"/admin/snippets/pages/participant/?page={event.pk}"
    assert listed in editor
    rows = admin_client.get(listed).content.decode()
    assert "visitor-4@example.org" in rows
    first = Participant.objects.get(turn=1)
    address = f"/admin/registrations/{first.pk}/cancel/"
    assert address in rows
    assert "見本 1" in admin_client.get(address).content.decode()
    assert admin_client.post(address).status_code == 302
    assert states(event)[3] == ("visitor-4", "accepted")


def test_a_list_for_spreadsheets_has_no_formulas(client, admin_client, event):
    register(client, **{"f-name": "=1+1"})
    file = admin_client.get("/admin/snippets/pages/participant/?export=csv")
    text = b"".join(file.streaming_content).decode()
    assert text.startswith("\ufeff")  # the mark that Excel knows UTF-8 by
    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_a_list_for_spreadsheets_is_in_japanese_and_in_japanese_time(client, admin_client, event):
    register(client)
    answer = admin_client.get("/admin/snippets/pages/participant/?export=csv")
    head, row = b"".join(answer.streaming_content).decode().splitlines()
    assert not re.search("[a-z_]{3}", head)
    assert "席あり" in row
    assert "2022-09-22 10:00" in row
    answer = admin_client.get("/admin/snippets/pages/participant/?export=xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert WHILE_OPEN.replace(tzinfo=None) in [cell.value for cell in book.active[2]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_whoever_takes_a_list_away_is_noted_and_nobody_on_it(client, admin_client, event, kind):
    for number in (1, 2):
        register(client, **of_number(number))
    admin_client.get(f"/admin/snippets/pages/participant/?export={kind}")
    history = admin_client.get("/admin/reports/site-history/").content.decode()
    assert "申込者：2件を書き出し" in history
    assert "visitor-1" not in history


def test_an_event_copied_for_next_year_takes_registrations_and_has_none(client, event):
    register(client)
    copy = event.copy(
        to=event.get_parent(), update_attrs={"slug": "training-next", "title": "次の研修会"}
    )
    assert copy.takes_registrations
    assert states(copy) == []
    assert not Places.objects.filter(pk=copy.pk).exclude(taken=0).exists()


# --- For whom -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "entered", "field", "said_ja", "said_en"),
    [
        (
            {"open_to": "members"},
            {"f-municipality": "見本市"},
            "#id_f-municipality",
            "会員自治体の方だけが申し込めます",
            "for members of the council only",
        ),
        (
            {"fees": [EventFee(payer_ja="会員", amount_jpy=0, audience="members")]},
            {"f-municipality": "見本市"},
            "#id_f-municipality",
            "会員自治体の方だけが申し込めます",
            "for members of the council only",
        ),
        (
            {"open_to": "offices"},
            {"f-affiliation": "school"},
            "#id_f-affiliation_0",
            "自治体または教育委員会の職員の方だけ",
            "staff of municipalities and boards of education only",
        ),
    ],
)
def test_who_may_not_register_learns_why_on_the_page_before_the_form_and_by_sending_it(
    client, event, facts, entered, field, said_ja, said_en
):
    publish(event, **facts)
    for language, said in (("ja", said_ja), ("en", said_en)):
        page = APPLY[language].removesuffix("apply/")
        assert said in read(client.get(page)).find("main").get_text()
        assert said in read(client.get(APPLY[language])).find("main").get_text()
        refused = Visitor(client, APPLY[language]).looked_at(ENTERED | entered)
        assert refused.status_code == 422
        (link,) = read(refused).select("[role=alert] a")
        assert said in link.get_text()
        assert link["href"] == field
    assert register(client).status_code == 303


def test_a_member_learns_that_an_event_is_for_others(client, event):
    publish(event, fees=[EventFee(payer_ja="非会員", amount_jpy=0, audience="others")])
    refused = Visitor(client, APPLY["en"]).looked_at(ENTERED)
    assert "not members of the council" in read(refused).select_one("[role=alert]").get_text()
