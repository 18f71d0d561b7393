"""The secretariat writes to registrants: each gets it once, in their language, with their link."""

import re
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from wagtail.models import ModelLogEntry, PageLogEntry

from pages.submissions import outbox
from pages.submissions.messages import sending
from pages.submissions.messages.models import RegistrantMessage
from pages.submissions.models import OutgoingMail
from pages.submissions.registrations.models import Participant, Registration
from pages.submissions.registrations.registering import cancel
from pages.work import queue
from portal import clock
from tests import factories
from tests.trainings import WHILE_OPEN, member_town, of_number, open_training, register
from tests.visitors import read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "member"),
]

JAPANESE = {"subject_ja": "当日のご案内", "text_ja": "筆記用具をお持ちください。\r\n\r\n事務局"}
ENGLISH = {"subject_en": "About the day", "text_en": "Please bring a pen."}
WRITTEN = {"audience": "all", **JAPANESE, **ENGLISH}


@pytest.fixture
def member():
    return member_town()


@pytest.fixture
def event(client):
    """A training with three places: visitors 1 (en), 2 and 3 have them, 4 waits, 5 cancelled."""
    with clock.at(WHILE_OPEN):
        page = open_training()
        for number, language in ((1, "en"), (2, "ja"), (3, "ja"), (5, "ja"), (4, "ja")):
            register(client, language, **of_number(number))
        cancel(Participant.objects.filter(mail=of_number(5)["f-mail"]))
        outbox.send_waiting()
    mail.outbox.clear()
    return page


@pytest.fixture
def editor(admin_client, event):
    """Somebody at the form, as a browser without scripts, an hour later."""
    with clock.at(WHILE_OPEN + timedelta(hours=1)):
        yield Editor(admin_client, event)


class Editor:
    def __init__(self, client, event):
        self.client, self.address = client, f"/admin/registrations/{event.pk}/write/"

    def post(self, data):
        return self.client.post(self.address, data)

    def looked_at(self, **changes):
        """The page for looking at a message."""
        page = read(self.client.get(self.address))
        key = page.find("input", {"name": "key"})["value"]
        return self.post({"key": key, **WRITTEN, **changes, "step": "look"})

    def fields(self, **changes):
        """The fields that this page would send on."""
        answer = self.looked_at(**changes)
        assert answer.status_code == 200, read(answer).main.get_text()
        page = read(answer)
        form = page.find("input", {"name": "seen"}).find_parent("form")
        return {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}

    def send(self, **changes):
        return self.post({**self.fields(**changes), "step": "send"})


def told():
    """The mails since the last time, by the number of the visitor: at most one to each."""
    outbox.send_waiting()
    messages = {int(each.to[0].removeprefix("visitor-")[0]): each for each in mail.outbox}
    assert len(messages) == len(mail.outbox)
    mail.outbox.clear()
    return messages


def errors(answer):
    assert answer.status_code == 422
    assert not RegistrantMessage.objects.exists()
    return read(answer).main.get_text()


# --- Who gets what ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "numbers"), [("accepted", {1, 2, 3}), ("waiting", {4}), ("all", {1, 2, 3, 4})]
)
def test_whom_the_message_is_for_gets_it_once_and_nobody_else(editor, audience, numbers):
    shown = read(editor.looked_at(audience=audience)).main.get_text()
    assert f"申込者数：{len(numbers)}" in shown
    sent = editor.send(audience=audience)
    assert sent.status_code == 302
    assert f"{len(numbers)}" in read(editor.client.get(sent["Location"])).get_text()
    assert set(told()) == numbers
    assert told() == {}
    assert RegistrantMessage.objects.get().count == len(numbers)


def test_who_waits_for_the_draw_is_among_everybody_and_not_on_the_waiting_list(editor):
    Participant.objects.filter(state="waiting").update(state="pending")
    assert "現在、対象となる方はいません" in errors(editor.looked_at(audience="waiting"))
    editor.send(audience="all")
    assert set(told()) == {1, 2, 3, 4}


def test_everybody_reads_it_in_the_language_of_their_registration_with_their_own_link(
    editor, client
):
    editor.send()
    messages = told()
    assert messages[2].subject == "当日のご案内"
    assert "筆記用具をお持ちください。\n\n事務局" in messages[2].body
    assert "見本 2 様" in messages[2].body
    assert messages[1].subject == "About the day"
    assert "Please bring a pen." in messages[1].body
    assert not re.search("[ぁ-ん]", messages[1].body)
    for number, message in messages.items():
        registration = Registration.objects.get(mail=of_number(number)["f-mail"])
        assert registration.number in message.body
        address = re.search(r"https?://[^/]+(/\S+mine=\S+)", message.body)[1]
        assert registration.number in client.get(address).content.decode()


def test_the_page_shows_what_will_be_read_in_both_languages(editor, event):
    page = read(editor.looked_at())
    japanese, english = page.select(".w-panel[lang]")
    assert (japanese["lang"], english["lang"]) == ("ja", "en")
    assert "筆記用具をお持ちください。" in japanese.get_text()
    assert event.title in japanese.get_text()
    assert "Please bring a pen." in english.get_text()
    assert "うち英語：1" in page.main.get_text()
    assert not RegistrantMessage.objects.exists()


def test_the_way_back_keeps_what_was_written(editor):
    page = read(editor.post({**editor.fields(audience="accepted"), "step": "change"}))
    assert page.find("textarea", {"name": "text_en"}).get_text().strip() == "Please bring a pen."
    assert page.find("input", {"value": "accepted"}).has_attr("checked")


# --- What is refused --------------------------------------------------------------------------


def test_english_is_asked_for_while_somebody_registered_in_english(editor):
    for empty in ({"subject_en": "", "text_en": ""}, {"text_en": ""}):
        said = errors(editor.looked_at(**empty))
        assert "1名が英語で申し込んでいます" in said
    only_japanese = {"audience": "waiting", "subject_en": "", "text_en": ""}
    assert editor.looked_at(**only_japanese).status_code == 200
    assert "両方" in errors(editor.looked_at(**only_japanese | {"text_en": "Hello"}))
    editor.send(**only_japanese)
    assert set(told()) == {4}


@pytest.mark.parametrize("name", ["subject_ja", "text_ja"])
def test_an_empty_japanese_message_is_refused(editor, name):
    errors(editor.looked_at(**{name: " "}))


@pytest.mark.parametrize("typed", ["{{ name }} 様", "{% now 'Y' %}", "閉じない {{", "あ" * 10_001])
def test_what_would_be_read_as_it_stands_is_refused(editor, typed):
    errors(editor.looked_at(text_ja=typed))


@pytest.mark.parametrize("change", [{"audience": "everyone"}, {"key": "x"}, {"audience": ""}])
def test_what_no_browser_sends_stores_nothing(editor, change):
    errors(editor.looked_at(**change))


def test_a_message_to_nobody_is_refused(editor):
    cancel(Participant.objects.filter(state="waiting"))
    assert "現在、対象となる方はいません" in errors(editor.looked_at(audience="waiting"))


def test_markup_stays_text(editor):
    editor.send(text_ja="<b>太字</b> https://example.org/map をご覧ください。")
    message = told()[2]
    ((html, _mimetype),) = message.alternatives
    assert not read_html(html).find("b")
    assert "https://example.org/map" in {link["href"] for link in read_html(html).find_all("a")}
    assert "<b>太字</b>" in message.body


def read_html(text):
    return BeautifulSoup(text, "html.parser")


# --- Once -------------------------------------------------------------------------------------


def test_a_double_press_and_a_replay_send_once(editor):
    data = {**editor.fields(), "step": "send"}
    answers = [editor.post(data) for _press in range(3)]
    assert {answer.status_code for answer in answers} == {302}
    assert len(told()) == 4
    said = editor.post(data)
    assert "すでに送信" in read(editor.client.get(said["Location"])).get_text()
    assert told() == {}
    assert RegistrantMessage.objects.count() == 1


def test_the_same_key_in_the_same_moment_is_one_message(editor, event):
    values = {**WRITTEN, "page_id": event.pk, "key": uuid4()}
    sent = [sending.send(RegistrantMessage(**values), 4) for _press in range(2)]
    assert sent == [True, False]
    assert len(told()) == 4


def test_what_is_killed_in_the_middle_is_written_whole_by_the_next_turn(editor, monkeypatch):
    editor.send()
    real, count = outbox.write, {"left": 2}

    def killed(message):
        count["left"] -= 1
        if count["left"] < 0:
            raise KeyboardInterrupt  # what nothing catches: as good as a kill
        real(message)

    monkeypatch.setattr(outbox, "write", killed)
    OutgoingMail.objects.all().delete()
    queue.waiting("mail").delete()
    with pytest.raises(KeyboardInterrupt):
        outbox.send_waiting()
    assert not OutgoingMail.objects.exists()
    assert mail.outbox == []
    monkeypatch.setattr(outbox, "write", real)
    queue.waiting(sending.KIND).delete()  # even this
    call_command("send_mails", stdout=StringIO())
    assert len(mail.outbox) == 4
    call_command("send_mails", stdout=StringIO())
    assert len(mail.outbox) == 4


def test_who_registers_or_moves_up_afterwards_does_not_get_it(editor, client):
    editor.send(audience="accepted")
    assert set(told()) == {1, 2, 3}
    with clock.at(WHILE_OPEN + timedelta(hours=2)):
        register(client, **of_number(6))
        cancel(Participant.objects.filter(mail=of_number(2)["f-mail"]))
        outbox.send_waiting()
        mail.outbox.clear()
        call_command("send_mails", stdout=StringIO())
        assert mail.outbox == []


def test_where_the_numbers_have_changed_meanwhile_they_are_shown_again(editor):
    data = {**editor.fields(), "step": "send"}
    cancel(Participant.objects.filter(mail=of_number(3)["f-mail"]))
    outbox.send_waiting()
    mail.outbox.clear()
    again = read(editor.post(data))
    assert "申込者数：3" in again.main.get_text()
    assert told() == {}
    seen = again.find("input", {"name": "seen"})["value"]
    editor.post({**data, "seen": seen})
    assert set(told()) == {1, 2, 4}


# --- A test first -----------------------------------------------------------------------------


def test_a_test_goes_to_oneself_alone_and_one_press_sends_it_once(editor, admin_user):
    data = {**editor.fields(), "step": "test"}
    shown = editor.post(data)
    assert admin_user.email in read(shown).get_text()
    editor.post(data)
    outbox.send_waiting()
    assert [message.to for message in mail.outbox] == [[admin_user.email]] * 2
    japanese, english = mail.outbox
    assert "筆記用具" in japanese.body
    assert "Please bring a pen." in english.body
    assert "visitor-" not in japanese.body
    assert not RegistrantMessage.objects.exists()
    mail.outbox.clear()
    editor.send()
    assert len(told()) == 4


def test_without_an_address_of_ones_own_no_test_is_sent(editor, admin_user):
    admin_user.email = ""
    admin_user.save()
    shown = editor.post({**editor.fields(), "step": "test"})
    assert "メールアドレスが登録されていない" in read(shown).get_text()
    assert not queue.waiting("mail").exists()


# --- Who may, and what is kept ----------------------------------------------------------------


def test_it_is_reached_from_the_list_and_noted_in_the_history_without_names(editor, event):
    listed = editor.client.get(f"/admin/snippets/pages/participant/?page={event.pk}")
    assert editor.address in listed.content.decode()
    editor.send()
    entry = PageLogEntry.objects.get(action="pages.registrants.written_to")
    assert (entry.page_id, entry.data["count"]) == (event.pk, 4)
    history = editor.client.get(f"/admin/pages/{event.pk}/history/").content.decode()
    assert "当日のご案内" in history
    assert "visitor-" not in str(entry.data)
    sent = read(editor.client.get(editor.address)).main.get_text()
    told()
    assert "当日のご案内" in sent


def test_whoever_may_not_change_registrations_writes_to_nobody(editor, client):
    data = {**editor.fields(), "step": "send"}
    client.force_login(factories.UserFactory())
    assert client.get(editor.address).status_code == 302
    client.post(editor.address, data)
    assert not RegistrantMessage.objects.exists()


def test_it_is_erased_a_year_later_and_its_copies_with_the_registrant(editor, event):
    editor.send()
    told()
    address = of_number(2)["f-mail"]
    call_command("personal_data", address, "--erase", stdout=StringIO())
    assert not OutgoingMail.objects.filter(to=address).exists()
    RegistrantMessage.objects.update(sent_at=clock.now() - timedelta(days=366))
    call_command("erase_submissions", stdout=StringIO())
    assert not RegistrantMessage.objects.exists()


# --- The link once more -----------------------------------------------------------------------


def resend_address(number):
    participant = Participant.objects.get(mail=of_number(number)["f-mail"])
    return f"/admin/registrations/{participant.pk}/resend/", participant


def asked_once_more(editor, address):
    """The fields of the page that asks before the link is sent."""
    return {"count": read(editor.client.get(address)).find("input", {"name": "count"})["value"]}


def test_the_link_is_sent_again_in_the_language_of_the_registration(editor, client):
    address, participant = resend_address(1)
    edit = f"/admin/snippets/pages/participant/edit/{participant.pk}/"
    for page in (edit, f"/admin/snippets/pages/participant/?page={participant.page_id}"):
        assert address in editor.client.get(page).content.decode()
    asked = asked_once_more(editor, address)
    assert told() == {}
    answer = editor.client.post(address, asked)
    assert of_number(1)["f-mail"] in read(editor.client.get(answer["Location"])).get_text()
    (message,) = told().values()
    assert message.to == [of_number(1)["f-mail"]]
    assert not re.search("[ぁ-ん]", message.body)
    link = re.search(r"https?://[^/]+(/\S+mine=\S+)", message.body)[1]
    assert participant.registration.number in client.get(link).content.decode()


def test_it_is_sent_as_often_as_one_asks_and_a_double_press_is_once(editor):
    address, participant = resend_address(2)
    for count in (1, 2):
        asked = asked_once_more(editor, address)
        for _press in range(3):
            editor.client.post(address, asked)
        assert set(told()) == {2}
        key = f"registration:{participant.registration.key.hex}:resent:{count}"
        assert OutgoingMail.objects.filter(key=key).count() == 1
    for wrong in ({}, {"count": "x"}, {"count": "99"}, {"count": "٣"}):
        editor.client.post(address, wrong)
    assert told() == {}
    OutgoingMail.objects.filter(key__endswith=":resent:1").delete()  # its time is over
    editor.client.post(address, asked_once_more(editor, address))
    assert set(told()) == {2}


def test_it_is_noted_without_the_name(editor):
    address, participant = resend_address(2)
    editor.client.post(address, asked_once_more(editor, address))
    entry = ModelLogEntry.objects.get(action="pages.registration.sent_again")
    assert (entry.label, entry.data) == (participant.registration.number, {"count": 1})
    history = f"/admin/snippets/pages/participant/history/{participant.pk}/"
    assert "リンクを再送信" in editor.client.get(history).content.decode()


def test_nothing_is_sent_to_who_has_cancelled_or_by_who_may_not(editor, client):
    address, participant = resend_address(5)
    edit = f"/admin/snippets/pages/participant/edit/{participant.pk}/"
    assert address not in editor.client.get(edit).content.decode()
    editor.client.post(address, {"count": "1"})
    client.force_login(factories.UserFactory())
    client.post(resend_address(2)[0], {"count": "1"})
    assert told() == {}
