"""The questions that an event asks besides: in the form, kept, read again, and taken away."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from pages.events.models import EventQuestion
from pages.submissions.registrations.models import Participant, Registration
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
from tests.visitors import Visitor, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("patient", "while_open"),
]

PLACES = "会場 | At the venue\nオンライン ｜ Online"


@pytest.fixture
def while_open():
    with clock.at(WHILE_OPEN):
        yield


def questions():
    """One of each kind: how somebody takes part must be said, the others need not."""
    return [
        EventQuestion(
            key="how",
            label_ja="参加方法",
            label_en="How you take part",
            kind="choice",
            choices=PLACES,
            is_required=True,
        ),
        EventQuestion(key="ask", label_ja="講師への質問", label_en="A question to the speaker"),
        EventQuestion(key="meal", label_ja="昼食の希望", label_en="Lunch", kind="yes_no"),
    ]


@pytest.fixture
def event():
    member_town()
    page = open_training()
    publish(page, questions=questions())
    return page


ANSWERED = {"f-q_how": "online", "f-q_ask": "費用は？\n期間は？", "f-q_meal": "no"}
SAID = {
    "ja": ["参加方法", "オンライン", "講師への質問", "費用は？", "昼食の希望", "いいえ"],
    "en": ["How you take part", "Online", "A question to the speaker", "費用は？", "Lunch", "No"],
}


def told(html):
    """The entries of a page, each question with its answer."""
    return " ".join(html.select_one("dl.sum").get_text(" ").split())


# --- In the form --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_questions_are_asked_confirmed_and_shown_again_in_the_language_of_the_form(
    client, event, language
):
    form = read(client.get(APPLY[language]))
    legends = [each.get_text(" ", strip=True) for each in form.select("legend")]
    required, optional = ("必須", "任意") if language == "ja" else ("Required", "Optional")
    assert f"{SAID[language][0]} {required}" in legends
    assert f"{SAID[language][4]} {optional}" in legends
    shown = Visitor(client, APPLY[language]).looked_at(ENTERED | ANSWERED)
    assert all(each in told(read(shown)) for each in SAID[language])
    register(client, language, **ANSWERED)
    assert all(each in told(read(own_page(client))) for each in SAID[language])


def test_what_is_kept_is_the_same_in_both_languages(client, event):
    register(client, "ja", **ANSWERED, **of_number(1))
    register(client, "en", **ANSWERED, **of_number(2))
    japanese, english = (each.answers for each in Registration.objects.order_by("pk"))
    assert japanese == english
    assert {key: each["value"] for key, each in japanese.items()} == {
        "how": "online", "ask": "費用は？\n期間は？", "meal": "no"
    }  # fmt: skip


def test_a_question_is_asked_once_for_all_on_the_form(client, event):
    second = {"f-name_2": "二人目", "f-mail_2": "two@example.org"}
    register(client, **ANSWERED, **second)
    assert len(Registration.objects.get().answers) == 3
    assert len(read(client.get(APPLY["ja"])).select("textarea[name='f-q_ask']")) == 1


@pytest.mark.parametrize(
    ("answer", "said_ja", "said_en"),
    [
        ({}, "質問にお答えください：参加方法", "Answer this question: How you take part"),
        ({"f-q_how": "by-boat"}, "参加方法", "Choose one of the answers to: How you take part"),
    ],
)
def test_a_mistake_is_said_at_its_question_with_everything_kept(
    client, event, answer, said_ja, said_en
):
    for language, said in (("ja", said_ja), ("en", said_en)):
        entered = ENTERED | {"f-q_ask": "費用は？"} | answer
        shown = Visitor(client, APPLY[language]).looked_at(entered)
        assert shown.status_code == 422
        html = read(shown)
        (link,) = html.select("[role=alert] a")
        assert said in link.get_text()
        assert html.select_one(link["href"])["name"] == "f-q_how"
        assert html.select_one(link["href"])["aria-invalid"] == "true"
        assert html.select_one("textarea[name='f-q_ask']").get_text().strip() == "費用は？"
    assert not Registration.objects.exists()


def test_what_need_not_be_answered_may_be_left_out(client, event):
    register(client, **{"f-q_how": "online", "f-q_meal": ""})
    assert list(Registration.objects.get().answers) == ["how"]


def test_a_long_list_of_choices_unfolds(client, event):
    rows = "\n".join(f"第{number}会場 | Hall {number}" for number in range(1, 10))
    publish(event, questions=[row(choices=rows, is_required=True)])
    select = read(client.get(APPLY["en"])).select_one("select[name='f-q_how']")
    assert [each.get_text() for each in select.select("option")][:2] == ["Choose one", "Hall 1"]
    register(client, **{"f-q_how": "hall-9"})
    assert Registration.objects.get().answers["how"]["answer"]["ja"] == "第9会場"


def row(**values):
    labels = {"key": "how", "label_ja": "参加方法", "label_en": "How", "kind": "choice"}
    return EventQuestion(**{**labels, "choices": PLACES, **values})


def test_a_question_that_came_between_looking_and_sending_is_asked(client, event):
    publish(event, questions=[])
    visitor = Visitor(client, APPLY["ja"])
    confirmed = visitor.confirmed(ENTERED)
    publish(event, questions=questions())
    refused = visitor.post(confirmed)
    assert refused.status_code == 422
    assert "参加方法" in read(refused).select_one("[role=alert]").get_text()


def test_a_text_without_end_is_no_answer(client, event):
    shown = Visitor(client, APPLY["ja"]).looked_at(ENTERED | ANSWERED | {"f-q_ask": "あ" * 1001})
    assert shown.status_code == 422
    assert read(shown).select_one("[role=alert] a")["href"] == "#id_f-q_ask"


def statements(client, **answers):
    """How often the last form of a visitor asks the database."""
    visitor = Visitor(client, APPLY["ja"])
    confirmed = visitor.confirmed(ENTERED | answers)
    with CaptureQueriesContext(connection) as asked:
        assert visitor.post(confirmed).status_code == 303
    return len(asked)


def test_a_question_is_asked_from_the_moment_it_is_published(client, event):
    assert read(client.get(APPLY["ja"])).select("textarea[name='f-q_ask']")
    publish(event, questions=questions()[:1])
    assert not read(client.get(APPLY["ja"])).select("textarea[name='f-q_ask']")


def test_questions_cost_the_last_form_no_statement(client, event):
    publish(event, capacity=10)
    register(client, **ANSWERED, **of_number(1))  # the calendar and the sender's counts are made
    with_questions = statements(client, **ANSWERED, **of_number(2))
    publish(event, questions=[])
    register(client, **of_number(3))
    # One of them asks whether the secretariat words the receipt itself.
    assert statements(client, **of_number(4)) == with_questions <= 21


# --- Afterwards ---------------------------------------------------------------------------


def test_an_answer_stays_readable_when_its_question_is_changed_or_gone(client, event):
    register(client, **ANSWERED)
    publish(
        event,
        questions=[row(label_ja="お越しの方法", label_en="Travel", choices="船|Ship\n車|Car")],
    )
    shown = told(read(own_page(client)))
    assert all(each in shown for each in SAID["ja"])
    assert "お越しの方法" not in shown


def test_the_secretariat_reads_the_answers_at_the_participant(client, admin_client, event):
    register(client, **ANSWERED)
    person = Participant.objects.get()
    address = reverse("wagtailsnippets_pages_participant:edit", args=[person.pk])
    shown = read(admin_client.get(address)).get_text()
    assert all(each in shown for each in SAID["ja"])
    assert "字幕をお願いします。" in shown


def test_a_list_for_spreadsheets_has_a_column_for_each_question(client, admin_client, event):
    register(client, **{"f-q_how": "online", "f-q_ask": "=1+1"})
    publish(event, questions=questions()[:2])
    register(client, "en", **{"f-q_how": "at-the-venue"}, **of_number(2))
    answer = admin_client.get(f"/admin/snippets/pages/participant/?page={event.pk}&export=csv")
    head, *rows = b"".join(answer.streaming_content).decode().splitlines()
    assert head.endswith("参加方法,講師への質問")
    assert [re.split(",", each)[-2:] for each in rows] == [["オンライン", "'=1+1"], ["会場", ""]]


def test_an_event_copied_for_next_year_asks_the_same_and_has_no_answers(client, event):
    register(client, **ANSWERED)
    copy = event.copy(
        to=event.get_parent(), update_attrs={"slug": "training-next", "title": "次の研修会"}
    )
    assert [each.label_ja for each in copy.questions.all()] == SAID["ja"][::2]
    assert EventQuestion.objects.count() == 6
    assert not Registration.objects.filter(page=copy).exists()


# --- Editors ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "incomplete",
    [{"label_en": ""}, {"choices": "会場\nオンライン | Online"}, {"choices": "会場 | Venue"}],
)
def test_a_question_that_lacks_a_language_is_not_published(event, incomplete):
    with pytest.raises(ValidationError) as refused:
        publish(event, questions=[row(**incomplete)])
    assert "参加方法" in str(refused.value)
    publish(event, questions=[row(**incomplete)], takes_registrations=None)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ("会場 | At the venue\nオンライン", "2行目：選択肢は日本語と英語の両方"),
        ("会場 | At the venue\nオンライン | オンライン", "2行目：選択肢の英語には英字か数字"),
        ("会場 | Venue\n別の会場 | venue", "2行目：この選択肢はすでにあります"),
        ("会場 | At the venue", "選択肢を2つ以上"),
        ("", "選択肢を2つ以上"),
        (f"会場 | At the venue\nオンライン | {'o' * 81}", "2行目：選択肢は80文字"),
    ],
)
def test_choices_are_checked_line_by_line(choices, said):
    with pytest.raises(ValidationError) as refused:
        row(choices=choices).clean()
    assert said in refused.value.message_dict["choices"][0]


def test_a_draft_may_lack_the_english_of_a_question(admin_client, event):
    address = f"/admin/pages/{event.pk}/edit/"
    html = read(admin_client.get(address))
    html.find(id="page-edit-form")["id"] = "f"
    sent = querydict_from_html(str(html.find(id="f")), form_id="f")
    sent = {name: sent.getlist(name) for name in sent} | {"body-count": ["0"]}
    assert admin_client.post(address, sent | {"questions-0-label_en": [""]}).status_code == 302
    event.refresh_from_db()
    assert event.has_unpublished_changes
    with pytest.raises(ValidationError):
        event.get_latest_revision().publish()


def test_the_editor_asks_a_question_in_the_form_of_the_event(admin_client, event):
    address = f"/admin/pages/{event.pk}/edit/"
    html = read(admin_client.get(address))
    html.find(id="page-edit-form")["id"] = "f"
    sent = querydict_from_html(str(html.find(id="f")), form_id="f")
    sent = {name: sent.getlist(name) for name in sent} | {"body-count": ["0"]}
    assert sent["questions-0-label_en"] == ["How you take part"]
    sent |= {"questions-0-label_en": [""], "action-publish": ["1"]}
    refused = read(admin_client.post(address, sent))
    assert refused.select_one("[id$='-0-child-panel-child-label_en-errors']").get_text(strip=True)
    sent |= {"questions-0-label_en": ["How you come"]}
    assert admin_client.post(address, sent).status_code == 302
    assert "How you come" in read(admin_client.get(APPLY["en"])).get_text()
    assert BELOW in admin_client.get(BELOW).content.decode()
    assert EventQuestion.objects.get(key="how").label_en == "How you come"
