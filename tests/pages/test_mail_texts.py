"""Mails in the words of the secretariat: checked when saved, filled in as plain text."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils.translation import override

from pages.submissions import mails as enquiries
from pages.submissions import outbox
from pages.submissions.mail_texts.composing import compose
from pages.submissions.mail_texts.filling import (
    fill_subject,
    fill_text,
    subject_refusals,
    text_refusals,
)
from pages.submissions.mail_texts.kinds import KINDS
from pages.submissions.mail_texts.models import MailText
from pages.submissions.registrations import mail_kinds
from pages.submissions.registrations.models import Registration
from portal import clock
from tests import factories
from tests.trainings import WHILE_OPEN, member_town, open_training, register
from tests.visitors import read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

EACH = [(kind, language) for kind in KINDS.values() for language in kind.languages]
NAMES = [f"{kind.key} {language}" for kind, language in EACH]
ENQUIRY = enquiries.RECEIPT
MARKUP = '<b>花子</b> <a href="https://evil.example">x</a>'


def sample(kind, language, **changes):
    return compose(kind, language, kind.samples(language) | changes)


def said(html):
    """The words of a mail's HTML, one line for each that its text has."""
    body = BeautifulSoup(html, "html.parser").body
    for line_break in body.find_all("br"):
        line_break.replace_with("\n")
    return [line.strip() for p in body.find_all("p") for line in p.get_text().split("\n")]


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


# --- The built-in wording -------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "language"), EACH, ids=NAMES)
def test_the_built_in_wording_is_one_that_an_editor_could_save(kind, language):
    wording = kind.built_in(language)
    assert subject_refusals(kind, wording.subject) == []
    assert text_refusals(kind, wording.text) == []
    assert set(kind.required) <= set(kind.names)


@pytest.mark.parametrize(("kind", "language"), EACH, ids=NAMES)
def test_text_and_html_say_the_same_in_the_language_of_the_reader(kind, language):
    message = sample(kind, language)
    assert said(message.html) == lines(message.text)
    html = BeautifulSoup(message.html, "html.parser")
    assert html.html["lang"] == language
    assert html.title.get_text() == message.subject
    assert not html.find_all(["img", "script", "link", "style", "iframe"])
    assert bool(re.search("[ぁ-ん]", message.text)) == (language == "ja")
    assert not re.search(r"[{}%]", message.subject + message.text)


@pytest.mark.parametrize(("kind", "language"), EACH, ids=NAMES)
def test_what_is_empty_leaves_neither_a_gap_nor_half_a_sentence(kind, language):
    with override("en"):
        names = [each.name for each in kind.placeholders if "empty" in str(each.means)]
    empty = dict.fromkeys(names, "")
    text = sample(kind, language, **empty).text
    assert "\n\n\n" not in text
    assert not re.search(r"[:：]\s*$", text, re.MULTILINE)
    assert not re.search(r"¥\W|（円", text)


# --- Filling in -----------------------------------------------------------------------------


def test_a_line_is_left_out_where_everything_to_be_filled_in_is_empty():
    text = "{{ a }}様\n理由: {{ b }}\n{{ a }}{{ b }}\n\n前\n{{ b }}\n\n{{b}}\n終わり"
    assert fill_text(text, {"a": "A", "b": ""}) == "A様\nA\n"
    assert fill_text("一\n\n\n\n二\r\n三", {}) == "一\n\n二\n三\n"


def test_a_value_is_taken_as_it_is():
    values = {"name": "{{ number }} \\1 {% now %}", "number": "Q-1"}
    assert fill_text("{{ name }}", values) == "{{ number }} \\1 {% now %}\n"


def test_blanks_of_any_width_may_stand_in_a_placeholder():
    text = "{{number}} {{\u3000number\u00a0}}"
    assert text_refusals(ENQUIRY, text) == []
    assert fill_text(text, {"number": "Q-1"}) == "Q-1 Q-1\n"


def test_a_subject_stays_one_line_that_can_be_stored():
    subject = fill_subject("{{ name }}", {"name": "a\r\nBcc: b@example.org " + "長" * 500})
    assert subject.startswith("a Bcc: b@example.org 長")
    assert "\n" not in subject
    assert len(subject) == 400


REFUSED = [
    ("{{ number }} {{ password }}", "password", "{{ name }}"),
    ("お礼", "{{ number }}", "受付番号"),
    ("{{ number }} {{ name", "波括弧", "{{ number }}"),
    ("{{ number }} {{ Number }}", "波括弧", ""),
    ("{{ number }} {% now 'Y' %}", "波括弧", ""),
    ("{{ number }} {{ name|upper }}", "波括弧", ""),
    ("{{ number }} {{ name.mail }}", "波括弧", ""),
    ("{{ number }} {name}", "波括弧", ""),
    ("{{ number }} ｛｛ name ｝｝", "波括弧", ""),
]


@pytest.mark.parametrize(("text", "named", "besides"), REFUSED)
def test_a_placeholder_that_cannot_be_filled_in_is_refused_with_those_that_can(
    text, named, besides
):
    (reason,) = text_refusals(ENQUIRY, text)
    assert named in reason
    assert besides in reason


def test_a_refusal_says_of_every_placeholder_what_it_becomes():
    (reason,) = text_refusals(ENQUIRY, "{{ number }} {{ x }}")
    for placeholder in ENQUIRY.placeholders:
        assert f"{{{{ {placeholder.name} }}}} ({placeholder.means})" in reason


def test_a_subject_takes_nothing_of_several_lines():
    (reason,) = subject_refusals(ENQUIRY, "{{ text }}")
    assert "{{ number }}" in reason
    assert subject_refusals(ENQUIRY, "") == []


# --- HTML -----------------------------------------------------------------------------------


def test_what_a_visitor_typed_stays_text_and_leads_nowhere():
    text = "https://evil.example/ を見てください\n<script>alert(1)</script>"
    message = sample(enquiries.FORWARDED, "ja", name=MARKUP, text=text)
    html = BeautifulSoup(message.html, "html.parser")
    assert not html.find_all(["a", "b", "script"])
    assert MARKUP in html.get_text()
    assert MARKUP in message.text


def test_an_address_ends_before_the_words_that_follow_it():
    kind = mail_kinds.REMINDER
    joining = "入室は https://meeting.example.jp/a?b=1&c=2。次に、(https://meeting.example.jp/d)."
    html = BeautifulSoup(sample(kind, "ja", joining=joining).html, "html.parser")
    links = {link["href"] for link in html.find_all("a")}
    assert {"https://meeting.example.jp/a?b=1&c=2", "https://meeting.example.jp/d"} <= links
    assert joining in html.get_text()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_registrant_gets_both_and_the_signed_link_of_either_leads_to_the_own_page(
    client, language
):
    member_town()
    with clock.at(WHILE_OPEN):
        open_training()
        register(client, language, **{"f-name": MARKUP})
        outbox.send_waiting()
        (message,) = mail.outbox
        ((html, mimetype),) = message.alternatives
        assert mimetype == "text/html"
        assert said(html) == lines(message.body)
        parsed = BeautifulSoup(html, "html.parser")
        assert (parsed.html["lang"], parsed.find("b")) == (language, None)
        (address,) = (link["href"] for link in parsed.find_all("a"))
        assert address in message.body
        shown = client.get(address.removeprefix("http://localhost"))
        assert shown.status_code == 200
        assert Registration.objects.get().number in shown.content.decode()


# --- In the admin -----------------------------------------------------------------------------

LIST = "/admin/snippets/pages/mailtext/"


def edit_address(row):
    return f"{LIST}edit/{row.pk}/"


def form_of(client, row):
    """The fields of the form as the browser shows them."""
    html = read(client.get(edit_address(row)))
    names = [f"{column}_{language}" for language in ("ja", "en") for column in ("subject", "text")]
    fields = {name: html.find(attrs={"name": name}) for name in names}
    return {
        name: field.get("value") or field.get_text().lstrip("\n")
        for name, field in fields.items()
        if field
    }


def save(client, row, **changes):
    answer = client.post(edit_address(row), form_of(client, row) | changes)
    row.refresh_from_db()
    return answer


def test_the_list_names_every_kind_its_purpose_and_whether_it_is_changed(admin_client):
    factories.mail_text("enquiry-receipt", subject_en="Thank you ({{ number }})")
    rows = read(admin_client.get(LIST)).select("main tbody tr")
    said = {row.find("a").get_text(strip=True): row.get_text(" ", strip=True) for row in rows}
    assert set(said) == {str(kind.title) for kind in KINDS.values()}
    for kind in KINDS.values():
        assert str(kind.purpose) in said[str(kind.title)]
    assert list(said) == [str(kind.title) for kind in KINDS.values()]
    changed = [title for title, text in said.items() if "English" in text or "日本語" in text]
    assert changed == [str(ENQUIRY.title)]
    assert "/mailtext/add/" not in admin_client.get(LIST).content.decode()


def test_the_form_begins_with_the_built_in_wording_and_keeps_only_what_differs(admin_client):
    row = factories.mail_text()
    shown = form_of(admin_client, row)
    assert shown["text_ja"] == ENQUIRY.built_in("ja").text
    assert shown["subject_en"] == ENQUIRY.built_in("en").subject
    assert save(admin_client, row, subject_ja="受付 {{ number }}").status_code == 302
    assert (row.subject_ja, row.text_ja, row.subject_en, row.text_en) == (
        "受付 {{ number }}", "", "", ""
    )  # fmt: skip
    save(admin_client, row, text_en="No. {{ number }}\r\nThank you.")
    assert row.text_en.startswith("No. {{ number }}")
    save(admin_client, row, subject_ja="", text_en=" ")
    assert not row.changed_in


def test_the_form_says_what_can_be_filled_in(admin_client):
    page = read(admin_client.get(edit_address(factories.mail_text())))
    listed = page.select_one("table.listing")
    for placeholder in ENQUIRY.placeholders:
        assert f"{{{{ {placeholder.name} }}}}" in listed.get_text()
        assert str(placeholder.means) in listed.get_text()


def test_a_wording_that_cannot_be_filled_in_is_not_saved_and_the_form_says_why(admin_client):
    row = factories.mail_text()
    answer = save(admin_client, row, text_ja="{{ nummer }} 様", subject_en="{{ text }}")
    assert answer.status_code == 200
    page = read(answer)
    assert "{{ nummer }} はここでは使えません" in page.get_text()
    assert "{{ number }}（受付番号）がありません" in page.get_text()
    assert "{{ text }} はここでは使えません" in page.get_text()
    assert page.find(attrs={"name": "text_ja"}).get_text().strip() == "{{ nummer }} 様"
    assert not row.changed_in


def test_english_is_not_asked_for_what_only_the_secretariat_reads(admin_client):
    shown = form_of(admin_client, factories.mail_text("enquiry-forwarded"))
    assert set(shown) == {"subject_ja", "text_ja"}
    row = MailText.objects.get(kind="enquiry-forwarded")
    assert [mode for mode, _name in row.preview_modes] == ["ja"]


@pytest.mark.parametrize(("language", "name"), [("ja", "見本 花子"), ("en", "Hanako Mihon")])
def test_the_preview_shows_the_form_as_it_is_filled_in_for_a_reader(admin_client, language, name):
    row = factories.mail_text()
    address = f"{LIST}preview/{row.pk}/"
    typed = {
        "subject_ja": "受付 {{ number }}",
        "text_ja": "{{ name }} 様 {{ number }}",
        "subject_en": "No. {{ number }}",
        "text_en": "Dear {{ name }} {{ number }} https://example.org/help.",
    }
    assert admin_client.post(address, typed).json()["is_valid"]
    shown = read(admin_client.get(f"{address}?mode={language}"))
    assert shown.html["lang"] == language
    assert "Q-2026-00001" in shown.h1.get_text()
    assert name in shown.p.get_text()
    links = [link["href"] for link in shown.find_all("a")]
    assert links == (["https://example.org/help"] if language == "en" else [])
    assert not admin_client.post(address, typed | {"text_ja": "{{ x }}"}).json()["is_valid"]
    row.refresh_from_db()
    assert not row.changed_in


def test_going_back_to_the_built_in_wording_is_asked_once_more_and_noted(admin_client):
    row = factories.mail_text(subject_ja="受付 {{ number }}", text_en="{{ number }}")
    reset = f"/admin/mail-texts/{row.pk}/reset/"
    assert reset in admin_client.get(edit_address(row)).content.decode()
    admin_client.get(reset)
    row.refresh_from_db()
    assert row.changed_in == "日本語、English"
    assert admin_client.post(reset).status_code == 302
    row.refresh_from_db()
    assert not row.changed_in
    assert reset not in admin_client.get(edit_address(row)).content.decode()
    assert "標準の文面" in admin_client.get(f"{LIST}history/{row.pk}/").content.decode()


def test_whoever_may_not_word_mails_opens_and_resets_none(client):
    client.force_login(factories.UserFactory(is_superuser=False, is_staff=True))
    row = factories.mail_text(subject_ja="受付 {{ number }}")
    for address in (LIST, edit_address(row), f"/admin/mail-texts/{row.pk}/reset/"):
        assert client.get(address).status_code == 302
        client.post(address)
    row.refresh_from_db()
    assert row.changed_in


# --- What is sent -------------------------------------------------------------------------------


def test_a_mail_has_the_own_wording_of_its_language_and_the_built_in_one_of_the_other():
    factories.mail_text(subject_ja="受付（{{ number }}）", text_ja="{{ name }} 様\n{{ number }}")
    enquiry = factories.enquiry()
    japanese = enquiries.receipt(enquiry)
    assert japanese.subject == f"受付（{enquiry.number}）"
    assert japanese.text == f"見本 花子 様\n{enquiry.number}\n"
    assert said(japanese.html) == lines(japanese.text)
    enquiry.language = "en"
    assert enquiries.receipt(enquiry).text.startswith("Dear 見本 花子")
    assert "Enquiry" not in enquiries.forwarded(enquiry).text


def test_a_wording_that_no_longer_fits_its_kind_gives_way_to_the_built_in_one(admin_client):
    row = factories.mail_text(subject_ja="{{ gone }}", text_ja="{{ gone }} {{ number }}")
    message = enquiries.receipt(factories.enquiry())
    assert "gone" not in message.subject + message.text
    assert "お問合せ" in message.text
    assert "送信していません" in row.changed_in
    assert form_of(admin_client, row)["text_ja"] == "{{ gone }} {{ number }}"  # to be mended
