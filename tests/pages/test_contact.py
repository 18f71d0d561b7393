"""An enquiry is received once, answered by the right person, kept private, and erased in time."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from pages.submissions import outbox, safety
from pages.submissions.models import ContactSubject, Enquiry, Erasure, OutgoingMail
from portal import clock
from tests import factories
from tests.visitors import FROM_HERE, form_in, read

pytestmark = pytest.mark.django_db

ADDRESSES = {"ja": "/contact/", "en": "/en/contact/"}
VISITOR = "visitor@example.org"
ENTERED = {
    "f-name": "見本 花子",
    "f-organisation": "見本市",
    "f-mail": VISITOR,
    "f-text": "入会について\n教えてください。",
    "f-agreed": "on",
}


@pytest.fixture
def subject():
    ContactSubject.objects.create(
        name_ja="その他", name_en="Other", mail="other@example.org", position=2
    )
    return ContactSubject.objects.create(
        name_ja="入会", name_en="Membership", mail="join@example.org", position=1
    )


@pytest.fixture
def page(subject):
    home = factories.site()
    factories.alias(home)
    page = factories.InformationPageFactory(
        parent=home, slug="contact", title="お問合せ", visitor_form="contact"
    )
    page.save_revision().publish()
    factories.translate(page)
    return page


@pytest.fixture
def entered(subject):
    return {**ENTERED, "f-subject": str(subject.pk)}


def post(client, data, language="ja", **headers):
    return client.post(ADDRESSES[language], data, **{**FROM_HERE, **headers})


def confirmed(client, entered, language="ja"):
    """The fields that the page for looking at it again would send on."""
    asked = client.get(ADDRESSES[language])
    opened = form_in(read(asked))["f-opened"]
    shown = post(client, {**entered, "f-opened": opened}, language)
    assert shown.status_code == 200
    return form_in(read(shown)) | {"step": "send"}


def send(client, entered, language="ja", **headers):
    return post(client, confirmed(client, entered, language), language, **headers)


# --- From the first field to the receipt --------------------------------------------------


@pytest.mark.usefixtures("page", "patient")
@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("ja", "受付番号", "お問合せを受け付けました"),
        ("en", "Receipt number", "received your enquiry"),
    ],
)
def test_an_enquiry_is_received_and_told_in_the_language_of_the_form(
    client, entered, subject, language, said, told
):
    sent = send(client, entered, language)
    assert sent.status_code == 303
    done = client.get(sent["Location"])
    enquiry = Enquiry.objects.get()
    assert re.fullmatch(r"Q-\d{4}-\d{5}", enquiry.number)
    assert said in read(done).get_text()
    assert enquiry.number in read(done).get_text()
    assert VISITOR not in done.content.decode()
    assert done["Cache-Control"].endswith("private")
    assert (enquiry.subject, enquiry.text, enquiry.mail) == (
        subject, "入会について\n教えてください。", VISITOR
    )  # fmt: skip
    outbox.send_waiting()
    receipt, forwarded = mail.outbox
    assert told in receipt.subject
    assert (receipt.to, receipt.reply_to) == ([VISITOR], ["join@example.org"])
    assert (forwarded.to, forwarded.reply_to) == (["join@example.org"], [VISITOR])
    for message in mail.outbox:
        assert enquiry.number in message.subject
        assert enquiry.text in message.body
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.usefixtures("page")
def test_the_english_form_speaks_english(client):
    asked = read(client.get(ADDRESSES["en"])).find("form", method="post")
    assert not re.search("[ぁ-ん]", asked.get_text())
    told = read(post(client, {}, "en")).select_one("[role=alert]").get_text()
    assert not re.search("[ぁ-ん]", told)


@pytest.mark.usefixtures("page")
def test_nothing_is_stored_before_the_last_button_and_the_way_back_keeps_everything(
    client, entered
):
    data = confirmed(client, entered)
    back = post(client, data | {"step": "change"})
    html = read(back)
    assert html.find(id="id_f-text").get_text().strip() == "入会について\n教えてください。"
    assert html.find(id="id_f-name")["value"] == "見本 花子"
    assert html.select_one("#id_f-subject option[selected]").get_text() == "入会"
    assert html.find(id="id_f-agreed").has_attr("checked")
    assert not Enquiry.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("page", "patient")
def test_what_is_sent_twice_is_received_once(client, entered):
    data = confirmed(client, entered)
    answers = [post(client, data) for _press in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert Enquiry.objects.count() == 1
    assert OutgoingMail.objects.count() == 2


WRONG = [
    ({"f-name": ""}, "f-name", "お名前を入力してください"),
    ({"f-mail": "hanako.example.jp"}, "f-mail", "name@example.jp"),
    ({"f-mail": "visitor@exаmple.org"}, "f-mail", "name@example.jp"),  # a Cyrillic letter
    ({"f-mail": "a@example.org\nBcc: b@example.org"}, "f-mail", "name@example.jp"),
    ({"f-text": "\x00\x01 \n"}, "f-text", "お問合せの内容を入力してください"),
    ({"f-text": "あ" * 4001}, "f-text", "4000"),
    ({"f-subject": "999999"}, "f-subject", ""),
    ({"f-subject": ""}, "f-subject", "選んでください"),
    ({"f-agreed": ""}, "f-agreed", "同意"),
]


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(("change", "field", "said"), WRONG)
def test_an_error_is_told_at_its_field_and_at_the_top_and_nothing_typed_is_lost(
    client, entered, change, field, said
):
    answer = post(client, {**entered, **change})
    html = read(answer)
    assert answer.status_code == 422
    summary = html.select_one("[role=alert]")
    link = summary.select_one(f'a[href="#id_{field}"]')
    assert said in link.get_text()
    wrong = html.find(id=f"id_{field}")
    assert wrong["aria-invalid"] == "true"
    assert f"id_{field}_error" in wrong["aria-describedby"]
    assert html.find(id=f"id_{field}_error").get_text() == link.get_text()
    assert html.title.get_text().strip().startswith("エラー：")
    kept = html.find(id="id_f-organisation")["value"]
    assert kept == "見本市"
    assert not Enquiry.objects.exists()


@pytest.mark.usefixtures("page", "patient")
def test_an_address_in_full_width_is_written_to_as_it_is_meant(client, entered):
    send(client, entered | {"f-mail": "ｖｉｓｉｔｏｒ＠ｅｘａｍｐｌｅ．ｏｒｇ"})
    assert Enquiry.objects.get().mail == VISITOR


# --- Safety -------------------------------------------------------------------------------


@pytest.mark.usefixtures("page", "patient")
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": None},
    ],
)
def test_what_another_site_sends_is_refused_and_shown(client, entered, headers):
    data = confirmed(client, entered)
    kept = {name: value for name, value in {**FROM_HERE, **headers}.items() if value}
    answer = client.post(ADDRESSES["ja"], data, **kept)
    assert answer.status_code == 403
    assert "届いていません" in read(answer).select_one("[role=alert]").get_text()
    assert read(answer).find(id="id_f-name")["value"] == "見本 花子"
    assert not Enquiry.objects.exists()


@pytest.mark.usefixtures("page", "patient")
def test_a_browser_that_tells_its_origin_only_is_let_in(client, entered):
    data = confirmed(client, entered)
    sent = client.post(ADDRESSES["ja"], data, HTTP_ORIGIN="http://testserver")
    assert sent.status_code == 303


@pytest.mark.usefixtures("page")
def test_the_page_can_be_kept_and_sets_no_cookie(client):
    asked = client.get(ADDRESSES["ja"])
    assert not asked.cookies
    assert asked["Cache-Control"].startswith("public")
    assert "csrfmiddlewaretoken" not in asked.content.decode()


@pytest.mark.usefixtures("page")
def test_a_machine_that_is_too_quick_or_fills_in_everything_is_asked_again(
    client, entered, monkeypatch
):
    quick = send(client, entered)
    assert quick.status_code == 422
    assert "まだ" in read(quick).select_one("[role=alert]").get_text()
    monkeypatch.setattr(safety, "SOONEST_SECONDS", -60)
    greedy = post(client, confirmed(client, entered) | {"f-website": "https://example.org"})
    assert greedy.status_code == 422
    forged = post(client, confirmed(client, entered) | {"f-opened": "1:forged"})
    assert forged.status_code == 422
    assert not Enquiry.objects.exists()


@pytest.mark.usefixtures("page", "patient")
def test_the_limits_hold_for_an_address_and_for_its_network(client, entered, monkeypatch):
    monkeypatch.setattr(safety, "OF_AN_ADDRESS", 2)
    monkeypatch.setattr(safety, "OF_A_NETWORK", 5)

    def tried(*addresses):
        return [
            send(client, entered, HTTP_X_FORWARDED_FOR=f"192.0.2.99, {address}").status_code
            for address in addresses
        ]

    assert tried("203.0.113.5", "203.0.113.5", "203.0.113.5") == [303, 303, 429]
    assert tried("203.0.113.6", "203.0.113.7", "203.0.113.8") == [303, 303, 429]
    assert tried("198.51.100.1", "2001:db8::1") == [303, 303]
    told = send(client, entered, HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert "1時間" in read(told).select_one("[role=alert]").get_text()
    assert read(told).find(id="id_f-name")["value"] == "見本 花子"


def test_a_forged_or_old_receipt_shows_the_form(client, page):
    for signed in ("Q-2026-00001", "x:y:z"):
        assert read(client.get(f"/contact/?done={signed}")).find("form", method="post")


# --- The mails ----------------------------------------------------------------------------


@pytest.mark.usefixtures("page", "patient")
def test_a_mail_that_could_not_be_sent_is_tried_again_and_sent_once(client, entered, monkeypatch):
    send(client, entered)
    real, failing = outbox.get_connection, {"left": 3}

    def sometimes():
        if failing["left"]:
            failing["left"] -= 1
            raise ConnectionRefusedError
        return real()

    monkeypatch.setattr(outbox, "get_connection", sometimes)
    assert outbox.send_waiting() == 0
    assert OutgoingMail.objects.filter(sent_at=None).count() == 2
    later = clock.real_now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    outbox.send_waiting()
    assert len(mail.outbox) == 2
    outbox.send_waiting()
    assert len(mail.outbox) == 2


@pytest.mark.usefixtures("page", "patient")
def test_mails_that_wait_for_too_long_are_an_error_of_the_command(client, entered, monkeypatch):
    send(client, entered)

    def refused():
        raise ConnectionRefusedError

    monkeypatch.setattr(outbox, "get_connection", refused)
    monkeypatch.setattr(outbox, "LATE_AFTER", timedelta(0))
    with pytest.raises(CommandError, match="2 mails have waited"):
        call_command("send_mails", stdout=StringIO())
    told = client.get("/healthz").json()
    assert told["status"] == "degraded"
    assert "2 mails have waited for more than an hour" in told["reasons"]


# --- Keeping and erasing ------------------------------------------------------------------


@pytest.mark.usefixtures("page", "patient")
def test_an_enquiry_is_erased_after_a_year_and_its_mails_after_a_month(client, entered):
    send(client, entered)
    outbox.send_waiting()
    OutgoingMail.objects.update(sent_at=clock.real_now() - timedelta(days=31))
    Enquiry.objects.update(received_at=clock.now() - timedelta(days=364))
    call_command("erase_submissions", stdout=StringIO())
    assert (Enquiry.objects.count(), OutgoingMail.objects.count()) == (1, 0)
    Enquiry.objects.update(received_at=clock.now() - timedelta(days=366))
    call_command("erase_submissions", stdout=StringIO())
    assert Enquiry.objects.count() == 0
    assert list(Erasure.objects.order_by("pk").values_list("form", "count")) == [
        ("mail", 2), ("enquiry", 1)
    ]  # fmt: skip


@pytest.mark.usefixtures("page", "patient")
def test_everything_of_a_person_is_found_and_erased_and_nothing_of_others(client, entered):
    send(client, entered)
    send(client, entered | {"f-mail": "somebody@example.org", "f-name": "別の人"})
    out = StringIO()
    call_command("personal_data", "Visitor@Example.org", stdout=out)
    assert "見本 花子" in out.getvalue()
    assert "別の人" not in out.getvalue()
    out = StringIO()
    call_command("personal_data", VISITOR, "--erase", stdout=out)
    assert out.getvalue().split() == [
        *("mail:", "2", "erased"), *("enquiry:", "1", "erased"),
        *("participant:", "0", "erased"), *("registration:", "0", "erased"),
        *("membership:", "0", "erased"), *("entry_file:", "0", "erased"),
        *("entry:", "0", "erased"),
        *("questionnaire:", "0", "erased"),
    ]  # fmt: skip
    assert [enquiry.name for enquiry in Enquiry.objects.all()] == ["別の人"]
    assert OutgoingMail.objects.count() == 2


# --- Editors ------------------------------------------------------------------------------


def test_a_form_that_nobody_answers_is_not_published(page):
    ContactSubject.objects.all().delete()
    with pytest.raises(ValidationError, match="お問合せの件名"):
        page.save_revision().publish()


def test_once_nobody_answers_the_page_goes_on_without_the_form(client, page):
    ContactSubject.objects.all().delete()
    assert not read(client.get(ADDRESSES["ja"])).find("form", method="post")


@pytest.mark.usefixtures("page", "patient")
def test_enquiries_are_taken_away_as_a_list_that_runs_no_formula(client, admin_client, entered):
    send(client, {**entered, "f-name": "=1+1"})
    file = admin_client.get("/admin/snippets/pages/enquiry/?export=csv")
    text = b"".join(file.streaming_content).decode()
    assert entered["f-text"] in text
    assert "'=1+1" in text


@pytest.mark.usefixtures("page", "patient")
def test_the_secretariat_reads_enquiries_and_writes_none(client, admin_client, entered):
    send(client, entered)
    listed = admin_client.get("/admin/snippets/pages/enquiry/").content.decode()
    enquiry = Enquiry.objects.get()
    assert enquiry.number in listed
    assert "/admin/snippets/pages/enquiry/add/" not in listed
    shown = admin_client.get(f"/admin/snippets/pages/enquiry/edit/{enquiry.pk}/").content.decode()
    assert "教えてください" in shown
    answer = {"is_answered": "on", "note": "電話で回答", "name": "changed"}
    admin_client.post(f"/admin/snippets/pages/enquiry/edit/{enquiry.pk}/", answer)
    enquiry.refresh_from_db()
    assert (enquiry.is_answered, enquiry.note, enquiry.name) == (True, "電話で回答", "見本 花子")


@pytest.mark.usefixtures("page")
def test_a_text_of_ten_megabytes_is_refused_with_what_to_do(client, entered):
    response = post(client, {**entered, "f-text": "あ" * 3_500_000})
    shown = read(response)
    assert response.status_code == 400
    assert shown.h1.get_text() == "受け付けられませんでした"
    assert "前の画面に戻る" in shown.get_text()
    assert "Go back in your browser" in " ".join(shown.find("div", lang="en").get_text().split())
    assert not Enquiry.objects.exists()
