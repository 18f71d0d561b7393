"""Registrants change what they entered, on the page behind their own link."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse

from pages.events.models import EventQuestion
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.changing import (
    AddressTakenError,
    RegistrationChangeForm,
    change,
)
from pages.submissions.registrations.models import (
    MunicipalityCount,
    Participant,
    Places,
    Registration,
    RegistrationChange,
)
from pages.submissions.registrations.registering import cancel
from pages.submissions.safety import OF_AN_ADDRESS
from portal import clock
from tests.trainings import (
    VISITOR,
    WHILE_OPEN,
    member_town,
    of_number,
    open_training,
    own_address,
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

SECOND = {"f-name_2": "二人目", "f-mail_2": "two@example.org"}


@pytest.fixture
def while_open():
    with clock.at(WHILE_OPEN):
        yield


@pytest.fixture
def event():
    member_town()
    return open_training()


class Registrant(Visitor):
    """Somebody who changes the first registration."""

    def __init__(self, client, **headers):
        super().__init__(client, f"{own_address()}&change=1", **headers)

    def changes(self, **values):
        """Send the form as it is shown, but for some fields: `name_1` of the first participant."""
        shown = self.client.get(self.address)
        assert shown.status_code == 200, read(shown).get_text()
        numbers = enumerate(Participant.objects.order_by("turn"), start=1)
        keys = {f"{name}_{at}": f"f-{name}_{each.pk}" for at, each in numbers for name in WHO}
        values = {keys.get(name, f"f-{name}"): value for name, value in values.items()}
        return self.post(form_in(read(shown)) | values)


WHO = ("name", "mail")


def mails():
    """The mails after the receipts, in their order."""
    rows = OutgoingMail.objects.exclude(key__contains=":receipt").order_by("pk")
    return [(row.to, row.key.partition(":")[2].partition(":")[2].partition(":")[0]) for row in rows]


def people():
    return list(Participant.objects.order_by("turn").values_list("name", "mail"))


# --- What can be changed ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("ja", "名前", "申込み内容が変更されました"),
        ("en", "name, what we should prepare", "was changed"),
    ],
)
def test_name_and_needs_are_changed_with_a_receipt_and_nothing_else(
    client, event, language, said, told
):
    register(client, language)
    link = read(own_page(client)).select_one("a[href*='change=1']")
    assert client.get(link["href"]).status_code == 200
    answer = Registrant(client).changes(name_1="見本 太郎", needs="手話通訳")
    assert answer.status_code == 303
    shown = read(client.get(answer["Location"]))
    assert "見本 太郎" in shown.get_text()
    assert "手話通訳" in shown.get_text()
    assert said in shown.select_one("[role=status]").get_text()
    assert people() == [("見本 太郎", VISITOR)]
    assert mails() == [(VISITOR, "updated")]
    mail = OutgoingMail.objects.latest("pk")
    assert told in mail.subject
    assert "見本 太郎" in mail.text
    assert "apply/?mine=" in mail.text


def test_a_new_address_of_the_registrant_is_told_to_the_old_and_the_new_one(client, event):
    register(client)
    assert Registrant(client).changes(mail_1="new@example.org").status_code == 303
    assert people() == [("見本 花子", "new@example.org")]
    assert Registration.objects.get().mail == "new@example.org"
    assert mails() == [("new@example.org", "updated"), (VISITOR, "updated")]
    keys = set(OutgoingMail.objects.values_list("key", flat=True))
    assert len(keys) == 3
    assert "new@example.org" not in OutgoingMail.objects.latest("pk").text
    cancel(Participant.objects.all())
    assert mails()[-1] == ("new@example.org", "cancelled")


def test_a_new_address_of_another_participant_moves_no_mails(client, event):
    register(client, **SECOND)
    Registrant(client).changes(name_2="三人目", mail_2="three@example.org")
    assert people()[1] == ("三人目", "three@example.org")
    assert mails() == [(VISITOR, "updated")]


def test_two_participants_can_swap_their_addresses(client, event):
    register(client, **SECOND)
    answer = Registrant(client).changes(mail_1="TWO@example.org", mail_2=VISITOR)
    assert answer.status_code == 303
    assert [mail for _name, mail in people()] == ["TWO@example.org", VISITOR]
    folded = Participant.objects.order_by("turn").values_list("mail_folded", flat=True)
    assert list(folded) == ["two@example.org", VISITOR]


def test_counts_places_and_quotas_stay_as_they_are(client, event):
    for number in range(1, 5):
        register(client, **of_number(number))
    before = [Places.objects.values(), MunicipalityCount.objects.values()]
    before = [list(rows) for rows in before]
    Registrant(client).changes(mail_1="new@example.org", name_1="別名")
    assert [list(Places.objects.values()), list(MunicipalityCount.objects.values())] == before
    assert [each.state for each in Participant.objects.all()] == [*["accepted"] * 3, "waiting"]
    call_command("check_places")


def test_sent_twice_or_with_nothing_new_it_is_told_once(client, event):
    register(client)
    registrant = Registrant(client)
    for _ in range(2):
        assert registrant.changes(name_1="見本 太郎").status_code == 303
    assert mails() == [(VISITOR, "updated")]
    assert RegistrationChange.objects.count() == 1


def test_each_change_has_a_receipt_of_its_own(client, event):
    register(client)
    for name in ("一", "二", "三"):
        Registrant(client).changes(name_1=name)
    assert mails() == [(VISITOR, "updated")] * 3


# --- Answers ------------------------------------------------------------------------------


def how(**values):
    row = {"key": "how", "label_ja": "参加方法", "label_en": "How", "kind": "choice"}
    return EventQuestion(**{**row, "choices": "会場 | Venue\nオンライン | Online", **values})


def test_answers_are_changed_and_those_to_former_questions_kept(client, event):
    publish(event, questions=[how(), how(key="old", label_ja="以前の質問", kind="text")])
    register(client, **{"f-q_how": "venue", "f-q_old": "はい"})
    publish(event, questions=[how()])
    form = read(client.get(f"{own_address()}&change=1"))
    assert form.select_one("input[name='f-q_how'][checked]")["value"] == "venue"
    Registrant(client).changes(q_how="online")
    answers = Registration.objects.get().answers
    assert {key: each["value"] for key, each in answers.items()} == {"how": "online", "old": "はい"}
    assert str(RegistrationChange.objects.get()) == "回答"


def test_an_answer_that_is_no_longer_offered_can_be_given_again(client, event):
    publish(event, questions=[how(is_required=True)])
    register(client, **{"f-q_how": "venue"})
    publish(event, questions=[how(is_required=True, choices="船 | Ship\n車 | Car")])
    form = read(client.get(f"{own_address()}&change=1"))
    assert form.select_one("input[name='f-q_how'][checked]")["value"] == "venue"
    assert Registrant(client).changes(q_how="venue", name_1="別名").status_code == 303
    assert Registration.objects.get().answered == [("参加方法", "会場")]


# --- What is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({"name_1": ""}, "name"),
        ({"mail_1": "hanako"}, "mail"),
        ({"mail_1": "hanakо@example.org"}, "mail"),  # a Cyrillic letter
        ({"needs": "あ" * 1001}, "needs"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_everything_typed_is_kept(client, event, values, target):
    register(client)
    typed = {"needs": "手話通訳"} | values
    refused = Registrant(client).changes(**typed)
    assert refused.status_code == 422
    html = read(refused)
    (link,) = html.select("[role=alert] a")
    field = html.select_one(link["href"])
    assert field["name"].startswith(f"f-{target}")
    assert field["aria-invalid"] == "true"
    assert html.select_one("[name='f-needs']").get_text().strip() == typed["needs"]
    assert people() == [("見本 花子", VISITOR)]
    assert mails() == []


def test_an_address_stands_but_once_on_a_form_and_for_an_event(client, event):
    register(client, **of_number(1), **SECOND)
    register(client, **of_number(2))
    for taken in ("TWO@example.org", "visitor-2@example.org", "Visitor-2@Example.org"):
        refused = Registrant(client).changes(mail_1=taken, name_1="別名")
        assert refused.status_code == 422
        said = read(refused).select_one("[role=alert]").get_text()
        assert "参加者ごとに" in said
        assert "visitor-2" not in said.casefold()
    assert people()[0] == ("見本 1", "visitor-1@example.org")
    assert mails() == [("visitor-2@example.org", "again")]


def test_an_address_that_was_cancelled_is_free(client, event):
    register(client, **of_number(1))
    register(client, **of_number(2))
    cancel(Participant.objects.filter(mail="visitor-2@example.org"))
    assert Registrant(client).changes(mail_1="visitor-2@example.org").status_code == 303


def test_an_address_that_somebody_takes_in_the_same_moment_is_refused(client, event, monkeypatch):
    register(client, **of_number(1))
    register(client, **of_number(2))
    monkeypatch.setattr("pages.submissions.registrations.changing._refuse_taken", lambda *_: None)
    registration = Registration.objects.order_by("pk").first()
    (person,) = registration.taking_part
    sent = {f"f-name_{person.pk}": "一", f"f-mail_{person.pk}": "visitor-2@example.org"}
    form = RegistrationChangeForm(sent, registration=registration, questions=())
    assert form.is_valid()
    with pytest.raises(AddressTakenError):
        change(form)
    assert people()[0] == ("見本 1", "visitor-1@example.org")


def test_whoever_has_cancelled_is_not_asked_for(client, event):
    register(client, **SECOND)
    cancel(Participant.objects.filter(mail=VISITOR))
    html = read(client.get(f"{own_address()}&change=1"))
    assert len(html.select("input[type=email]")) == 1
    Registrant(client).changes(name_2="別名")
    assert people() == [("見本 花子", VISITOR), ("別名", "two@example.org")]


def test_once_the_event_has_begun_or_all_have_cancelled_nothing_is_changed(client, event):
    register(client)
    registrant = Registrant(client)
    sent = form_in(read(client.get(registrant.address)))
    name = next(key for key in sent if key.startswith("f-name"))
    with clock.at(datetime(2022, 9, 29, 15, 1, tzinfo=clock.TOKYO)):
        refused = registrant.post(sent | {name: "別名"})
        assert refused.status_code == 409
        assert "変更できません" in read(refused).select_one("[role=alert]").get_text()
        assert not read(own_page(client)).select("a[href*='change=1']")
    cancel(Participant.objects.all())
    assert registrant.post(sent | {name: "別名"}).status_code == 409
    assert people() == [("見本 花子", VISITOR)]


def test_another_site_changes_nothing(client, event):
    register(client)
    refused = Registrant(client, HTTP_SEC_FETCH_SITE="cross-site").changes(name_1="別名")
    assert refused.status_code == 403
    assert "変更していません" in read(refused).select_one("[role=alert]").get_text()
    assert people() == [("見本 花子", VISITOR)]


def test_whoever_tries_addresses_out_is_stopped(client, event):
    register(client)
    registrant = Registrant(client)
    answers = [registrant.changes(name_1=f"見本 {at}") for at in range(OF_AN_ADDRESS + 1)]
    assert [answer.status_code for answer in answers] == [*[303] * OF_AN_ADDRESS, 429]


def test_a_forged_link_leads_to_no_form(client, event):
    register(client)
    assert client.get(f"{own_address()}x&change=1").status_code == 404
    assert client.post(f"{own_address()}x&change=1", {}).status_code == 404


# --- The secretariat ----------------------------------------------------------------------


def test_the_secretariat_sees_what_was_changed_and_when(client, admin_client, event):
    register(client)
    Registrant(client).changes(mail_1="new@example.org")
    person = Participant.objects.get()
    address = reverse("wagtailsnippets_pages_participant:edit", args=[person.pk])
    shown = read(admin_client.get(address)).get_text()
    assert "2022-09-22 10:00 メールアドレス" in shown
    assert VISITOR not in shown


def test_what_was_changed_is_erased_with_the_registration(client, event):
    register(client)
    Registrant(client).changes(mail_1="new@example.org")
    call_command("personal_data", "new@example.org", "--erase")
    assert not RegistrationChange.objects.exists()
    assert not OutgoingMail.objects.exists()
