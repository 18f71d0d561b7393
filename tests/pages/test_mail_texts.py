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
from pages.submissions.registrations import mail_kinds
from pages.submissions.registrations.models import Registration
from portal import clock
from tests.trainings import WHILE_OPEN, member_town, open_training, register

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
